package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.site.Plot;

/**
 * When best to begin an irrigation: before dawn or late in the afternoon, when air is calm and little is lost on the way to the
 * soil; where blister blight threatens, early enough for leaves to dry before dusk. Water that goes to the soil alone may, where it
 * takes longer than either, run from before dawn to sunset, and so may sprinklers that somebody moves by hand, from sunrise on.
 *
 * <p>The windows follow what growers there do (early morning, late afternoon); their exact hours are this project's choice.
 */
public final class StartTime {

    /** How far ahead is looked. */
    public static final Duration AHEAD = Duration.ofHours(48);

    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Duration BEFORE_SUNRISE = Duration.ofHours(2);
    private static final Duration AFTER_SUNRISE = Duration.ofHours(3);
    private static final Duration BEFORE_SUNSET = Duration.ofHours(3);
    private static final Duration AFTER_SUNSET = Duration.ofHours(2);

    /** Leaves wetted until an hour before sunset still dry. */
    private static final Duration DRYING = Duration.ofHours(1);

    /** Wind above which sprinklers throw unevenly, m/s. A default, to be confirmed. */
    private static final double CALM_MS = 3;

    private StartTime() {}

    /** What the water falls on. */
    public enum Wetting {
        /** The soil alone. */
        SOIL,
        LEAVES,
        /** Leaves that have to dry before dusk. */
        LEAVES_DRY_BEFORE_DUSK
    }

