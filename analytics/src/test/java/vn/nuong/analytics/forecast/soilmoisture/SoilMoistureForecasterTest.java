package vn.nuong.analytics.forecast.soilmoisture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.agronomy.eto.HargreavesRadiation;
import vn.nuong.analytics.files.TimeTable;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.live.Offer;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;
import vn.nuong.telemetry.json.Json;

/** The shipped model at work on the months of the shipped recording that it never saw. */
class SoilMoistureForecasterTest {

    /** Shipped with device-sim, which the demonstration replays; MIT, see SOURCES.md beside it. */
    private static final Path SAMPLE = Path.of("../device-sim/src/main/resources/samples/wufeng-2022.csv.gz");

    private static final Instant UNSEEN = Instant.parse("2022-03-01T00:00:00Z");
    private static final Recession RECESSION = new Recession(0.28, 0.137, 7, 4, 0.6, 0.4);
    private static final Map<String, TreeMap<Instant, Double>> COLUMNS = new TreeMap<>();

    private final SoilMoistureForecaster forecaster = SoilMoistureForecaster.shipped();

    @BeforeAll
    static void readTheSample() throws Exception {
        TimeTable table = TimeTable.read(SAMPLE, line -> {});
        for (String column : table.columns()) {
            TreeMap<Instant, Double> values = new TreeMap<>();
            for (TimeTable.Row row : table.rows()) {
                double value = row.values()[table.column(column)];
                if (!Double.isNaN(value)) {
                    values.put(row.time(), value);
                }
            }
            COLUMNS.put(column, values);
        }
    }

    private static HourlySeries series(String column, Instant from, Instant to) {
        return HourlySeries.levels(COLUMNS.get(column).subMap(from, true, to, true));
    }

    /** What the plot knows, having been set up at {@code from}. */
    private static Known known(Instant from, Instant now, List<WeatherAhead> ahead) {
        NavigableMap<Integer, HourlySeries> probes = new TreeMap<>();
        for (int depth : new int[] {20, 30, 50}) {
            probes.put(depth, series("soil_moisture_" + depth + "cm", from, now));
        }
        return new Known(
                now,
                probes,
                series("rain", from, now),
                series("air_temperature", from, now),
                series("relative_humidity", from, now),
                series("solar_radiation", from, now),
                ahead);
    }

    /** The weather that came, with this much more rain in the second hour. */
    private static WeatherAhead came(Instant now, double more) {
        double[] rain = hours("rain", now);
        rain[1] += more;
        double[] temperature = hours("air_temperature", now);
        double[] radiation = hours("solar_radiation", now);
        double[] eto = new double[rain.length];
        Arrays.setAll(eto, h -> HargreavesRadiation.hourly(temperature[h], radiation[h]));
        return new WeatherAhead(rain, temperature, hours("relative_humidity", now), eto);
    }

    private static double[] hours(String column, Instant now) {
        double[] values = new double[WeatherAhead.HOURS];
        Arrays.setAll(values, h -> COLUMNS.get(column).getOrDefault(now.plus(h + 1, ChronoUnit.HOURS), Double.NaN));
        return values;
    }

    private Offer forecast(Known known, int depth) {
        return forecaster.forecast(known, depth, new ProbeTrack(), RECESSION).orElseThrow();
    }

    @Test
    void itReachesHourlyToADayAndSixHourlyToAWeekWithQuantilesInOrder() {
        MoistureForecast made = forecast(known(UNSEEN.minus(30, ChronoUnit.DAYS), UNSEEN, List.of()), 30)
                .made();
        List<Long> leads = made.points().stream()
                .map(p -> ChronoUnit.HOURS.between(UNSEEN, p.time()))
                .toList();
        assertThat(leads)
                .hasSize(48)
                .startsWith(1L, 2L, 3L)
                .contains(24L, 30L, 36L)
                .endsWith(162L, 168L);
        assertThat(made.leads()).extracting(MoistureForecast.Lead::hours).containsExactly(6, 24, 72, 168);
        assertThat(made.points()).allSatisfy(p -> assertThat(quantiles(p)).isSorted());
        assertThat(width(made, 47)).isGreaterThan(width(made, 5));
    }

    private static double[] quantiles(Point p) {
        return new double[] {p.low(), p.q25(), p.median(), p.q75(), p.high()};
    }

    private static double width(MoistureForecast forecast, int point) {
        Point p = forecast.points().get(point);
        return p.high() - p.low();
    }

