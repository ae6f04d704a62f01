package vn.nuong.analytics.forecast.pest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.telemetry.json.Json;

/**
 * Learns weekly catches from one file, forecasts each series of another as if each of its weeks were now, and says what the forecasts were
 * worth. Each series is forecast by itself: what another one holds changes nothing. Runs in seconds in one thread; interrupted it leaves no
 * file. Not thread-safe.
 */
public final class PestBacktest {

    static final String HEADER =
            "location,pest,unit,year,week,horizon_weeks,observed,persistence,seasonal,forecast,lower80,upper80";

    static final String METHOD =
            "ridge regression of log(1 + catch) on the series' own past, the season and the weather of"
                    + " the last weeks; 80 % intervals from errors at locations held out, adapted to each series by errors known at issue";

    private final PestOptions options;
    private final Consumer<String> progress;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final Map<String, List<String>> faults = new TreeMap<>();

    /** @param progress takes a line for every step */
    public PestBacktest(PestOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Writes predictions and report.
     *
     * @return what could not be used, a line each: rows with their line and reason, series that got no forecast; empty when all was sound
     * @throws IllegalArgumentException naming the file and the reason, when there is nothing to learn from or to forecast
     * @throws InterruptedException when the thread was asked to stop; nothing is written then
     * @throws IOException when a file cannot be read or written
     */
    public List<String> run() throws IOException, InterruptedException {
        try {
            return tryIt();
        } catch (ClosedByInterruptException e) { // stopped while reading or writing
            Files.deleteIfExists(part(options.predictions()));
            Files.deleteIfExists(part(options.report()));
            throw stopped(e);
        }
    }

    private static InterruptedException stopped(Exception cause) {
        InterruptedException stopped = new InterruptedException("stopped");
        stopped.initCause(cause);
        return stopped;
    }

    private List<String> tryIt() throws IOException, InterruptedException {
        long began = System.nanoTime();
        CatchFile train = read(options.train());
        CatchFile test = read(options.test());
        List<PestSeries> training = train.series().entrySet().stream()
                .map(e -> new PestSeries(e.getKey(), e.getValue()))
                .toList();
        PestModels models;
        try {
            models = PestModels.learn(training, options.weeks(), line -> progress.accept(line + " of " + train.name()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(train.name() + ": " + e.getMessage() + problems(), e);
        }
        List<PestPrediction> predictions = forecast(train, test, models);
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException(test.name() + ": no series can be forecast" + problems());
        }
        double seconds = (System.nanoTime() - began) / 1_000_000 / 1e3;
        PestReport report = report(train, test, models.horizons(), predictions, seconds);
        Files.write(part(options.predictions()), csv(predictions).getBytes(StandardCharsets.UTF_8));
        Files.write(
                part(options.report()),
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
        for (Path file : List.of(options.predictions(), options.report())) {
            Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return unusable();
    }

    private CatchFile read(Path path) throws IOException {
        CatchFile file = CatchFile.read(path);
        notes.addAll(file.notes());
        file.notes().forEach(progress);
        file.faults()
                .forEach((key, why) -> faults.computeIfAbsent(key.toString(), k -> new ArrayList<>())
                        .addAll(why));
        if (!file.strayRows().isEmpty()) {
            faults.computeIfAbsent("no series", k -> new ArrayList<>()).addAll(file.strayRows());
        }
        return file;
    }

    private List<String> unusable() {
        List<String> lines = new ArrayList<>();
        faults.forEach((series, why) -> why.forEach(line -> lines.add(series + ": " + line)));
        refused.forEach((series, why) -> lines.add(series + ": " + why));
        return lines;
    }

    private String problems() {
        List<String> lines = unusable();
        return lines.isEmpty() ? "" : "; " + String.join("; ", lines.subList(0, Math.min(3, lines.size())));
    }

    private List<PestPrediction> forecast(CatchFile train, CatchFile test, PestModels models)
            throws InterruptedException {
        progress.accept("forecasting " + test.series().size() + " series of " + test.name());
        List<PestPrediction> predictions = new ArrayList<>();
        test.faults().keySet().stream()
                .filter(k -> !test.series().containsKey(k))
                .forEach(k -> refused.put(k.toString(), test.name() + ": none of its rows can be used"));
        for (Map.Entry<SeriesKey, List<CatchRow>> entry : test.series().entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped");
            }
            SeriesKey key = entry.getKey();
            int bad = test.faults().getOrDefault(key, List.of()).size();
            if (2 * bad > entry.getValue().size()) {
                refused.put(
                        key.toString(),
                        test.name() + ": " + bad + " of its " + entry.getValue().size()
                                + " rows cannot be used; mend them first");
                continue;
            }
            noteStranger(models.usual(), key);
            List<PestPrediction> rows = forecast(key, train, entry.getValue(), models);
            if (rows.isEmpty()) {
                refused.put(
                        key.toString(),
                        test.name() + " line " + entry.getValue().get(0).line() + " and on: none of its "
                                + entry.getValue().stream()
                                        .filter(r -> !Double.isNaN(r.value()))
                                        .count()
                                + " recorded weeks are " + options.weeks() + " weeks apart; nothing to score");
            }
            predictions.addAll(rows);
        }
        return predictions;
    }

    private void noteStranger(Climatology usual, SeriesKey key) {
        if (!usual.knowsUnit(key)) {
            note(key + ": the training file has nothing in this unit; the season is that of all units");
        } else if (!usual.knowsPest(key)) {
            note(key + ": the training file has not this pest in this unit; the season is that of all pests in it");
        }
    }

    /** Forecasts one series; what the training file has of it before a week is known in that week. */
    private List<PestPrediction> forecast(SeriesKey key, CatchFile train, List<CatchRow> rows, PestModels models) {
        TreeMap<Integer, CatchRow> known = new TreeMap<>();
        TreeMap<Integer, Boolean> scored = new TreeMap<>();
        for (CatchRow row : train.series().getOrDefault(key, List.of())) {
            known.put(row.year() * 100 + row.week(), row);
            scored.put(row.year() * 100 + row.week(), false);
        }
        int shared = 0;
        for (CatchRow row : rows) {
            shared += known.put(row.year() * 100 + row.week(), row) == null ? 0 : 1;
            scored.put(row.year() * 100 + row.week(), true);
        }
        if (shared > 0) {
            note(key + ": " + shared + " weeks are in the training file too; forecasts of them are no test");
        }
        SeriesForecaster forecaster =
                models.forecaster(new PestSeries(key, List.copyOf(known.values())), List.copyOf(scored.values()));
        List<PestPrediction> predictions = forecaster.run();
        if (forecaster.silentRows() > 0) {
            note(key + ": in " + forecaster.silentRows()
                    + " weeks nothing had been caught for a year, or never in half a year; whether the trap"
                    + " worked is not known, so intervals reach up to what is usual for the pest");
        }
        return predictions;
    }

    private void note(String note) {
        notes.add(note);
        progress.accept(note);
    }

    private PestReport report(
            CatchFile train, CatchFile test, List<PestModel> models, List<PestPrediction> predictions, double seconds)
            throws IOException {
        List<PestReport.Horizon> horizons = new ArrayList<>();
        for (PestModel model : models) {
            List<PestPrediction> rows = predictions.stream()
                    .filter(p -> p.horizon() == model.horizon())
                    .toList();
            List<String> names = model.featureNames();
            double[] values = model.weights();
            Map<String, Double> weights = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                weights.put(names.get(i), Math.rint(values[i] * 1e5) / 1e5);
            }
            horizons.add(new PestReport.Horizon(
                    model.horizon(),
                    model.samples(),
                    model.usesWeather(),
                    weights,
                    PestScores.all(rows),
                    PestScores.by(rows, SeriesKey::location),
                    PestScores.by(rows, SeriesKey::pest),
                    PestScores.by(rows, SeriesKey::toString)));
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("nuong", options.version());
        versions.put("java", System.getProperty("java.version"));
        versions.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return new PestReport(
                METHOD,
                options.seed(),
                versions,
                seconds,
                source(options.train(), train),
                source(options.test(), test),
                horizons,
                refused,
                faults,
                notes);
    }

    private static PestReport.Source source(Path path, CatchFile file) throws IOException {
        return new PestReport.Source(
                String.valueOf(path.getFileName()),
                Sha256.of(path),
                file.rows(),
                file.series().size());
    }

    private static String csv(List<PestPrediction> predictions) {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (PestPrediction p : predictions) {
            Stream.of(p.key().location(), p.key().pest(), p.key().unit())
                    .forEach(text -> csv.append(quoted(text)).append(','));
            csv.append(p.year()).append(',').append(p.week()).append(',').append(p.horizon());
            Stream.of(p.observed(), p.persistence(), p.seasonal(), p.forecast(), p.lower(), p.upper())
                    .forEach(value -> csv.append(',').append(number(value)));
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String quoted(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String number(double value) {
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** What is written lies there until it is whole. */
    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }
}
