package vn.nuong.standalone.advise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.nuong.ingest.quality.Judge;
import vn.nuong.ingest.quality.PlotContext;
import vn.nuong.ingest.quality.Series;
import vn.nuong.ingest.quality.Window;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.time.Times;

/** Puts ingest's quality tests to readings from a file, as they are put to readings from a device. */
final class FileQuality {

    private record Id(PropertyKey key, Instant measured) {}

    private FileQuality() {}

    /** The same readings, flagged. */
    static List<Reading> judge(Plot plot, List<Reading> readings) {
        Map<PropertyKey, TreeMap<Instant, Double>> byKey = new LinkedHashMap<>();
        readings.forEach(
                r -> byKey.computeIfAbsent(r.key(), k -> new TreeMap<>()).put(r.measured(), r.value()));
        List<Series> series = new ArrayList<>();
        byKey.forEach((key, values) -> series.add(new Series(
                readings.get(0).device(),
                key,
                values.keySet().stream().mapToLong(Times::toEpochNanos).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray())));
        Map<Id, Set<Flag>> flags =
                Judge.judge(new Window(PlotContext.of(plot), series), Long.MIN_VALUE, Long.MAX_VALUE).stream()
                        .collect(Collectors.toMap(
                                c -> new Id(c.key(), Times.ofEpochNanos(c.measuredNs())), Judge.Caught::flags));
        return readings.stream()
                .map(r -> r.withFlags(flags.getOrDefault(new Id(r.key(), r.measured()), Set.of())))
                .toList();
    }

    /** What was caught, a line for each property: {@code soil_moisture_20cm: 31 of 504 readings doubted (stuck 31)}. */
    static List<String> summary(List<Reading> judged) {
        Map<PropertyKey, List<Reading>> byKey =
                judged.stream().collect(Collectors.groupingBy(Reading::key, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        byKey.forEach((key, all) -> {
            Map<String, Long> counts = all.stream()
                    .flatMap(r -> r.flags().stream())
                    .collect(Collectors.groupingBy(Flag::code, TreeMap::new, Collectors.counting()));
            long doubted = all.stream().filter(r -> !r.flags().isEmpty()).count();
            if (doubted > 0) {
                lines.add(key + ": " + doubted + " of " + all.size() + " readings doubted ("
                        + counts.entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(", "))
                        + ", docs/quality.md)");
            }
        });
        return lines;
    }
}
