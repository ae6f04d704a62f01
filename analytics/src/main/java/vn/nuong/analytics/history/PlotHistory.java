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
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that was known of a plot at one time. Nothing in it was measured later. Immutable.
 *
 * @param now the time it stands at
 * @param zone whose day a day is
 * @param probes believable soil moisture, m³/m³, by depth in cm
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
            NavigableMap<Instant, Double> before = series.values().headMap(time, true);
            if (before.isEmpty() || !before.lastKey().isAfter(time.minus(freshWithin))) {
                return;
            }
            List<Double> last = new ArrayList<>();
            for (Map.Entry<Instant, Double> entry : before.descendingMap().entrySet()) {
                if (last.size() == READINGS_TOGETHER
                        || entry.getKey().isBefore(before.lastKey().minus(TOGETHER_WITHIN))) {
                    break;
                }
                last.add(entry.getValue());
            }
            moisture.put(depth, median(last));
        });
        return moisture;
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
