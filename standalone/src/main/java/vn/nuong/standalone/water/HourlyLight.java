package vn.nuong.standalone.water;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoSettings;
import vn.nuong.analytics.agronomy.weather.RadiationUnit;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/** The measured light of a table of hours, judged by its days and as a whole: unit, clock, and more than the sun gives. */
final class HourlyLight {

    /** A day counts for its light with this many of its hours of light. */
    private static final int FEWEST_HOURS = 8;

    /** Below this the sun is well down: the end of civil twilight, rad. */
    private static final double TWILIGHT = Math.toRadians(-6);

    /** More light than any twilight or lamp gives, W/m². This project's choice. */
    private static final double BRIGHT = 50;

    /** As few such hours of darkness are a probe's fault and not the clock's. This project's choice. */
    private static final int FEWEST_BRIGHT_NIGHTS = 2;

    /** The same as a share of all bright hours. */
    private static final double SHARE_OF_BRIGHT_NIGHTS = 0.05;

    /** Light of a day, MJ/m², over the hours of light that have it. */
    private static final class Day {
        private double measured;
        private double clear;
        private double above;
        private int hours;

        private boolean judged() {
            return hours >= FEWEST_HOURS;
        }
    }

    private final Map<LocalDate, Day> days = new HashMap<>();
    private final @Nullable String wrongClock;
    private final double brightest;
    private final RadiationUnit unit;

    /**
     * Judges.
     *
     * @param grid which rows count
     * @param sky the sun of an hour
     */
    HourlyLight(CsvTable table, HourGrid grid, Place place, Function<HourGrid.Start, HourlyEto.Sun> sky) {
        int bright = 0;
        int brightNights = 0;
        String first = "";
        for (CsvTable.Row row : table.rows()) {
            HourGrid.Start start = grid.start(row);
            Double watts = watts(row);
            if (start == null || watts == null || !grid.counts(row)) {
                continue;
            }
            HourlyEto.Sun sun = sky.apply(start);
            if (watts > BRIGHT) {
                bright++;
                if (sun.ra() <= 0 && sun.elevation() < TWILIGHT) {
                    brightNights++;
                    first = first.isEmpty()
                            ? row.text(DailyEto.WATTS) + " W/m² at " + row.text(HourlyEto.TIME) + " in line "
                                    + row.line()
                            : first;
                }
            }
            if (sun.ra() > 0) {
                Day day = days.computeIfAbsent(start.time().toLocalDate(), d -> new Day());
                day.measured += watts * HourlyEto.MJ_PER_WATT;
                day.clear += SolarRadiation.clearSky(sun.ra(), place.elevationM());
                day.above += sun.ra();
                day.hours++;
            }
        }
        wrongClock = brightNights >= FEWEST_BRIGHT_NIGHTS && brightNights >= SHARE_OF_BRIGHT_NIGHTS * bright
                ? "the clock of this file is wrong: " + brightNights + " of its " + bright
                        + " hours of light lie where the sun is more than 6° below the horizon (" + first
                        + "); check the offset of the times and --utc-offset and the sign of --longitude"
                : null;
        double most = 0;
        int judged = 0;
        for (Day day : days.values()) {
            if (day.judged()) {
                most = Math.max(most, day.measured / day.clear);
                judged++;
            }
        }
        brightest = judged == 0 ? 1 : most;
        unit = judged == 0 ? RadiationUnit.BELIEVABLE : RadiationUnit.judge(brightest, judged);
    }

    /** A cell's light; null when it is missing or no number, which the row's own result says. */
    private static @Nullable Double watts(CsvTable.Row row) {
        try {
            return row.number(DailyEto.WATTS);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** @throws IllegalArgumentException when the clock of the whole file is wrong */
    void checkClock() {
        if (wrongClock != null) {
            throw new IllegalArgumentException(wrongClock);
        }
    }

    /** @throws IllegalArgumentException when the light of a day, or of the whole file, cannot be */
    void check(LocalDate date) {
        if (unit == RadiationUnit.IMPOSSIBLE) {
            throw new IllegalArgumentException(DailyEto.WATTS + " never exceeds " + percent(brightest)
                    + " % of clear sky over a day of this file; check its unit: W/m² are MJ/m²/h times 277.8");
        }
        Day day = days.get(date);
        if (day != null && day.judged() && day.measured > day.above + DailyEto.PYRANOMETER_OFFSET) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s of %s sums to %.2f MJ/m² but the sun gives %.2f above the air and %.2f under a clear sky in those hours;"
                            + " check the unit and the calibration",
                    DailyEto.WATTS,
                    date,
                    day.measured,
                    day.above,
                    day.clear));
        }
    }

    /** What {@code method} says of the light of a day; empty when there is nothing to say. */
    String note(LocalDate date) {
        Day day = days.get(date);
        String note = "";
        if (day != null && day.judged() && day.measured > EtoSettings.CLEAR_SKY_TOLERANCE * day.clear) {
            note = " note=radiation_of_the_day_" + percent(day.measured / day.clear) + "%_of_clear_sky";
        }
        return unit == RadiationUnit.DOUBTFUL
                ? note + " note=radiation_in_the_whole_file_at_most_" + percent(brightest) + "%_of_clear_sky"
                : note;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
