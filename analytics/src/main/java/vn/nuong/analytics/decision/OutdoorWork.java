package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.site.Plot;

/**
 * When somebody may be sent to the ditches: by daylight and not in a storm. Nobody is sent out where it is dark, where it has just
 * rained hard, or where hard rain is likely within the next hours. The figures are this project's choice.
 */
public final class OutdoorWork {

    /** Rain of an hour that keeps people in, mm. */
    private static final double HARD_RAIN_MM = 10;

    private static final Duration WORK_TAKES = Duration.ofHours(2);
    private static final double LIKELY = 0.3;

    /** Why nobody is sent out now. */
    public enum Closed {
        DARK,
        STORM
    }

    private OutdoorWork() {}

    /**
     * Empty when work may begin now.
     *
     * @param rainLastHourMm rain of the last hour, mm; 0 where it is not known
     */
    public static Optional<Closed> closed(Instant now, Plot.Place place, double rainLastHourMm, Outlook outlook) {
        ZoneId zone = place.timeZone();
        Daylight day = Daylight.of(LocalDate.ofInstant(now, zone), place.latitude(), place.longitude(), zone);
        boolean storm = rainLastHourMm >= HARD_RAIN_MM
                || outlook.chanceOfRain(HARD_RAIN_MM, now, now.plus(WORK_TAKES)).orElse(0) >= LIKELY;
        if (storm) {
            return Optional.of(Closed.STORM);
        }
        boolean dark = now.isBefore(day.sunrise()) || now.plus(WORK_TAKES).isAfter(day.sunset());
        return dark ? Optional.of(Closed.DARK) : Optional.empty();
    }
}