    /**
     * A time open to irrigation.
     *
     * @param from begin
     * @param to end, after it
     */
    public record Window(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    /**
     * Where and under what conditions.
     *
     * @param now nothing begins before
     * @param wetting what the water falls on
     * @param bans times without irrigation
     * @param openings times that are open beyond the usual hours, where the source gives water at no others; none usually
     * @param movedByHand whether somebody has to move the sprinklers while it runs, so that all of it lies in daylight
     * @param wind mean wind expected between two times, m/s; empty where it is not known
     */
    public record Conditions(
            Instant now,
            Wetting wetting,
            List<Ban> bans,
            List<Window> openings,
            boolean movedByHand,
            BiFunction<Instant, Instant, Optional<Double>> wind,
            Plot.Place place) {
        public Conditions {
            bans = List.copyOf(bans);
            openings = List.copyOf(openings);
        }

        /** The plot's. */
        public ZoneId zone() {
            return place.timeZone();
        }
    }

    /**
     * The earliest begin within two days that fits a window, is not banned and calm; when no wind is low enough the calmest. Empty when
     * none fits.
     *
     * @param takes how long it takes, with the pauses for soaking
     */
    public static Optional<Instant> choose(Conditions conditions, Duration takes) {
        return choose(conditions, takes, conditions.now(), conditions.now().plus(AHEAD), null);
    }

    /**
     * The same between two times.
     *
     * @param usual a time of day that is taken where it fits and is calm
     */
    static Optional<Instant> choose(
            Conditions conditions, Duration takes, Instant from, Instant last, @Nullable LocalTime usual) {
        for (List<Window> tier : free(conditions, from, last)) {
            Optional<Instant> start = choose(conditions, takes, tier, usual);
            if (start.isPresent()) {
                return start;
            }
        }
        return Optional.empty();
    }

    /** The longest time between two times that is open; what takes too long is cut to it. */
    static Optional<Window> longest(Conditions conditions, Instant from, Instant last) {
        return free(conditions, from, last).stream()
                .flatMap(List::stream)
                .max(Comparator.comparing(Window::length).thenComparing(Window::from, Comparator.reverseOrder()));
    }

    /** The longest time that is open on a day without bans. */
    static Duration longestOfADay(Conditions conditions) {
        LocalDate tomorrow =
                LocalDate.ofInstant(conditions.now(), conditions.zone()).plusDays(1);
        return tiers(conditions, tomorrow).stream()
                .flatMap(List::stream)
                .map(Window::length)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The first ban that closes a part of a day's windows. */
    static Optional<Ban> closing(Conditions conditions, LocalDate date) {
        return conditions.bans().stream()
                .filter(b -> tiers(conditions, date).get(0).stream().anyMatch(w -> b.overlaps(w.from(), w.to())))
                .findFirst();
    }

    private static Optional<Instant> choose(
            Conditions conditions, Duration takes, List<Window> windows, @Nullable LocalTime usual) {
        Instant calmest = null;
        Instant calm = null;
        double leastWind = Double.POSITIVE_INFINITY;
        for (Window window : windows) {
            for (Instant start = window.from(); !start.plus(takes).isAfter(window.to()); start = start.plus(STEP)) {
                if (calm != null && !isAt(start, usual, conditions.zone())) {
                    continue;
                }
                double wind = conditions.wind().apply(start, start.plus(takes)).orElse(0.0);
                if (wind <= CALM_MS && (usual == null || isAt(start, usual, conditions.zone()))) {
                    return Optional.of(start);
                }
                calm = calm == null && wind <= CALM_MS ? start : calm;
                if (wind < leastWind) {
                    leastWind = wind;
                    calmest = start;
                }
            }
        }
        return Optional.ofNullable(calm != null ? calm : calmest);
    }

    private static boolean isAt(Instant start, @Nullable LocalTime usual, ZoneId zone) {
        return usual != null && start.atZone(zone).toLocalTime().equals(usual);
    }

    /** What is open and begins between two times, the better hours first; each window from a half hour on. */
    private static List<List<Window>> free(Conditions conditions, Instant from, Instant last) {
        List<List<Window>> free = new ArrayList<>();
        LocalDate end = LocalDate.ofInstant(last, conditions.zone());
        for (LocalDate date = LocalDate.ofInstant(from, conditions.zone());
                !date.isAfter(end);
                date = date.plusDays(1)) {
            List<List<Window>> tiers = tiers(conditions, date);
            for (int t = 0; t < tiers.size(); t++) {
                if (free.size() <= t) {
                    free.add(new ArrayList<>());
                }
                for (Window window : tiers.get(t)) {
                    open(window, conditions.bans(), from, last, free.get(t));
                }
            }
        }
        return free;
    }

    /** Adds the parts of a window that no ban closes. */
    private static void open(Window window, List<Ban> bans, Instant from, Instant last, List<Window> to) {
        Instant begin = nextStep(window.from().isBefore(from) ? from : window.from());
        while (begin.isBefore(window.to()) && !begin.isAfter(last)) {
            Instant at = begin;
            Optional<Instant> closedUntil = bans.stream()
                    .filter(b -> !b.from().isAfter(at) && b.to().isAfter(at))
                    .map(Ban::to)
                    .max(Comparator.naturalOrder());
            if (closedUntil.isPresent()) {
                begin = nextStep(closedUntil.get());
                continue;
            }
            Instant end = bans.stream()
                    .map(Ban::from)
                    .filter(f -> f.isAfter(at) && f.isBefore(window.to()))
                    .min(Comparator.naturalOrder())
                    .orElse(window.to());
            to.add(new Window(begin, end));
            begin = nextStep(end.plusNanos(1));
        }
    }

    /** The usual hours of a day; then those that only water to the soil may take; then the source's own. */
    private static List<List<Window>> tiers(Conditions conditions, LocalDate date) {
        Plot.Place place = conditions.place();
        Daylight day = Daylight.of(date, place.latitude(), place.longitude(), conditions.zone());
        boolean byDay = conditions.movedByHand();
        Instant dawn = byDay ? day.sunrise() : day.sunrise().minus(BEFORE_SUNRISE);
        Instant latest = conditions.wetting() == Wetting.LEAVES_DRY_BEFORE_DUSK
                ? day.sunset().minus(DRYING)
                : byDay ? day.sunset() : day.sunset().plus(AFTER_SUNSET);
        List<List<Window>> tiers = new ArrayList<>();
        tiers.add(List.of(
                new Window(dawn, day.sunrise().plus(AFTER_SUNRISE)),
                new Window(day.sunset().minus(BEFORE_SUNSET), latest)));
        Instant dusk = latest.isBefore(day.sunset()) ? latest : day.sunset();
        tiers.add(byDay || conditions.wetting() == Wetting.SOIL ? List.of(new Window(dawn, dusk)) : List.of());
        tiers.add(conditions.openings().stream()
                .filter(o -> LocalDate.ofInstant(o.from(), conditions.zone()).equals(date))
                .flatMap(o -> byDay ? within(o, day).stream() : Stream.of(o))
                .toList());
        return tiers;
    }

    /** The part of a window that lies in daylight. */
    private static Optional<Window> within(Window window, Daylight day) {
        Instant from = window.from().isBefore(day.sunrise()) ? day.sunrise() : window.from();
        Instant to = window.to().isAfter(day.sunset()) ? day.sunset() : window.to();
        return to.isAfter(from) ? Optional.of(new Window(from, to)) : Optional.empty();
    }

    private static Instant nextStep(Instant now) {
        long step = STEP.toSeconds();
        long seconds = now.getEpochSecond() + (now.getNano() > 0 ? 1 : 0);
        return Instant.ofEpochSecond(Math.floorDiv(seconds + step - 1, step) * step);
    }
}
