package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.property.ObservedProperty;

/**
 * Takes out of a soil moisture series what must not reach advice, of the readings that no quality test of ingest has caught: ingest judges
 * for every use and flags nothing that may be sound, advice waits rather than says something wrong, and knows the diary's water.
 *
 * <ul>
 *   <li>Range: from {@value #DRIEST} m³/m³ (site range of agronomic quality control) to the soil's saturation (ISMN flag
 *       C03) with a margin for how well saturation is known. A failed converter reads 0 or full scale, not a dry or a
 *       drowned soil.
 *   <li>Stuck: one and the same value for {@link #STUCK_FOR} and at least {@value #STUCK_READINGS} readings, in a series
 *       that is otherwise fine enough to move. The longest run in the sound Wufeng 2022 recording is 19 h.
 *   <li>Spike: one reading that leaps more than {@value #LEAP} m³/m³ and comes back (after ISMN flag D06).
 *   <li>Leap: the newest reading lies more than {@value #LEAP} m³/m³ off the one before, and neither another depth nor
 *       fresh water confirms it; it waits for the next reading.
 * </ul>
 */
final class ProbeCheck {

    /** Driest soil moisture believed, m³/m³. */
    static final double DRIEST = 0.05;

    /** Margin above a saturation that was derived from texture, m³/m³: about twice the regression's error. */
    static final double MARGIN_TEXTURE = 0.10;

    /** Margin above a saturation measured in the field, m³/m³. */
    static final double MARGIN_MEASURED = 0.02;

    static final double LEAP = 0.05;
    static final Duration STUCK_FOR = Duration.ofHours(24);
    static final int STUCK_READINGS = 12;

    /** Different values that a series shows before a day of one value is strange. */
    private static final int FINE_ENOUGH = 10;

    /** Two readings further apart cannot confirm or contradict each other. */
    private static final Duration NEIGHBOURS = Duration.ofHours(6);

    /** Change at another depth that confirms a leap, m³/m³. */
    private static final double CONFIRMING = 0.02;

    private final double wettest;
    private final List<Doubt> doubts = new ArrayList<>();

    ProbeCheck(SoilWater soil, boolean saturationMeasured) {
        double margin = saturationMeasured ? MARGIN_MEASURED : MARGIN_TEXTURE;
        this.wettest = Math.min(ObservedProperty.SOIL_MOISTURE.plausibleMax(), soil.saturation() + margin);
    }

    /** What was left out and is recent enough to matter; the newest reading of each kind and series. */
    List<Doubt> doubts() {
        return List.copyOf(doubts);
    }

    /** The believable part of each series; doubts are added for what was wrong in the newest day. */
    List<Series> check(List<Series> raw, NavigableMap<Instant, Double> water) {
        List<Series> sound = raw.stream()
                .map(this::inRange)
                .map(ProbeCheck::withoutSpikes)
                .map(this::withoutStuck)
                .toList();
        return sound.stream().map(s -> withoutLeap(s, sound, water)).toList();
    }

    private Series inRange(Series series) {
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values());
        kept.values().removeIf(v -> v < DRIEST || v > wettest);
        doubtWhenNewest(Doubt.Kind.OUT_OF_RANGE, series, kept);
        return series.with(kept);
    }

    private static Series withoutSpikes(Series series) {
        List<Map.Entry<Instant, Double>> all = List.copyOf(series.values().entrySet());
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values());
        for (int i = 1; i + 1 < all.size(); i++) {
            double up = all.get(i).getValue() - all.get(i - 1).getValue();
            double down = all.get(i).getValue() - all.get(i + 1).getValue();
            double across = all.get(i + 1).getValue() - all.get(i - 1).getValue();
            if (Math.min(Math.abs(up), Math.abs(down)) > LEAP
                    && up * down > 0
                    && Math.abs(across) < LEAP
                    && near(all.get(i - 1).getKey(), all.get(i + 1).getKey())) {
                kept.remove(all.get(i).getKey());
            }
        }
        return series.with(kept);
    }

    private Series withoutStuck(Series series) {
        if (new HashSet<>(series.values().values()).size() < FINE_ENOUGH) {
            return series;
        }
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values());
        List<Instant> run = new ArrayList<>();
        Double value = null;
        for (Map.Entry<Instant, Double> entry : series.values().entrySet()) {
            if (!entry.getValue().equals(value)) {
                dropWhenStuck(run, kept);
                run.clear();
                value = entry.getValue();
            }
            run.add(entry.getKey());
        }
        dropWhenStuck(run, kept);
        doubtWhenNewest(Doubt.Kind.STUCK, series, kept);
        return series.with(kept);
    }

    private static void dropWhenStuck(List<Instant> run, NavigableMap<Instant, Double> kept) {
        if (run.size() >= STUCK_READINGS
                && Duration.between(run.get(0), run.get(run.size() - 1)).compareTo(STUCK_FOR) >= 0) {
            run.forEach(kept::remove);
        }
    }

    private Series withoutLeap(Series series, List<Series> all, NavigableMap<Instant, Double> water) {
        if (series.values().size() < 2) {
            return series;
        }
        Map.Entry<Instant, Double> newest = series.values().lastEntry();
        Map.Entry<Instant, Double> before = series.values().lowerEntry(newest.getKey());
        double leap = newest.getValue() - before.getValue();
        if (Math.abs(leap) <= LEAP || !near(before.getKey(), newest.getKey())) {
            return series;
        }
        boolean otherDepth = all.stream()
                .filter(s -> s != series)
                .anyMatch(s -> change(s, before.getKey(), newest.getKey())
                        .filter(c -> c * leap > 0 && Math.abs(c) > CONFIRMING)
                        .isPresent());
        boolean watered = leap > 0
                && water.subMap(newest.getKey().minus(NEIGHBOURS), true, newest.getKey(), true).values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        >= 1000 * LEAP / 10; // 5 mm fill a tenth of a metre by that much
        if (otherDepth || watered) {
            return series;
        }
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values());
        kept.remove(newest.getKey());
        doubtWhenNewest(Doubt.Kind.UNCONFIRMED_LEAP, series, kept);
        return series.with(kept);
    }

    /** Change of a series between its last readings at or before two times. */
    private static Optional<Double> change(Series series, Instant from, Instant to) {
        Map.Entry<Instant, Double> a = series.values().floorEntry(from);
        Map.Entry<Instant, Double> b = series.values().floorEntry(to);
        return a == null || b == null || !near(a.getKey(), from) || !near(b.getKey(), to)
                ? Optional.empty()
                : Optional.of(b.getValue() - a.getValue());
    }

    private static boolean near(Instant earlier, Instant later) {
        return Duration.between(earlier, later).compareTo(NEIGHBOURS) <= 0;
    }

    /** Only what keeps the newest readings from being used matters to advice. */
    private void doubtWhenNewest(Doubt.Kind kind, Series before, NavigableMap<Instant, Double> kept) {
        Map.Entry<Instant, Double> newest = before.values().lastEntry();
        if (newest != null && !kept.containsKey(newest.getKey())) {
            doubts.add(new Doubt(kind, before.device(), before.key(), newest.getKey(), newest.getValue()));
        }
    }
}
