package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import vn.nuong.telemetry.site.Plot;

/**
 * When best to begin an irrigation: before dawn or late in the afternoon, when air is calm and little is lost on the way to the
 * soil; where blister blight threatens, early enough for leaves to dry before dusk.
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

    /**
     * What has to fit.
     *
     * @param now nothing begins before
     * @param takes how long it takes, with the pauses for soaking
     * @param dryBeforeDusk whether leaves have to dry before dusk
     * @param bans times without irrigation
     * @param wind mean wind expected between two times, m/s; empty where it is not known
     */
    public record Wanted(
            Instant now,
            Duration takes,
            boolean dryBeforeDusk,
            List<Ban> bans,
            BiFunction<Instant, Instant, Optional<Double>> wind) {
        public Wanted {
            bans = List.copyOf(bans);
        }
    }

    /**
     * The earliest begin that fits a window, is not banned and calm; when no wind is low enough the calmest; when it takes
     * longer than any window, two hours before a sunrise. Empty when all of the next two days is banned.
     */
    public static Optional<Instant> choose(Wanted wanted, Plot.Place place) {
        ZoneId zone = place.timeZone();
        Instant last = wanted.now().plus(AHEAD);
        Instant calmest = null;
        double leastWind = Double.POSITIVE_INFINITY;
        for (Instant start = nextStep(wanted.now()); !start.isAfter(last); start = start.plus(STEP)) {
            if (!fits(start, wanted, place, zone) || isBanned(start, wanted)) {
                continue;
            }
            double wind = wanted.wind().apply(start, start.plus(wanted.takes())).orElse(0.0);
            if (wind <= CALM_MS) {
                return Optional.of(start);
            }
            if (wind < leastWind) {
                leastWind = wind;
                calmest = start;
            }
        }
        return calmest != null ? Optional.of(calmest) : beforeASunrise(wanted, place, zone, last);
    }

    private static Optional<Instant> beforeASunrise(Wanted wanted, Plot.Place place, ZoneId zone, Instant last) {
        for (Instant start = nextStep(wanted.now()); !start.isAfter(last); start = start.plus(STEP)) {
            Instant sunrise = day(start, place, zone).sunrise();
            boolean early = !start.isBefore(sunrise.minus(BEFORE_SUNRISE)) && !start.isAfter(sunrise);
            if (early && !isBanned(start, wanted)) {
                return Optional.of(start);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Instant start, Wanted wanted, Plot.Place place, ZoneId zone) {
        Instant end = start.plus(wanted.takes());
        Daylight day = day(start, place, zone);
        boolean morning = !start.isBefore(day.sunrise().minus(BEFORE_SUNRISE))
                && !end.isAfter(day.sunrise().plus(AFTER_SUNRISE));
        Instant latest = wanted.dryBeforeDusk()
                ? day.sunset().minus(DRYING)
                : day.sunset().plus(AFTER_SUNSET);
        boolean afternoon = !start.isBefore(day.sunset().minus(BEFORE_SUNSET)) && !end.isAfter(latest);
        return morning || afternoon;
    }

    private static boolean isBanned(Instant start, Wanted wanted) {
        return wanted.bans().stream().anyMatch(b -> b.overlaps(start, start.plus(wanted.takes())));
    }

    private static Daylight day(Instant time, Plot.Place place, ZoneId zone) {
        return Daylight.of(LocalDate.ofInstant(time, zone), place.latitude(), place.longitude(), zone);
    }

    private static Instant nextStep(Instant now) {
        long step = STEP.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond() + step - 1, step) * step);
    }
}
