package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.analytics.forecast.registry.ModelCard;

/** A model trained on made-up stations: its folder, its card, and what comes back from them. */
class TrainedModelTest {

    private static final int DAYS = 40;
    private static final int LEARNED_DAYS = 32;
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() throws Exception {
        Path stations = Files.createDirectories(folder.resolve("stations"));
        new MadeUpStation(1, DAYS).write(stations.resolve("one.csv"));
        new MadeUpStation(2, DAYS).write(stations.resolve("two.csv"));
        Files.writeString(stations.resolve("LICENCE"), "\nCC0 1.0 Universal\nmore\n");
        training("whole", line -> {}).run();
    }

    private static SoilMoistureTraining training(String out, Consumer<String> progress) {
        return new SoilMoistureTraining(
                new TrainingOptions(
                        List.of(folder.resolve("stations")),
                        folder.resolve(out),
                        List.of(20),
                        MadeUpStation.START.plus(LEARNED_DAYS, ChronoUnit.DAYS),
                        null,
                        "made-up-1",
                        CREATED,
                        1,
                        "test"),
                new Progress(progress));
    }

    @Test
    void forecastsAfterReadingEqualThoseBeforeAndSoDoTheFiles() throws Exception {
        SoilMoistureModel read = SoilMoistureModel.read(Pieces.in(folder.resolve("whole")), 20, true);
        Path again = Files.createDirectories(folder.resolve("again"));
        read.write(again);
        assertThat(Files.readAllBytes(again.resolve("soil_moisture_20cm-observed.bin")))
                .isEqualTo(Files.readAllBytes(folder.resolve("whole/soil_moisture_20cm-observed.bin")));
        assertThat(Files.readAllBytes(again.resolve("soil_moisture_20cm-observed.json")))
                .isEqualTo(Files.readAllBytes(folder.resolve("whole/soil_moisture_20cm-observed.json")));

        Path kept = Files.createDirectories(folder.resolve("kept"));
        Station station = Station.read(folder.resolve("stations/one.csv"), "soil_moisture_20cm");
        SoilMoistureModel fitted = SoilMoistureModel.fit(
                List.of(station.until(24 * LEARNED_DAYS)),
                new SoilMoistureModel.Target(20, false, List.of(24)),
                1,
                kept,
                new Progress(line -> {}));
        Path written = Files.createDirectories(folder.resolve("written"));
        fitted.write(written);
        SoilMoistureModel back = SoilMoistureModel.read(Pieces.in(written), 20, false);
        assertThat(rows(back, station)).isEqualTo(rows(fitted, station)).isNotEmpty();
    }

    private static List<String> rows(SoilMoistureModel model, Station station) throws InterruptedException {
        List<String> rows = new ArrayList<>();
        for (Prediction row : model.forecast(station, new Progress(line -> {})).get(0)) {
            rows.add(row.forecast() + " " + row.lower() + " " + row.upper() + " " + Arrays.toString(row.quantiles()));
        }
        return rows;
    }

    @Test
    void manyWaysOfTheWeatherAtOnceSayToTheBitWhatEachSaysAlone() throws Exception {
        SoilMoistureModel model = SoilMoistureModel.read(Pieces.in(folder.resolve("whole")), 20, true);
        Station station = Station.read(folder.resolve("stations/one.csv"), "soil_moisture_20cm");
        int now = 24 * 20;
        List<Station> ways = new ArrayList<>();
        for (int way = 0; way < 3; way++) {
            double wetter = way;
            ways.add(Station.of(
                    "plot",
                    station.firstHour(),
                    new TreeMap<>(Map.of(20, after(station.depth(20), now, v -> Double.NaN))),
                    after(station.rain(), now, v -> v * wetter),
                    after(station.temperature(), now, v -> v - 3 * wetter),
                    after(station.humidity(), now, v -> v - wetter),
                    after(station.radiation(), now, v -> v / (1 + wetter))));
        }
        boolean[] networks = {true, true, true, true};
        List<List<SoilMoistureModel.Now>> together = model.now(now, ways, networks);
        for (int way = 0; way < ways.size(); way++) {
            List<List<SoilMoistureModel.Now>> alone = model.now(now, List.of(ways.get(way)), networks);
            for (int h = 0; h < networks.length; h++) {
                assertThat(together.get(h).get(way)).isEqualTo(alone.get(h).get(0));
            }
        }
        assertThat(together.get(3).get(0)).isNotEqualTo(together.get(3).get(2));
    }

