package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that was known of a plot at one time. Nothing in it was measured later. Immutable.
 *
 * @param now the time it stands at
 * @param zone whose day a day is
 * @param probes believable soil moisture, m³/m³, by depth in cm; a tension probe's as the curve has it, under its own key
 * @param tensions tension probes by depth in cm
 * @param tensionCurve what they say of soil moisture
 * @param percentProbes newest reading of probes on a scale of their own, which tell no volume
 * @param weather the weather
 * @param waterings water given, oldest first
 * @param traps catch by species and local day
 * @param notes what the diary tells apart from water
 * @param nutrientProbe newest indication of nitrogen, phosphorus or potassium
 * @param doubts what was left out, or cannot be known
 * @param readings how many readings it was made from
 * @param origins by device where its readings come from
 */
public record PlotHistory(
        Instant now,
        ZoneId zone,
        NavigableMap<Integer, Series> probes,
        NavigableMap<Integer, TensionProbe> tensions,
        TensionCurve tensionCurve,
        Optional<Instant> percentProbes,
        Weather weather,
        List<Watering> waterings,
        Map<String, NavigableMap<LocalDate, Integer>> traps,
        FarmNotes notes,
        Optional<Instant> nutrientProbe,
        List<Doubt> doubts,
        int readings,
        Map<String, String> origins) {

    /** Probes heard more recently than this are fresh. */
    public static final Duration FRESH = Duration.ofHours(6);

    /** The newest readings that together say what a probe sees, so that a single one decides nothing. */
    static final int READINGS_TOGETHER = 3;

    /** How far apart they may lie. */
    static final Duration TOGETHER_WITHIN = Duration.ofHours(6);

    public PlotHistory {
        probes = Collections.unmodifiableNavigableMap(new TreeMap<>(probes));
        tensions = Collections.unmodifiableNavigableMap(new TreeMap<>(tensions));
        waterings = List.copyOf(waterings);
        traps = Map.copyOf(traps);
        doubts = List.copyOf(doubts);
        origins = Map.copyOf(origins);
    }

    /** The local day of {@link #now}. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    public Instant startOfToday() {
        return today().atStartOfDay(zone).toInstant();
    }

    /** Measured time of the newest believable soil moisture. */
    public Optional<Instant> findNewestProbe() {
        return probes.values().stream().flatMap(s -> s.findNewest().stream()).max(Instant::compareTo);
    }

    /**
     * Soil moisture at each depth at a time, m³/m³ by cm: the median of the last {@value #READINGS_TOGETHER} readings within
     * {@link #TOGETHER_WITHIN}. A depth without a reading in the hours before is left out.
     *
     * @param freshWithin the newest reading of a depth is younger than this
     */
    public NavigableMap<Integer, Double> moistureAt(Instant time, Duration freshWithin) {
        NavigableMap<Integer, Double> moisture = new TreeMap<>();
        probes.forEach((depth, series) -> {
            OptionalDouble seen = together(series, time, freshWithin);
            if (seen.isPresent()) {
                moisture.put(depth, seen.getAsDouble());
            }
        });
        return moisture;
    }

    /** Tension at each depth that a tension probe speaks for, kPa by cm, at a time, as {@link #moistureAt}. */
    public NavigableMap<Integer, Double> tensionAt(Instant time, Duration freshWithin) {
        NavigableMap<Integer, Double> tension = new TreeMap<>();
        tensions.forEach((depth, probe) -> {
            OptionalDouble seen = probe.used() ? together(probe.readings(), time, freshWithin) : OptionalDouble.empty();
            if (seen.isPresent()) {
                tension.put(depth, seen.getAsDouble());
            }
        });
        return tension;
    }

    /** Depths in cm at which a tension probe only tells that it is at least so dry, at a time, as {@link #tensionAt}. */
    public Set<Integer> atLimit(Instant time, Duration freshWithin) {
        NavigableMap<Integer, Double> tension = new TreeMap<>(tensionAt(time, freshWithin));
        tension.values().removeIf(kpa -> !tensionCurve.isAtLimit(kpa));
        return tension.keySet();
    }

    private static OptionalDouble together(Series series, Instant time, Duration freshWithin) {
        NavigableMap<Instant, Double> before = series.values().headMap(time, true);
        if (before.isEmpty() || !before.lastKey().isAfter(time.minus(freshWithin))) {
            return OptionalDouble.empty();
        }
        List<Double> last = new ArrayList<>();
        for (Map.Entry<Instant, Double> entry : before.descendingMap().entrySet()) {
            if (last.size() == READINGS_TOGETHER
                    || entry.getKey().isBefore(before.lastKey().minus(TOGETHER_WITHIN))) {
                break;
            }
            last.add(entry.getValue());
        }
        return OptionalDouble.of(median(last));
    }

    /** Net irrigation that began in {@code (from, to]}, mm. */
    public double wateredMm(Instant from, Instant to) {
        return waterings.stream()
                .filter(w -> w.at().isAfter(from) && !w.at().isAfter(to))
                .mapToDouble(Watering::netMm)
                .sum();
    }

    /** Rain in {@code (from, to]}, mm; empty when it is not known. */
    public OptionalDouble rainMm(Instant from, Instant to) {
        return weather.rain().sum(from, to);
    }

    /** The first local day of which anything is known: readings of weather or soil moisture. */
    public Optional<LocalDate> findFirstDay() {
        Optional<Instant> probe = probes.values().stream()
                .filter(s -> !s.values().isEmpty())
                .map(s -> s.values().firstKey())
                .min(Instant::compareTo);
        return Stream.concat(probe.stream(), weather.findFirst().stream())
                .min(Instant::compareTo)
                .map(t -> LocalDate.ofInstant(t, zone));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }
}
