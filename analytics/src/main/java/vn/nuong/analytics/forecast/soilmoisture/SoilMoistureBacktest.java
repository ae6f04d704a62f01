package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.telemetry.json.Json;

/**
 * Learns from some recorded stations and forecasts others, hour by hour, as if each hour were now: what is known later is used by no
 * forecast. Writes every forecast beside what came, and a report.
 */
public final class SoilMoistureBacktest {

    private static final String NETWORKS =
            "per horizon 3 multi-layer perceptrons of 64 and 32 tanh units on the residual, 1 on"
                    + " the size of errors; Deeplearning4j, Adam, one thread";

    private final SoilMoistureOptions options;
    private final Progress progress;
    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> trainHashes = new TreeMap<>();
    private final Map<String, String> testHashes = new TreeMap<>();

    public SoilMoistureBacktest(SoilMoistureOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @return the files from which nothing was made, with the reason; empty when all went well
     * @throws IllegalArgumentException when there is nothing to learn from or nothing to forecast
     * @throws InterruptedException when the thread was asked to stop; started again with the same options it goes on from there
     */
    public Map<String, String> run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Station> stations = trainingStations();
        List<Path> tests = files(options.test(), "--test");
        WorkFolder work = WorkFolder.open(options.predictions(), key());
        SoilMoistureModel model = SoilMoistureModel.fit(
                stations,
                new SoilMoistureModel.Target(options.targetCm(), options.observedWeather(), options.horizons()),
                options.seed(),
                work.folder(),
                progress);
        Map<String, Path> parts = new LinkedHashMap<>();
        for (Path file : tests) {
            progress.checkNotStopped();
            forecast(file, model, work, parts);
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to forecast in " + options.test() + ": " + String.join("; ", refused.values()));
        }
        join(parts);
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        writeWhole(
                options.report(),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report(model, parts, seconds)));
        work.remove();
        return refused;
    }

    private String key() {
        return Sha256.of(String.join(
                "\n",
                options.version(),
                NETWORKS,
                options.target(),
                options.horizons().toString(),
                String.valueOf(options.observedWeather()),
                String.valueOf(options.seed()),
                trainHashes.toString()));
    }

    private List<Station> trainingStations() throws IOException {
        List<Station> stations = new ArrayList<>();
        for (Path file : files(options.train(), "--train")) {
            try {
                Station station = Station.read(file, options.target());
                stations.add(station);
                notes.addAll(station.notes());
                trainHashes.put(file.getFileName().toString(), Sha256.of(file));
            } catch (IllegalArgumentException e) {
                refuse(file, e);
            }
        }
        if (stations.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to learn from in " + options.train() + ": " + String.join("; ", refused.values()));
        }
        return stations;
    }

    private void refuse(Path file, IllegalArgumentException reason) {
        String message = String.valueOf(reason.getMessage());
        refused.put(file.toString(), message);
        progress.say("not used: " + message);
    }

    /** The recordings of a folder, by name. */
    public static List<Path> files(Path folder, String option) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    option + " " + folder + " is no folder; name one that holds a CSV a station");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.getFileName().toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted(Comparator.comparing(f -> f.getFileName().toString()))
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(option + " " + folder + " has no *.csv and no *.csv.gz");
        }
        return files;
    }

    private void forecast(Path file, SoilMoistureModel model, WorkFolder work, Map<String, Path> parts)
            throws IOException, InterruptedException {
        try {
            Station station = Station.read(file, options.target());
            String hash = Sha256.of(file);
            if (parts.containsKey(station.name())) {
                throw new IllegalArgumentException(
                        file + ": there is already a station " + station.name() + "; keep one file");
            }
            Path rows = work.rows(station.name(), hash);
            if (Files.exists(rows)) {
                progress.say(station.name() + ": kept from a run before");
            } else {
                progress.say(station.name() + ": forecasting");
                PredictionFile.write(rows, station, model.forecast(station, progress));
            }
            if (Files.size(rows) == 0) {
                throw new IllegalArgumentException(file + ", column " + options.target() + ": no two readings "
                        + options.horizons() + " h apart; nothing to forecast");
            }
            notes.addAll(station.notes());
            noteDoubts(file, station);
            testHashes.put(file.getFileName().toString(), hash);
            parts.put(station.name(), rows);
        } catch (IllegalArgumentException e) {
            refuse(file, e);
        }
    }

    private void noteDoubts(Path file, Station station) {
        int still = 0;
        int noSoil = 0;
        int read = 0;
        double[] moisture = station.depth(options.targetCm());
        Doubt[] doubts = Doubt.byHour(moisture, options.targetCm());
        for (int t = 0; t < moisture.length; t++) {
            if (!Double.isNaN(moisture[t])) {
                read++;
                still += doubts[t] == Doubt.STANDS_STILL ? 1 : 0;
                noSoil += doubts[t] == Doubt.NO_SOIL ? 1 : 0;
            }
        }
        if (still + noSoil > 0) {
            String note = file + ", column " + options.target() + ": of " + read + " readings " + still
                    + " had stood still for " + Doubt.stillHours(options.targetCm()) / 24 + " days and " + noSoil
                    + " were at or below " + Station.NO_SOIL
                    + " m³/m³; forecasts from them are the last reading with the usual range of such soils";
            notes.add(note);
            progress.say(note);
            if (2 * (still + noSoil) > read) {
                refused.put(file.toString(), note + "; look at the probe");
            }
        }
    }

    private void join(Map<String, Path> parts) throws IOException {
        Path whole = options.predictions().resolveSibling(options.predictions().getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(whole)) {
            out.write((PredictionFile.HEADER + "\n").getBytes(StandardCharsets.UTF_8));
            for (Path part : parts.values()) {
                Files.copy(part, out);
            }
        }
        Files.move(whole, options.predictions(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private SoilMoistureReport report(SoilMoistureModel model, Map<String, Path> parts, double seconds)
            throws IOException {
        List<SoilMoistureReport.Horizon> skill = new ArrayList<>();
        Map<String, List<String>> features = new LinkedHashMap<>();
        for (int h = 0; h < options.horizons().size(); h++) {
            int horizon = options.horizons().get(h);
            Scores scores = new Scores(model.models().get(h), horizon);
            for (Map.Entry<String, Path> part : parts.entrySet()) {
                scores.add(part.getKey(), part.getValue());
                scores.add(QuantileCounts.read(part.getValue()));
            }
            skill.add(scores.horizon());
            features.put(horizon + "h", model.features(h));
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("nuong", options.version());
        versions.put("java", System.getProperty("java.version"));
        versions.put("nd4j", String.valueOf(Nd4j.class.getPackage().getImplementationVersion()));
        versions.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return new SoilMoistureReport(
                options.target(),
                options.observedWeather() ? "observed" : "none",
                options.seed(),
                versions,
                seconds,
                model.sampleCount(),
                model.depths(),
                NETWORKS,
                features,
                trainHashes,
                testHashes,
                refused,
                notes,
                skill);
    }
}
