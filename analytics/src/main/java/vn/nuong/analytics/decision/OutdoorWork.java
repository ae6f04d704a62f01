package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.site.Plot;

/**
 * When somebody may be sent out: by daylight, in no hard rain, and at no time that an official bulletin says to stay in. The figures are
 * this project's choice.
 *
 * @param closed why nobody is sent out now; null when work may begin now
 * @param from begin of the next stretch open to work, now where it is open; null when the next two days have none that is known
 * @param until end of that stretch: dark, or hard rain
 * @param ends what ends that stretch; null where there is none
 * @param rainFrom when hard rain is likely to begin, looked for from that stretch's begin to the next sunrise; null where none is
 * @param isRainKnown whether it is known that no hard rain falls when that stretch begins
 */
public record OutdoorWork(
        @Nullable Closed closed,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Closed ends,
        @Nullable Instant rainFrom,
        boolean isRainKnown) {

    /** Rain that keeps people in, mm: of the last hour, or of the time that work takes. */
    private static final double HARD_RAIN_MM = 10;

    /** Rain as fast, mm in {@link #STEP}. */
    private static final double HARD_RAIN_STEP_MM = 2.5;

    /** A step of the outlook longer than this does not tell the hour of its rain. */
    private static final Duration COARSE = Duration.ofHours(6);

    /** So much rain in a coarse step may fall hard at any of its hours, mm. */
    private static final double COARSE_RAIN_MM = 30;

    private static final double LIKELY = 0.3;

    /** Work that is worth going out for. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    private static final Duration DRY_FOR = Duration.ofHours(2);
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Duration AHEAD = Duration.ofHours(48);

    /** Rain in {@link #STEP} by which the begin of hard rain is told, mm. */
    private static final double FIRST_RAIN_MM = 0.5;

    /** Why nobody is sent out now. */
    public enum Closed {
        /** An official bulletin says to stay in. */
        BULLETIN,
        /** It is dark, and for some of the next daylight an official bulletin says to stay in. */
        BULLETIN_AHEAD,
        /** It rained hard in the last hour. */
        RAINING,
        /** Hard rain is likely before the work were done. */
        RAIN_AHEAD,
        /** Before sunrise. */
        NOT_YET_LIGHT,
        /** Less than an hour of daylight is left. */
        NEARLY_DARK,
        /** After sunset. */
        DARK
    }

    /**
     * What is known.
     *
     * @param now the moment
     * @param place where the plot lies
     * @param rainLastHourMm rain of the last hour, mm; empty where it is not known
     * @param outlook weather expected
     * @param stayIn times at which official bulletins say to stay in
     */
    public record Known(
            Instant now, Plot.Place place, OptionalDouble rainLastHourMm, Outlook outlook, List<Ban> stayIn) {
        public Known {
            stayIn = List.copyOf(stayIn);
        }
    }

    /** When somebody may go out, now or next. */
    public static OutdoorWork of(Known known) {
        Instant now = known.now();
        boolean raining = known.rainLastHourMm().orElse(0) >= HARD_RAIN_MM;
        Closed closed = closed(known, raining);
        if (closed == null) {
            return open(null, now, known, known.rainLastHourMm().isPresent());
        }
        boolean endsSomeTime = !raining || told(now, known);
        if (endsSomeTime) {
            Instant last = now.plus(AHEAD);
            boolean bulletin = false;
            for (Instant t = nextStep(raining ? now.plus(SHORTEST) : now); !t.isAfter(last); t = t.plus(STEP)) {
                if (isOpen(t, known)) {
                    return open(bulletin ? Closed.BULLETIN_AHEAD : closed, t, known, told(t, known));
                }
                bulletin |= isForDarkness(closed) && isLight(t, known) && isToStayIn(t, known);
            }
        }
        return new OutdoorWork(closed, null, null, null, null, false);
    }

    /** When hard rain is likely to begin between two times; empty where none is, or nothing is told. */
    public static Optional<Instant> findHardRain(Outlook outlook, Instant from, Instant to) {
        for (Instant t = from; t.isBefore(to); t = nextStep(t.plusSeconds(1))) {
            if (isHardRain(t, outlook)) {
                return Optional.of(firstRain(t, outlook));
            }
        }
        return Optional.empty();
    }

    /** Whether the outlook tells the hour of what falls then: its step there is no longer than six hours. */
    public static boolean isHourTold(Outlook outlook, Instant time) {
        return outlook.members().stream()
                .flatMap(m -> m.between(time, time.plusNanos(1)).stream())
                .allMatch(s -> Duration.between(s.from(), s.to()).compareTo(COARSE) <= 0);
    }

    /** {@link #isHardRain} looks ahead: the half hour in which it begins to rain. */
    private static Instant firstRain(Instant closed, Outlook outlook) {
        Instant last = closed.plus(DRY_FOR);
        for (Instant t = closed; t.isBefore(last); t = nextStep(t.plusSeconds(1))) {
            if (outlook.chanceOfRain(FIRST_RAIN_MM, t, t.plus(STEP)).orElse(0) >= LIKELY) {
                return t;
            }
        }
        return closed;
    }

    private static OutdoorWork open(@Nullable Closed closed, Instant from, Known known, boolean isRainKnown) {
        Instant last = from;
        while (isOpen(last.plus(STEP), known)) {
            last = last.plus(STEP);
        }
        Instant until = last.plus(SHORTEST);
        Instant shut = last.plus(STEP);
        Closed ends = isToStayIn(shut, known)
                ? Closed.BULLETIN
                : isHardRain(shut, known.outlook()) ? Closed.RAIN_AHEAD : Closed.DARK;
        ZoneId zone = known.place().timeZone();
        Instant sunrise = Daylight.of(
                        LocalDate.ofInstant(from, zone).plusDays(1),
                        known.place().latitude(),
                        known.place().longitude(),
                        zone)
                .sunrise();
        return new OutdoorWork(
                closed,
                from,
                until,
                ends,
                findHardRain(known.outlook(), from, sunrise).orElse(null),
                isRainKnown);
    }

    private static boolean isForDarkness(Closed closed) {
        return closed == Closed.NOT_YET_LIGHT || closed == Closed.NEARLY_DARK || closed == Closed.DARK;
    }

    private static @Nullable Closed closed(Known known, boolean raining) {
        Instant now = known.now();
        if (isToStayIn(now, known)) {
            return Closed.BULLETIN;
        }
        if (raining) {
            return Closed.RAINING;
        }
        if (isHardRain(now, known.outlook())) {
            return Closed.RAIN_AHEAD;
        }
        Daylight day = day(now, known.place());
        if (now.isBefore(day.sunrise())) {
            return Closed.NOT_YET_LIGHT;
        }
        if (now.plus(SHORTEST).isAfter(day.sunset())) {
            return now.isBefore(day.sunset()) ? Closed.NEARLY_DARK : Closed.DARK;
        }
        return null;
    }

    private static boolean isOpen(Instant time, Known known) {
        return isLight(time, known) && !isToStayIn(time, known) && !isHardRain(time, known.outlook());
    }

    private static boolean isLight(Instant time, Known known) {
        Daylight day = day(time, known.place());
        return !time.isBefore(day.sunrise()) && !time.plus(SHORTEST).isAfter(day.sunset());
    }

    private static boolean isToStayIn(Instant time, Known known) {
        return known.stayIn().stream().anyMatch(b -> b.overlaps(time, time.plus(SHORTEST)));
    }

    private static boolean isHardRain(Instant time, Outlook outlook) {
        return outlook.chanceOfRain(HARD_RAIN_MM, time, time.plus(DRY_FOR)).orElse(0) >= LIKELY
                || outlook.chanceOfRain(HARD_RAIN_STEP_MM, time, time.plus(STEP))
                                .orElse(0)
                        >= LIKELY
                || chanceOfCoarseRain(time, outlook) >= LIKELY;
    }

    private static double chanceOfCoarseRain(Instant time, Outlook outlook) {
        long rainy = outlook.members().stream()
                .filter(m -> m.between(time, time.plus(SHORTEST)).stream().anyMatch(OutdoorWork::isCoarseRain))
                .count();
        return rainy == 0 ? 0 : (double) rainy / outlook.members().size();
    }

    private static boolean isCoarseRain(Member.Step step) {
        Double rain = step.rainMm();
        return rain != null
                && rain >= COARSE_RAIN_MM
                && Duration.between(step.from(), step.to()).compareTo(COARSE) > 0;
    }

    private static boolean told(Instant time, Known known) {
        return known.outlook()
                .chanceOfRain(HARD_RAIN_MM, time, time.plus(DRY_FOR))
                .isPresent();
    }

    private static Daylight day(Instant time, Plot.Place place) {
        ZoneId zone = place.timeZone();
        return Daylight.of(LocalDate.ofInstant(time, zone), place.latitude(), place.longitude(), zone);
    }

    private static Instant nextStep(Instant time) {
        long step = STEP.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond() + step - 1, step) * step);
    }
}
