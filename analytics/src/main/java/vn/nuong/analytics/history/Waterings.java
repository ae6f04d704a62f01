package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.site.Plot;

/**
 * Irrigations of a plot, from its water meter, flow meter or valve and from the farmer's diary.
 *
 * <p>The same water is often known twice. On a local day the instrument is believed over the diary, unless the diary holds
 * more; of the instruments, the meter over the flow meter over the valve.
 */
final class Waterings {

    /** A valve or flow reading speaks for the time until the next one, but no longer than this. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    /** Flow below this is a leaking or noisy meter, m³/h. */
    private static final double LEAST_FLOW = 0.05;

    private static final Set<ObservedProperty> INSTRUMENTS =
            Set.of(ObservedProperty.WATER_VOLUME_TOTAL, ObservedProperty.WATER_FLOW, ObservedProperty.VALVE_OPEN);

    /** An instrument watched a period when it was heard for this share of it. */
    private static final double LEAST_WATCHED = 0.9;

    private final Plot plot;
    private final ZoneId zone;

    Waterings(Plot plot) {
        this.plot = plot;
        this.zone = plot.place().timeZone();
    }

    List<Watering> of(List<Series> series, List<DiaryEntry> diary, Instant now) {
        Map<LocalDate, List<Watering>> days = new TreeMap<>();
        for (Map.Entry<ObservedProperty, Watering.Source> kind : List.of(
                Map.entry(ObservedProperty.WATER_VOLUME_TOTAL, Watering.Source.METER),
                Map.entry(ObservedProperty.WATER_FLOW, Watering.Source.FLOW),
                Map.entry(ObservedProperty.VALVE_OPEN, Watering.Source.VALVE))) {
            Map<LocalDate, List<Watering>> measured = new TreeMap<>();
            for (Series s : series) {
                if (s.key().property() == kind.getKey()) {
                    from(s, kind.getValue()).forEach(w -> day(measured, w).add(w));
                }
            }
            measured.forEach(days::putIfAbsent);
        }
        Map<LocalDate, List<Watering>> written = new TreeMap<>();
        for (DiaryEntry entry : diary) {
            if (entry instanceof DiaryEntry.IrrigationDone done && !done.start().isAfter(now)) {
                volume(done).ifPresent(v -> {
                    Watering watering = watering(done.start(), v, Watering.Source.DIARY);
                    day(written, watering).add(watering);
                });
            }
        }
        written.forEach((date, list) ->
                days.merge(date, list, (measured, diaries) -> sum(diaries) > sum(measured) ? diaries : measured));
        return days.values().stream()
                .flatMap(List::stream)
                .filter(w -> w.volumeM3() > 0)
                .sorted(Comparator.comparing(Watering::at))
                .toList();
    }

    /**
     * Whether it is certain that the plot was not irrigated in {@code (from, to]}: it cannot be, or a meter, flow meter or valve
     * was heard all the time and saw nothing. A diary is no certainty: water is often given first and written down later.
     */
    boolean isNone(List<Series> series, Instant from, Instant to) {
        List<Series> watched = series.stream()
                .filter(s -> INSTRUMENTS.contains(s.key().property()))
                .toList();
        boolean given = watched.stream()
                .flatMap(s -> from(s, source(s)).stream())
                .anyMatch(w -> w.at().isAfter(from) && !w.at().isAfter(to));
        boolean heard = watched.stream()
                .anyMatch(s -> s.covered(from, to).toMillis()
                        >= LEAST_WATCHED * Duration.between(from, to).toMillis());
        return !given && (heard || (watched.isEmpty() && plot.irrigation() == null));
    }

    private static Watering.Source source(Series series) {
        return switch (series.key().property()) {
            case WATER_VOLUME_TOTAL -> Watering.Source.METER;
            case WATER_FLOW -> Watering.Source.FLOW;
            default -> Watering.Source.VALVE;
        };
    }

    /** Volume of a diary line, m³; empty when neither volume nor a pump's minutes were written. */
    Optional<Double> volume(DiaryEntry.IrrigationDone done) {
        Double volume = done.volumeM3();
        Double minutes = done.pumpMinutes();
        Plot.Irrigation system = plot.irrigation();
        if (volume != null) {
            return Optional.of(volume);
        }
        return minutes == null || system == null
                ? Optional.empty()
                : Optional.of(minutes / 60 * system.pumpM3PerHour());
    }

    private List<Watering> from(Series series, Watering.Source source) {
        List<Watering> waterings = new ArrayList<>();
        Plot.Irrigation system = plot.irrigation();
        Map.Entry<Instant, Double> before = null;
        for (Map.Entry<Instant, Double> entry : series.values().entrySet()) {
            if (before != null) {
                Duration step = Duration.between(before.getKey(), entry.getKey());
                double hours = Math.min(step.toMillis(), LONGEST_HOLD.toMillis()) / 3.6e6;
                double volume = switch (source) {
                    case METER -> Math.max(0, entry.getValue() - before.getValue());
                    case FLOW -> before.getValue() < LEAST_FLOW ? 0 : before.getValue() * hours;
                    case VALVE -> system == null ? 0 : before.getValue() * system.pumpM3PerHour() * hours;
                    case DIARY -> throw new IllegalArgumentException("a diary has no readings");
                };
                if (volume > 0) {
                    waterings.add(watering(before.getKey(), volume, source));
                }
            }
            before = entry;
        }
        return waterings;
    }

    private Watering watering(Instant at, double volumeM3, Watering.Source source) {
        Plot.Irrigation system = plot.irrigation();
        double efficiency = system == null ? IrrigationSystem.SPRINKLER_EFFICIENCY : system.applicationEfficiency();
        return new Watering(at, volumeM3, volumeM3 * 1000 / plot.areaM2() * efficiency, source);
    }

    private List<Watering> day(Map<LocalDate, List<Watering>> days, Watering watering) {
        return days.computeIfAbsent(LocalDate.ofInstant(watering.at(), zone), d -> new ArrayList<>());
    }

    private static double sum(List<Watering> waterings) {
        return waterings.stream().mapToDouble(Watering::volumeM3).sum();
    }
}