    @Test
    void onUnseenMonthsWithTheRainKnownItBeatsPersistenceFarAndHoldsItsQuantiles() {
        for (int depth : new int[] {20, 30}) {
            ProbeTrack track = new ProbeTrack();
            Skill day = Skill.NONE;
            Skill week = Skill.NONE;
            int inside = 0;
            Instant last = Instant.parse("2022-05-23T00:00:00Z");
            for (Instant now = UNSEEN; now.isBefore(last); now = now.plus(6, ChronoUnit.HOURS)) {
                Known known = known(now.minus(42, ChronoUnit.DAYS), now, List.of(came(now, 0)));
                double before = COLUMNS.get("soil_moisture_" + depth + "cm").getOrDefault(now, Double.NaN);
                if (Double.isNaN(before)) {
                    continue;
                }
                MoistureForecast made = forecaster
                        .forecast(known, depth, track, RECESSION)
                        .orElseThrow()
                        .made();
                assertThat(made.method()).isEqualTo(Method.LEARNED);
                assertThat(made.weatherWays()).isEqualTo(1);
                Double inADay = came(depth, made.points().get(23));
                Double inAWeek = came(depth, made.points().get(47));
                if (inADay != null && inAWeek != null) {
                    day = day.plus(made.points().get(23).soilMoisture() - before, inADay - before);
                    week = week.plus(made.points().get(47).soilMoisture() - before, inAWeek - before);
                    Point p = made.points().get(23);
                    inside += inADay >= p.low() && inADay <= p.high() ? 1 : 0;
                }
            }
            assertThat(day.n()).isGreaterThan(250);
            assertThat(day.score()).as(depth + " cm, a day").isGreaterThan(0.6);
            assertThat(week.score()).as(depth + " cm, a week").isGreaterThan(0.6);
            assertThat((double) inside / day.n()).as(depth + " cm inside").isBetween(0.65, 0.95);
        }
    }

    private static Double came(int depth, Point point) {
        return COLUMNS.get("soil_moisture_" + depth + "cm").get(point.time());
    }

