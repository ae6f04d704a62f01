package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
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
 *   <li>Stuck: one and the same value for {@link #STUCK_FOR}, at least {@value #STUCK_READINGS} readings, and three times as
 *       long as ever in the thirty days before, in a series that is otherwise fine enough to move. A tension probe may stand at
 *       either end of what it can tell. The longest run in the sound
 *       Wufeng 2022 recording is 19 h; deep in a slow soil a sound probe may stand for weeks.
 *   <li>Spike: one reading that leaps more than {@value #LEAP} m³/m³ and comes back (after ISMN flag D06).
 *   <li>Leap: the newest reading lies more than {@value #LEAP} m³/m³ off the one before, and neither another depth nor
 *       fresh water confirms it; it waits for the next reading.
 *   <li>Unsteady: at least a fifth of the last day's steps from one reading to the next, and {@value #UNSTEADY_STEPS} of them, are
 *       larger than {@value #STEP} m³/m³, not counting the hours after rain or irrigation that can make such steps. Soil takes up water
 *       in few steps and gives it up in small ones; such a probe has a loose contact, and the readings in between are no better.
 *   <li>Fell: lower by more than {@value #LEAP} m³/m³ at once, in soil that was not wetted in the day before. Roots and drainage
 *       take no such amount in hours; what the probe says afterwards is not believed until it comes back.
 *   <li>Rose: higher by more than {@value #LEAP} m³/m³ at once, where rain and irrigation were watched and there was none:
 *       not believed for three days, since probe or gauge must be wrong. Where irrigation is not watched, somebody may have
 *       watered and the rise is believed. Likewise when it rose by more than {@value #STEP} m³/m³ in three days without water.
 * </ul>
 *
 * <p>The figures of the last three are this project's choice, tried on the public recordings that docs/advice.md names.
 */
final class ProbeCheck {

    /** Driest soil moisture believed, m³/m³. */
    static final double DRIEST = 0.05;

    /** Margin above a saturation that was derived from texture, m³/m³: about twice the regression's error. */
    static final double MARGIN_TEXTURE = 0.10;

    /** Margin above a saturation measured in the field, m³/m³. */
    static final double MARGIN_MEASURED = 0.02;

    static final double LEAP = 0.05;

    /** A step larger than soil usually makes between two readings, m³/m³. */
    static final double STEP = 0.03;

    static final int UNSTEADY_STEPS = 4;

    /** Share of a day's steps. */
    private static final double UNSTEADY_SHARE = 0.2;

    private static final Duration DAY = Duration.ofDays(1);

    /** A fall or rise longer ago than this is no longer remembered. */
    private static final Duration REMEMBERED = Duration.ofDays(45);

    /** After this a rise without water is believed: more often than the probe, the gauge or the record of water failed. */
    private static final Duration ROSE_FOR = Duration.ofDays(3);

    /** A rise without water is looked for over so long. */
    private static final Duration CREEP_IN = Duration.ofDays(3);

    /** A gauge may report the rain that a probe feels as much later as this. */
    private static final Duration REPORTED_LATE = Duration.ofHours(3);

    /** Water that can move a probe by {@link #LEAP}, mm: it fills a tenth of a metre by that much. */
    private static final double MOVING_MM = 1000 * LEAP / 10;

    /** So long after water a sound probe may rise and fall fast: Wufeng's at 20 cm fell from 0.39 to 0.30 in two hours of a storm. */
    private static final Duration WETS_AND_DRAINS = Duration.ofHours(6);

    static final Duration STUCK_FOR = Duration.ofHours(24);
    static final int STUCK_READINGS = 12;

    /** A probe is stuck only when it stands so many times longer than it did in the days before. */
    private static final int USUAL_TIMES = 3;

    private static final Duration USUAL_FOR = Duration.ofDays(30);

    /** Different values that a series shows before a day of one value is strange. */
    private static final int FINE_ENOUGH = 10;

    /** Two readings further apart cannot confirm or contradict each other. */
    private static final Duration NEIGHBOURS = Duration.ofHours(6);

    /** Change at another depth that confirms a leap, m³/m³. */
    private static final double CONFIRMING = 0.02;

    private final double wettest;
    private final double fieldCapacity;
    private final KnownWater known;
    private final DoublePredicate tensionEnd;
    private final Instant now;
    private final List<Doubt> doubts = new ArrayList<>();

    /** Whether it is certain that neither rain nor irrigation came in {@code (from, to]}. */
    interface KnownWater {
        boolean isNone(Instant from, Instant to);
    }

    /**
     * @param known what is certain of the plot's water
     * @param tensionEnd whether soil moisture derived from tension is one of the two ends of what such a probe can tell
     * @param now the time to stand at
     */
    ProbeCheck(SoilWater soil, boolean saturationMeasured, KnownWater known, DoublePredicate tensionEnd, Instant now) {
        this.fieldCapacity = soil.fieldCapacity();
        this.known = known;
        this.tensionEnd = tensionEnd;
        this.now = now;
        double margin = saturationMeasured ? MARGIN_MEASURED : MARGIN_TEXTURE;
        this.wettest = Math.min(ObservedProperty.SOIL_MOISTURE.plausibleMax(), soil.saturation() + margin);
    }

    /** What was left out and is recent enough to matter; the newest reading of each kind and series. */
    List<Doubt> doubts() {
        return List.copyOf(doubts);
    }

    /**
     * The believable part of each series; doubts are added for what was wrong in the newest day.
     *
     * @param raw readings that no quality test has caught
     * @param asRead the same series with the readings that one has caught, by device and key
     * @param water rain and net irrigation known, mm by time
     */
    List<Series> check(List<Series> raw, Map<String, Series> asRead, NavigableMap<Instant, Double> water) {
        List<Series> sound = raw.stream()
                .map(s -> {
                    Series steady =
                            withoutUnsteady(felt(s), felt(asRead.getOrDefault(s.device() + " " + s.key(), s)), water);
                    Series moving = withoutStuck(at(s, withoutSpikes(inRange(steady))));
                    return withoutCreep(withoutShifts(felt(moving), water));
                })
                .toList();
        List<Series> kept =
                sound.stream().map(s -> withoutLeap(s, sound, water)).toList();
        return IntStream.range(0, raw.size())
                .mapToObj(i -> at(raw.get(i), kept.get(i)))
                .toList();
    }

    /**
     * What steps are looked for in. A tension probe's curve is so steep beyond field capacity that a sound probe under drip irrigation leaps
     * there; such steps tell nothing.
     */
    private Series felt(Series series) {
        if (!isTension(series)) {
            return series;
        }
        NavigableMap<Instant, Double> felt = new TreeMap<>(series.values());
        felt.replaceAll((time, theta) -> Math.min(fieldCapacity, theta));
        return series.with(felt);
    }

    /** A series at the times that were kept of it. */
    private static Series at(Series series, Series kept) {
        NavigableMap<Instant, Double> values = new TreeMap<>(series.values());
        values.keySet().retainAll(kept.values().keySet());
        return series.with(values);
    }

    private Series inRange(Series series) {
        if (isTension(series)) { // judged as tension by ingest; the curve then gives what this soil can hold
            return series;
        }
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
        List<Run> sound = new ArrayList<>();
        for (Run run : runs(series)) {
            boolean stuck = run.readings() >= STUCK_READINGS
                    && run.held().compareTo(STUCK_FOR) >= 0
                    && run.held().compareTo(longest(sound, run).multipliedBy(USUAL_TIMES)) >= 0;
            boolean atEnd = isTension(series)
                    && tensionEnd.test(Objects.requireNonNull(series.values().get(run.from())));
            if (stuck && !atEnd) {
                kept.subMap(run.from(), true, run.to(), true).clear();
            } else {
                sound.add(run);
            }
        }
        doubtWhenNewest(Doubt.Kind.STUCK, series, kept);
        return series.with(kept);
    }

    /** For how long at most it stood still while sound, in the days before a run. */
    private static Duration longest(List<Run> sound, Run before) {
        Instant since = before.from().minus(USUAL_FOR);
        return sound.stream()
                .filter(r -> r.to().isAfter(since))
                .map(Run::held)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static boolean isTension(Series series) {
        return series.key().property() == ObservedProperty.SOIL_WATER_TENSION;
    }

    /** Readings of one and the same value. */
    private record Run(Instant from, Instant to, int readings) {
        Duration held() {
            return Duration.between(from, to);
        }
    }

    private static List<Run> runs(Series series) {
        List<Run> runs = new ArrayList<>();
        Instant from = series.values().firstKey();
        Instant to = from;
        int readings = 0;
        Double value = null;
        for (Map.Entry<Instant, Double> entry : series.values().entrySet()) {
            if (value != null && !entry.getValue().equals(value)) {
                runs.add(new Run(from, to, readings));
                from = entry.getKey();
                readings = 0;
            }
            value = entry.getValue();
            to = entry.getKey();
            readings++;
        }
        runs.add(new Run(from, to, readings));
        return runs;
    }

    /** Without its last day when that was unsteady. */
    private Series withoutUnsteady(Series series, Series asRead, NavigableMap<Instant, Double> water) {
        if (series.values().isEmpty()) {
            return series;
        }
        Instant from = asRead.values().lastKey().minus(DAY);
        int steps = 0;
        int large = 0;
        Double before = null;
        for (Map.Entry<Instant, Double> reading :
                asRead.values().tailMap(from, true).entrySet()) {
            if (before != null && sum(water, reading.getKey().minus(WETS_AND_DRAINS), reading.getKey()) < MOVING_MM) {
                steps++;
                large += Math.abs(reading.getValue() - before) > STEP ? 1 : 0;
            }
            before = reading.getValue();
        }
        if (large < UNSTEADY_STEPS || large < UNSTEADY_SHARE * steps) {
            return series;
        }
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values().headMap(from, false));
        doubtWhenNewest(Doubt.Kind.UNSTEADY, series, kept);
        return series.with(kept);
    }

    /** Without what came after a fall that nothing explains, or a rise without water, until it came back. */
    private Series withoutShifts(Series series, NavigableMap<Instant, Double> water) {
        if (series.values().isEmpty()) {
            return series;
        }
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values());
        Map.Entry<Instant, Double> last = null;
        double shiftedFrom = Double.NaN;
        Instant shiftedAt = Instant.MIN;
        boolean fell = false;
        for (Map.Entry<Instant, Double> reading :
                series.values().tailMap(now.minus(REMEMBERED), true).entrySet()) {
            double value = reading.getValue();
            if (!Double.isNaN(shiftedFrom)) {
                boolean back = fell
                        ? value > shiftedFrom - LEAP / 2
                        : value < shiftedFrom + LEAP / 2 || reading.getKey().isAfter(shiftedAt.plus(ROSE_FOR));
                if (!back) {
                    kept.remove(reading.getKey());
                    continue;
                }
                shiftedFrom = Double.NaN;
                shiftedAt = Instant.MIN;
            } else if (last != null && near(last.getKey(), reading.getKey())) {
                double step = value - last.getValue();
                if (step < -LEAP && !mayHaveDrained(kept, last.getKey(), value, water)
                        || step > LEAP && isWithoutWater(last.getKey(), reading.getKey(), now)) {
                    shiftedFrom = last.getValue();
                    fell = step < 0;
                    shiftedAt = reading.getKey();
                    kept.remove(reading.getKey());
                    continue;
                }
            }
            last = reading;
        }
        boolean newestOnly = shiftedAt.equals(series.values().lastKey());
        if (newestOnly) { // a leap for now: the next reading decides
            kept.put(shiftedAt, series.values().lastEntry().getValue());
        } else if (!Double.isNaN(shiftedFrom)) {
            doubtWhenNewest(fell ? Doubt.Kind.FELL : Doubt.Kind.ROSE, series, kept);
        }
        return series.with(kept);
    }

    /** Without its last days when it rose in them though there was no water: slowly, as a probe that drifts. */
    private Series withoutCreep(Series series) {
        if (series.values().isEmpty()) {
            return series;
        }
        Map.Entry<Instant, Double> newest = series.values().lastEntry();
        Map.Entry<Instant, Double> before =
                series.values().floorEntry(newest.getKey().minus(CREEP_IN));
        if (before == null
                || !near(before.getKey(), newest.getKey().minus(CREEP_IN))
                || newest.getValue() - before.getValue() <= STEP
                || !isWithoutWater(before.getKey(), newest.getKey(), now)) {
            return series;
        }
        NavigableMap<Instant, Double> kept = new TreeMap<>(series.values().headMap(before.getKey(), true));
        doubtWhenNewest(Doubt.Kind.ROSE, series, kept);
        return series.with(kept);
    }

    /** Whether water that came within a day may have gone again: rain, irrigation, or a rise of the probe itself. */
    private static boolean mayHaveDrained(
            NavigableMap<Instant, Double> kept, Instant until, double value, NavigableMap<Instant, Double> water) {
        Instant from = until.minus(DAY);
        boolean wasAsLow =
                kept.subMap(from, true, until, true).values().stream().anyMatch(v -> v < value + STEP);
        return wasAsLow || sum(water, from, until) >= MOVING_MM;
    }

    private boolean isWithoutWater(Instant from, Instant to, Instant now) {
        Instant late = to.plus(REPORTED_LATE);
        return known.isNone(from.minus(DAY), late.isAfter(now) ? now : late);
    }

    private static double sum(NavigableMap<Instant, Double> water, Instant from, Instant to) {
        return water.subMap(from, true, to, true).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
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
        boolean watered = leap > 0 && sum(water, newest.getKey().minus(NEIGHBOURS), newest.getKey()) >= MOVING_MM;
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
