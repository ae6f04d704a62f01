package vn.nuong.ingest.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.time.Times;

/** A plot's readings by the hour from {@link #START}, and what {@link Judge} says of them. */
final class Field {

    /** Midnight in Tân Cương. */
    static final Instant START = Instant.parse("2026-02-28T17:00:00Z");

    private final PlotContext context;
    private final Map<String, TreeMap<Long, Double>> series = new LinkedHashMap<>();

    Field(PlotContext context) {
        this.context = context;
    }

    /** Values at the hours from one to another, the last not included. */
    Field hours(String device, String key, int from, int to, IntToDoubleFunction value) {
        for (int hour = from; hour < to; hour++) {
            at(device, key, hour, value.applyAsDouble(hour));
        }
        return this;
    }

    Field at(String device, String key, int hour, double value) {
        series.computeIfAbsent(device + " " + key, k -> new TreeMap<>()).put(ns(hour), value);
        return this;
    }

    Field without(String device, String key, int hour) {
        series.getOrDefault(device + " " + key, new TreeMap<>()).remove(ns(hour));
        return this;
    }

    List<Judge.Caught> judge() {
        List<Series> all = new ArrayList<>();
        series.forEach((name, values) -> all.add(new Series(
                name.substring(0, name.indexOf(' ')),
                PropertyKey.parse(name.substring(name.indexOf(' ') + 1)),
                values.keySet().stream().mapToLong(t -> t).toArray(),
                values.values().stream().mapToDouble(v -> v).toArray())));
        return Judge.judge(new Window(context, all), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Hours at which a test caught a series. */
    List<Integer> caught(Flag flag, String device, String key) {
        return judge().stream()
                .filter(c -> c.flags().contains(flag)
                        && c.device().equals(device)
                        && c.key().code().equals(key))
                .map(c -> (int) ((c.measuredNs() - ns(0)) / 3_600_000_000_000L))
                .toList();
    }

    /** Every flag of anything. */
    Set<Flag> flags() {
        Set<Flag> flags = new HashSet<>();
        judge().forEach(c -> flags.addAll(c.flags()));
        return flags;
    }

    static long ns(int hour) {
        return Times.toEpochNanos(START) + hour * 3_600_000_000_000L;
    }
}
