package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Sha256;
import vn.nuong.analytics.forecast.Skill;

/**
 * Sets two models beside each other on data later than either has seen: the same hours of the same files, each forecast by both. Pure but
 * for the files that it reads.
 */
public final class ModelTrial {

    /** Stands for the older model where a kind has none in use yet. */
    public static final String PERSISTENCE = "persistence";

    private ModelTrial() {}

    /** What a forecast is of. */
    private record Key(String series, Instant issued, int horizonHours) {}

    /**
     * Runs it.
     *
     * @param older the model in use; null where there is none: persistence stands in for it
     * @param later folder of recordings, or one of them; plain or {@code .gz} CSV
     * @param progress takes a line for every step
     * @throws IllegalArgumentException when nothing can be told: a card that does not say what days it learned from, or too little data
     *     after those days
     * @throws IOException when a model or a file cannot be read
     * @throws InterruptedException when the thread was asked to stop
     */
    public static TrialResult run(
            ModelForecaster forecaster,
            ModelRegistry.Model newer,
            ModelRegistry.@Nullable Model older,
            Path later,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        return run(forecaster, newer, older, later, LocalDate.MIN, progress);
    }

    /** The same, where what came before a day is known to have been looked at, such as to choose by. */
    public static TrialResult run(
            ModelForecaster forecaster,
            ModelRegistry.Model newer,
            ModelRegistry.@Nullable Model older,
            Path later,
            LocalDate notBefore,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        LocalDate seen = lastDay(newer.card());
        if (older != null) {
            seen = latest(seen, lastDay(older.card()));
        }
        if (notBefore.isAfter(seen)) {
            seen = notBefore.minusDays(1);
        }
        Instant from = seen.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Path> files = files(later);
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : files) {
            hashes.put(file.getFileName().toString(), Sha256.of(file));
        }
        progress.accept(
                newer.card().version() + " forecasts " + files.size() + " files from " + seen.plusDays(1) + " on");
        checkUnseen(newer.card(), hashes);
        if (older != null) {
            checkUnseen(older.card(), hashes);
        }
        Map<Key, ModelForecaster.Scored> ofNewer = new LinkedHashMap<>();
        for (ModelForecaster.Scored s : forecaster.forecast(newer, files, from, progress)) {
            ofNewer.put(new Key(s.series(), s.issued(), s.horizonHours()), s);
        }
        Collection<ModelForecaster.Scored> ofOlder;
        if (older == null) {
            ofOlder = ofNewer.values().stream()
                    .map(s -> new ModelForecaster.Scored(
                            s.series(), s.issued(), s.horizonHours(), s.observed(), s.persistence(), s.persistence()))
                    .toList();
        } else {
            progress.accept(older.card().version() + " forecasts the same");
            ofOlder = forecaster.forecast(older, files, from, progress);
        }
        Map<Integer, Skill> newerSkill = new TreeMap<>();
        Map<Integer, Skill> olderSkill = new TreeMap<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (ModelForecaster.Scored o : ofOlder) {
            ModelForecaster.Scored n = ofNewer.get(new Key(o.series(), o.issued(), o.horizonHours()));
            if (n != null && !o.issued().isBefore(from)) {
                newerSkill.merge(o.horizonHours(), one(n), Skill::plus);
                olderSkill.merge(o.horizonHours(), one(o), Skill::plus);
                first = o.issued().isBefore(first) ? o.issued() : first;
                last = o.issued().isAfter(last) ? o.issued() : last;
            }
        }
        checkEnough(forecaster.least(), later, seen, newerSkill, first, last);
        List<TrialResult.Horizon> horizons = new ArrayList<>();
        ModelForecaster.Measure measure = forecaster.measure();
        newerSkill.forEach((hours, skill) -> horizons.add(new TrialResult.Horizon(
                hours,
                skill.n(),
                figure(measure, skill),
                figure(measure, olderSkill.getOrDefault(hours, Skill.NONE)))));
        return new TrialResult(
                newer.card().version(),
                older == null ? PERSISTENCE : older.card().version(),
                hashes,
                day(first),
                day(last),
                measure.words(),
                measure.lowerIsBetter(),
                horizons);
    }

    /** The end of a file that was learned from may have been held out to choose by: that is seen as well. */
    private static void checkUnseen(ModelCard card, Map<String, String> later) {
        for (ModelCard.Learned file : card.learnedFrom()) {
            later.forEach((name, hash) -> {
                if (hash.equals(file.sha256())) {
                    throw new IllegalArgumentException(
                            name + " is " + file.file() + ", which " + card.version()
                                    + " learned from; its end was held out to choose by, so it is no trial: give newer recordings");
                }
            });
        }
    }

    private static Skill one(ModelForecaster.Scored s) {
        return Skill.NONE.plus(s.forecast() - s.persistence(), s.observed() - s.persistence());
    }

    private static @Nullable Double figure(ModelForecaster.Measure measure, Skill skill) {
        if (!(skill.squaredChange() > 0)) {
            return null;
        }
        double figure =
                measure == ModelForecaster.Measure.SKILL ? skill.score() : Math.sqrt(skill.squaredError() / skill.n());
        return Math.rint(figure * 1e5) / 1e5;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static LocalDate lastDay(ModelCard card) {
        LocalDate last = card.lastDay();
        if (last == null) {
            throw new IllegalArgumentException("the card of " + card.version()
                    + " does not say what days it learned from, so no data is known to be later;"
                    + " promote with --force and --why, or train a model whose card says it");
        }
        return last;
    }

    private static LocalDate latest(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static void checkEnough(
            ModelForecaster.Least least,
            Path later,
            LocalDate seen,
            Map<Integer, Skill> skills,
            Instant first,
            Instant last) {
        long days = skills.isEmpty() ? 0 : Duration.between(first, last).toDays();
        int fewest = skills.values().stream().mapToInt(Skill::n).min().orElse(0);
        if (days < least.days() || fewest < least.forecasts()) {
            throw new IllegalArgumentException(later + " has " + fewest + " forecasts that both models could make in "
                    + days + " days after " + seen + ", the last day that either learned from; a trial needs "
                    + least.forecasts() + " at each horizon in " + least.days() + " days");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    folder + " is not there; name the later recordings, or a folder that holds them");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.getFileName().toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no *.csv and no *.csv.gz");
        }
        return files;
    }
}
