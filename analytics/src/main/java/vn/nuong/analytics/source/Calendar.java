package vn.nuong.analytics.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.nuong.telemetry.site.WaterSource;

/**
 * When a canal gives water, by its openings in local time; without any it always does. Openings that touch or overlap are one.
 * Immutable.
 */
public final class Calendar {

    /** No further is looked for the next opening. */
    private static final int DAYS_AHEAD = 60;

    /**
     * A time with water.
     *
     * @param from begin
     * @param to end, not included
     */
    public record Window(Instant from, Instant to) {}

    private final List<WaterSource.Opening> openings;
    private final ZoneId zone;

    public Calendar(List<WaterSource.Opening> openings, ZoneId zone) {
        this.openings = List.copyOf(openings);
        this.zone = zone;
    }

    /** Whether there is water at a time. */
    public boolean isOpen(Instant time) {
        return openings.isEmpty()
                || windows(time, time.plusNanos(1)).stream()
                        .anyMatch(w -> !w.from().isAfter(time));
    }

    /** How long there is water between two times. */
    public Duration open(Instant from, Instant to) {
        return windows(from, to).stream()
                .map(w -> Duration.between(w.from(), w.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** When it next begins to give water after a time at which it gives none. */
    public Optional<Instant> nextOpening(Instant time) {
        return windows(time, time.plus(Duration.ofDays(DAYS_AHEAD))).stream()
                .map(Window::from)
                .findFirst();
    }

    /** The times with water between two times, in order, cut to them. */
    public List<Window> windows(Instant from, Instant to) {
        if (openings.isEmpty()) {
            return List.of(new Window(from, to));
        }
        List<Window> windows = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(to, zone);
        for (LocalDate day = LocalDate.ofInstant(from, zone); !day.isAfter(last); day = day.plusDays(1)) {
            for (WaterSource.Opening opening : openings) {
                if (isOn(opening, day)) {
                    Instant begin = opening.from() == null
                            ? day.atStartOfDay(zone).toInstant()
                            : day.atTime(opening.from()).atZone(zone).toInstant();
                    Instant end = opening.to() == null
                            ? day.plusDays(1).atStartOfDay(zone).toInstant()
                            : day.atTime(opening.to()).atZone(zone).toInstant();
                    begin = begin.isBefore(from) ? from : begin;
                    end = end.isAfter(to) ? to : end;
                    if (end.isAfter(begin)) {
                        windows.add(new Window(begin, end));
                    }
                }
            }
        }
        return joined(windows);
    }

    /** The times without water between two times, in order. */
    public List<Window> closures(Instant from, Instant to) {
        List<Window> closures = new ArrayList<>();
        Instant since = from;
        for (Window window : windows(from, to)) {
            if (window.from().isAfter(since)) {
                closures.add(new Window(since, window.from()));
            }
            since = window.to();
        }
        if (to.isAfter(since)) {
            closures.add(new Window(since, to));
        }
        return closures;
    }

    private static boolean isOn(WaterSource.Opening opening, LocalDate day) {
        return (opening.days().isEmpty() || opening.days().contains(day.getDayOfWeek()))
                && (opening.firstDate() == null || !day.isBefore(opening.firstDate()))
                && (opening.lastDate() == null || !day.isAfter(opening.lastDate()));
    }

    private static List<Window> joined(List<Window> windows) {
        List<Window> joined = new ArrayList<>();
        for (Window next :
                windows.stream().sorted(Comparator.comparing(Window::from)).toList()) {
            Window before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before == null || next.from().isAfter(before.to())) {
                joined.add(next);
            } else if (next.to().isAfter(before.to())) {
                joined.set(joined.size() - 1, new Window(before.from(), next.to()));
            }
        }
        return joined;
    }
}