    private static double[] after(double[] values, int now, DoubleUnaryOperator other) {
        double[] changed = values.clone();
        for (int t = now + 1; t < changed.length; t++) {
            changed[t] = other.applyAsDouble(changed[t]);
        }
        return changed;
    }

    @Test
    void quantilesNeverCross() throws Exception {
        SoilMoistureModel model = SoilMoistureModel.read(Pieces.in(folder.resolve("whole")), 20, true);
        Station station = Station.read(folder.resolve("stations/two.csv"), "soil_moisture_20cm");
        for (List<Prediction> horizon : model.forecast(station, new Progress(line -> {}))) {
            assertThat(horizon)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.quantiles()).isSorted().hasSize(Quantiles.SHARES.size()));
        }
    }

    @Test
    void theCardSaysWhatWasLearnedFromAndWhatItIsWorthOnTheHeldOutEnd() throws Exception {
        ModelCard card = ModelCard.read(folder.resolve("whole"));
        assertThat(card.version()).isEqualTo("made-up-1");
        assertThat(card.learnedFrom()).hasSize(2).allSatisfy(file -> {
            assertThat(file.licence()).isEqualTo("CC0 1.0 Universal");
            assertThat(file.sha256())
                    .isEqualTo(Sha256.of(folder.resolve("stations").resolve(file.file())));
            assertThat(file.to()).hasToString("2022-05-02");
        });
        assertThat(card.files()).hasSize(4);
        assertThat(card.inputs()).containsKeys("layer1_change_24h", "near_rain_24h", "near_rain_to_come");
        assertThat(card.skill())
                .filteredOn(r -> r.what().equals("soil_moisture_20cm, weather known, columns")
                        && r.horizonHours() == 24
                        && r.where().equals("all stations")
                        && r.season() == ModelCard.Season.ALL)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.n()).isEqualTo(2 * 24 * (DAYS - LEARNED_DAYS - 1));
                    assertThat(row.skill()).isGreaterThan(0.3);
                });
    }

    @Test
    void interruptedAndStartedAgainItWritesTheSameBytes() throws Exception {
        Thread self = Thread.currentThread();
        SoilMoistureTraining first = training("resumed", line -> {
            if (line.contains("20cm-observed: 24h-1.bin")) {
                self.interrupt();
            }
        });
        assertThatThrownBy(first::run).isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("resumed/card.json")).doesNotExist();

        List<String> said = new ArrayList<>();
        training("resumed", said::add).run();

        assertThat(said).anyMatch(l -> l.contains("kept from a run before"));
        assertThat(files("resumed")).isEqualTo(files("whole"));
        for (String file : files("whole")) {
            assertThat(Files.readAllBytes(folder.resolve("resumed").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    private static List<String> files(String out) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(out))) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFolderThatHoldsAModelIsNotWrittenOver() {
        assertThatThrownBy(() -> training("whole", line -> {}).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a model already");
    }

    @Test
    void aDamagedModelIsRefusedByName() throws IOException {
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        for (String file : files("whole")) {
            byte[] bytes = Files.readAllBytes(folder.resolve("whole").resolve(file));
            Files.write(damaged.resolve(file), file.endsWith(".bin") ? Arrays.copyOf(bytes, 1000) : bytes);
        }
        assertThatThrownBy(() -> SoilMoistureForecaster.read(damaged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("soil_moisture_20cm-none");
    }
}
