package vn.nuong.analytics.forecast.pest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.analytics.forecast.registry.Licence;
import vn.nuong.analytics.forecast.registry.ModelCard;

/**
 * Trains the model of weekly catches and writes it into a folder of its own. The last part of each series is held out; what the model is
 * worth there stands in its {@code card.json}. The folder appears when it is whole: interrupted, nothing is left. Runs in seconds in one
 * thread. Not thread-safe.
 */
public final class PestTraining {

    private static final double HELD_OUT = 0.2;

    private final PestTrainingOptions options;
    private final Consumer<String> progress;
    private final Set<String> notes = new LinkedHashSet<>();

    /** @param progress takes a line for every step */
    public PestTraining(PestTrainingOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * A series and what of it is learned from.
     *
     * @param whole all its rows
     * @param learned number of its first rows that are learned from
     */
    private record Parted(SeriesKey key, List<CatchRow> whole, int learned) {}

    /**
     * Trains and writes.
     *
     * @return what could not be used, a line each; empty when all was sound
     * @throws IllegalArgumentException when there is nothing to learn from, or the folder is there already
     * @throws InterruptedException when the thread was asked to stop; nothing is written then
     * @throws IOException when a file cannot be read or written
     */
    public List<String> run() throws IOException, InterruptedException {
        Path out = options.out().toAbsolutePath().normalize();
        if (Files.exists(out)) {
            throw new IllegalArgumentException(options.out() + " is there already; choose another folder");
        }
        CatchFile file = CatchFile.read(options.train());
        notes.addAll(file.notes());
        file.notes().forEach(progress);
        List<Parted> series = file.series().entrySet().stream()
                .map(e -> part(e.getKey(), e.getValue()))
                .toList();
        List<PestSeries> training = series.stream()
                .filter(p -> p.learned() > 0)
                .map(p -> new PestSeries(p.key(), p.whole().subList(0, p.learned())))
                .toList();
        PestModels models;
        try {
            models = PestModels.learn(training, options.weeks(), progress);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.name() + ": " + e.getMessage(), e);
        }
        progress.accept("forecasting what was held out");
        List<PestPrediction> heldOut = new ArrayList<>();
        for (Parted one : series) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped");
            }
            List<Boolean> scored = new ArrayList<>();
            for (int i = 0; i < one.whole().size(); i++) {
                scored.add(i >= one.learned());
            }
            heldOut.addAll(models.forecaster(new PestSeries(one.key(), one.whole()), scored)
                    .run());
        }
        write(out, models, card(series, models, heldOut));
        return unusable(file);
    }

    private Parted part(SeriesKey key, List<CatchRow> rows) {
        LocalDate until = options.until();
        int learned = until == null
                ? (int) Math.round((1 - HELD_OUT) * rows.size())
                : (int) rows.stream()
                        .takeWhile(r -> Weeks.firstDay(r.year(), r.week()).isBefore(until))
                        .count();
        return new Parted(key, rows, learned);
    }

    private ModelCard card(List<Parted> series, PestModels models, List<PestPrediction> heldOut) throws IOException {
        SortedMap<String, ModelCard.Range> inputs = new TreeMap<>();
        Set<String> features = new LinkedHashSet<>();
        for (PestModel model : models.horizons()) {
            List<String> names = model.featureNames();
            features.addAll(names);
            for (int f = 0; f < names.size(); f++) {
                ModelCard.Range range = model.range(f);
                inputs.merge(
                        names.get(f),
                        range,
                        (a, b) -> new ModelCard.Range(Math.min(a.low(), b.low()), Math.max(a.high(), b.high())));
            }
        }
        notes.add(
                "Skill is 1 - SSE/SSE(persistence) of log(1 + catch), one to some weeks ahead, on the end of each series, which was"
                        + " not learned from; its place and its earlier weeks were.");
        for (PestModel model : models.horizons()) {
            List<PestPrediction> rows =
                    heldOut.stream().filter(p -> p.horizon() == model.horizon()).toList();
            if (!rows.isEmpty()) {
                PestReport.Score score = PestScores.all(rows);
                notes.add("RMSE of log(1 + catch) " + model.horizon() + " weeks ahead on what was held out: forecast "
                        + score.rmse() + ", persistence " + score.rmsePersistence() + ", season "
                        + score.rmseSeasonal() + ", mean of both " + score.rmseMeanOfBoth() + " (n " + score.n()
                        + ")");
            }
        }
        return new ModelCard(
                ModelCard.PEST,
                options.name(),
                options.created(),
                PestBacktest.METHOD,
                List.of(learned(series)),
                List.copyOf(features),
                options.version(),
                options.seed(),
                PestHeldOut.skill(heldOut),
                inputs,
                new TreeMap<>(),
                List.copyOf(notes));
    }

    private ModelCard.Learned learned(List<Parted> series) throws IOException {
        List<Parted> used = series.stream().filter(p -> p.learned() > 0).toList();
        Set<String> places = used.stream().map(p -> p.key().location()).collect(Collectors.toCollection(TreeSet::new));
        return new ModelCard.Learned(
                String.valueOf(options.train().getFileName()),
                Sha256.of(options.train()),
                String.join(", ", places),
                Licence.of(options.train(), options.licence()),
                used.stream()
                        .map(p -> p.whole().get(0))
                        .map(r -> Weeks.firstDay(r.year(), r.week()))
                        .min(LocalDate::compareTo)
                        .orElseThrow(),
                used.stream()
                        .map(p -> p.whole().get(p.learned() - 1))
                        .map(r -> Weeks.lastDay(r.year(), r.week()))
                        .max(LocalDate::compareTo)
                        .orElseThrow());
    }

    /** The folder takes its name when all is in it. */
    private static void write(Path out, PestModels models, ModelCard card) throws IOException {
        Path folder = Objects.requireNonNull(out.getParent(), "a root is no folder for a model");
        Path part = folder.resolve("." + out.getFileName() + ".part");
        Files.createDirectories(part);
        try {
            models.write(part);
            card.write(part);
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(part);
            throw e;
        }
    }

    private static void remove(Path part) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(part)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(part);
    }

    private static List<String> unusable(CatchFile file) {
        List<String> lines = new ArrayList<>();
        file.faults().forEach((key, why) -> why.forEach(line -> lines.add(key + ": " + line)));
        lines.addAll(file.strayRows());
        return lines;
    }
}
