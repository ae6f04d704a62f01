package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Skill;

/**
 * Sets two models beside each other on data later than either has seen: the same hours of the same files, each forecast by both. Pure but
 * for the files that it reads.
 */
public final class ModelTrial {

    /** Within less time a single storm would decide. */
    static final int FEWEST_DAYS = 14;

    /** Fewer forecasts at a horizon decide nothing. */
    static final int FEWEST_FORECASTS = 200;

    private ModelTrial() {}

    /** What a forecast is of. */
    private record Key(String series, Instant issued, int horizonHours) {}

    /**
     * Runs it.
     *
     * @param later folder of recordings, plain or {@code .gz} CSV
     * @param progress takes a line for every step
     * @throws IllegalArgumentException when nothing can be told: a card that does not say what days it learned from, or too little data
     *     after those days
     * @throws IOException when a model or a file cannot be read
     * @throws InterruptedException when the thread was asked to stop
     */
    public static TrialResult run(
            ModelForecaster forecaster,
            ModelRegistry.Model newer,
            ModelRegistry.Model older,
            Path later,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        LocalDate seen = latest(lastDay(newer.card()), lastDay(older.card()));
        Instant from = seen.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Path> files = files(later);
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : files) {
            hashes.put(file.getFileName().toString(), ModelCard.sha256(file));
        }
        progress.accept(
                newer.card().version() + " forecasts " + files.size() + " files from " + seen.plusDays(1) + " on");
        checkUnseen(newer.card(), hashes);
        checkUnseen(older.card(), hashes);
        Map<Key, ModelForecaster.Scored> ofNewer = new HashMap<>();
        for (ModelForecaster.Scored s : forecaster.forecast(newer, files, from, progress)) {
            ofNewer.put(new Key(s.series(), s.issued(), s.horizonHours()), s);
        }
        progress.accept(older.card().version() + " forecasts the same");
        Map<Integer, Skill> newerSkill = new TreeMap<>();
        Map<Integer, Skill> olderSkill = new TreeMap<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (ModelForecaster.Scored o : forecaster.forecast(older, files, from, progress)) {
            ModelForecaster.Scored n = ofNewer.get(new Key(o.series(), o.issued(), o.horizonHours()));
            if (n != null && !o.issued().isBefore(from)) {
                newerSkill.merge(o.horizonHours(), one(n), Skill::plus);
                olderSkill.merge(o.horizonHours(), one(o), Skill::plus);
                first = o.issued().isBefore(first) ? o.issued() : first;
                last = o.issued().isAfter(last) ? o.issued() : last;
            }
        }
        checkEnough(later, seen, newerSkill, first, last);
        List<TrialResult.Horizon> horizons = new ArrayList<>();
        newerSkill.forEach((hours, skill) -> horizons.add(new TrialResult.Horizon(
                hours, skill.n(), score(skill), score(olderSkill.getOrDefault(hours, Skill.NONE)))));
        return new TrialResult(
                newer.card().version(),
                older.card().version(),
                hashes,
                day(first),
                day(last),
                "skill against persistence, 1 - SSE/SSE(persistence)",
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

    private static @Nullable Double score(Skill skill) {
        return skill.squaredChange() > 0 ? (Double) (Math.rint(skill.score() * 1e5) / 1e5) : null;
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
            Path later, LocalDate seen, Map<Integer, Skill> skills, Instant first, Instant last) {
        long days = skills.isEmpty() ? 0 : Duration.between(first, last).toDays();
        int fewest = skills.values().stream().mapToInt(Skill::n).min().orElse(0);
        if (days < FEWEST_DAYS || fewest < FEWEST_FORECASTS) {
            throw new IllegalArgumentException(later + " has " + fewest + " forecasts that both models could make in "
                    + days + " days after " + seen + ", the last day that either learned from; a trial needs "
                    + FEWEST_FORECASTS + " at each horizon in " + FEWEST_DAYS + " days");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is no folder; name one that holds the later recordings");
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