    @Test
    void moreRainForeseenIsMoreMoistureAndDisagreeingMembersAreAWiderRange() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        Instant from = now.minus(40, ChronoUnit.DAYS);
        MoistureForecast dry =
                forecast(known(from, now, List.of(came(now, 0))), 20).made();
        MoistureForecast wet =
                forecast(known(from, now, List.of(came(now, 40))), 20).made();
        MoistureForecast both = forecast(known(from, now, List.of(came(now, 0), came(now, 40))), 20)
                .made();
        assertThat(at24(wet)).isGreaterThan(at24(dry) + 0.01);
        assertThat(at24(both)).isBetween(at24(dry), at24(wet));
        assertThat(width(both, 23)).isGreaterThan(Math.max(width(dry, 23), width(wet, 23)) * 0.99);
        assertThat(both.weatherWays()).isEqualTo(2);
    }

    private static double at24(MoistureForecast forecast) {
        return forecast.points().get(23).soilMoisture();
    }

    @Test
    void aPlotOnItsFirstDayHasAForecastWithAWiderRange() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        MoistureForecast first = forecast(known(now.minus(1, ChronoUnit.HOURS), now, List.of()), 30)
                .made();
        MoistureForecast known = forecast(known(now.minus(40, ChronoUnit.DAYS), now, List.of()), 30)
                .made();
        assertThat(first.points())
                .hasSize(48)
                .allSatisfy(p -> assertThat(quantiles(p)).isSorted());
        assertThat(width(first, 23)).isGreaterThan(width(known, 23));
    }

    @Test
    void whatIsMeasuredLaterChangesNothing() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        Instant from = now.minus(40, ChronoUnit.DAYS);
        Known later = known(from, now.plus(9, ChronoUnit.DAYS), List.of());
        Known cut = new Known(
                now, later.probes(), later.rain(), later.temperature(), later.humidity(), later.radiation(), List.of());
        assertThat(forecast(cut, 20)).isEqualTo(forecast(known(from, now, List.of()), 20));
    }

    @Test
    void withoutAFreshReadingThereIsNone() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        Known known = known(now.minus(40, ChronoUnit.DAYS), now, List.of());
        Known late = new Known(
                now.plus(7, ChronoUnit.HOURS),
                known.probes(),
                known.rain(),
                known.temperature(),
                known.humidity(),
                known.radiation(),
                List.of());
        assertThat(forecaster.forecast(late, 30, new ProbeTrack(), RECESSION)).isEmpty();
    }

    @Test
    void aProbeThatStandsStillOrSeesNoSoilIsNamedAndGetsTheRangeOfSuchSoils() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        for (double stuck : new double[] {0.25, 0.001}) {
            TreeMap<Instant, Double> values = new TreeMap<>();
            for (int h = 0; h < 24 * 30; h++) {
                values.put(now.minus(h, ChronoUnit.HOURS), stuck);
            }
            Known known = new Known(
                    now,
                    new TreeMap<>(Map.of(20, HourlySeries.levels(values))),
                    HourlySeries.none(),
                    HourlySeries.none(),
                    HourlySeries.none(),
                    HourlySeries.none(),
                    List.of());
            MoistureForecast made = forecast(known, 20).made();
            assertThat(made.method()).isEqualTo(Method.PERSISTENCE);
            assertThat(made.notes()).isNotEmpty();
            assertThat(width(made, 23)).isGreaterThan(0.05);
        }
    }

    @Test
    void aDepthWithoutAModelIsReckonedByHowTheSoilDries() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        Known known = known(now.minus(40, ChronoUnit.DAYS), now, List.of());
        TreeMap<Integer, HourlySeries> deep =
                new TreeMap<>(Map.of(120, known.probes().get(50)));
        Offer offer = forecast(
                new Known(now, deep, known.rain(), known.temperature(), known.humidity(), known.radiation(), List.of()),
                120);
        assertThat(offer.made()).isEqualTo(offer.physics());
        assertThat(offer.made().method()).isEqualTo(Method.PHYSICS);
        assertThat(offer.made().notes()).isNotEmpty();
        assertThat(offer.made().points())
                .allSatisfy(p -> assertThat(quantiles(p)).isSorted());
    }

    @Test
    void inputsFarOutsideOfTrainingAreNamedAndTheRangeIsWider() {
        Instant now = Instant.parse("2022-04-10T00:00:00Z");
        Instant from = now.minus(40, ChronoUnit.DAYS);
        MoistureForecast flood =
                forecast(known(from, now, List.of(came(now, 119))), 30).made();
        assertThat(flood.notes())
                .singleElement()
                .satisfies(n -> assertThat(n.en()).contains("rain"));
    }

    /** The shipped model with a card as if its networks had been best at two places. */
    @Test
    void networksStepAsideWhereAnInputIsOutsideOfWhatTheyLearnedFrom(@TempDir Path folder) throws Exception {
        ObjectNode card = (ObjectNode) Json.parse(resource(ModelCard.FILE));
        for (String name : forecaster.card().files().keySet()) {
            Files.write(folder.resolve(name), resource(name));
        }
        ArrayNode skill = card.withArray("skill");
        for (int depth : new int[] {20, 30, 50}) {
            for (boolean weather : new boolean[] {true, false}) {
                for (int horizon : TrainingOptions.HORIZONS) {
                    for (String where : List.of("a", "b", "all stations")) {
                        skill.addObject()
                                .put("what", HeldOutSkill.what(depth, weather, HeldOutSkill.NETWORKS))
                                .put("where", where)
                                .put("horizon_hours", horizon)
                                .put("season", "all")
                                .put("n", 1000)
                                .put("skill", 0.9);
                    }
                }
            }
        }
        Files.write(folder.resolve(ModelCard.FILE), Json.write(card));
        SoilMoistureForecaster networks = SoilMoistureForecaster.read(folder);
        Instant now = Instant.parse("2022-01-20T00:00:00Z");
        Instant from = now.minus(2, ChronoUnit.DAYS);

        Offer usual = networks.forecast(known(from, now, List.of(came(now, 0))), 30, new ProbeTrack(), RECESSION)
                .orElseThrow();
        Offer flood = networks.forecast(known(from, now, List.of(came(now, 119))), 30, new ProbeTrack(), RECESSION)
                .orElseThrow();

        assertThat(flood.outside())
                .isNotEmpty()
                .allMatch(flood.strange()::contains)
                .anyMatch(o -> o.contains("rain"));
        assertThat(usual.outside()).noneMatch(o -> o.contains("rain"));
        assertThat(forecast(known(from, now, List.of(came(now, 119))), 30).outside())
                .as("where physics makes the forecast")
                .isEmpty();
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in =
                Objects.requireNonNull(SoilMoistureForecaster.class.getResourceAsStream("/model/" + name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void everyLeadIsMadeByWhatTheCardShowsToBeBest() {
        List<String> by = new ArrayList<>();
        for (int horizon : TrainingOptions.HORIZONS) {
            by.add(Choice.of(forecaster.card(), 20, true, horizon).by());
            by.add(Choice.of(forecaster.card(), 20, false, horizon).by());
        }
        // With one place to learn from no network is used, and a week ahead without weather nothing beats persistence.
        assertThat(by).doesNotContain(HeldOutSkill.NETWORKS).endsWith(HeldOutSkill.COLUMNS, Choice.PERSISTENCE);
    }
}
