package vn.nuong.analytics.agronomy.pest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Weather that favours blister blight of tea (phồng lá, <i>Exobasidium vexans</i>).
 *
 * <p>Source: Visser, Shanmuganathan, Sabanayagam (1961), Ann. Appl. Biol. 49: 2.5 mm of rain a day suffices for the
 * spores, a few hours of sun kill them; with a five-day mean sunshine of 3.75 h and more the disease is held back. Derived
 * in Ceylon, not proven here: whatever is shown from it must be called experimental.
 */
public final class BlisterBlight {
    private BlisterBlight() {}

    /** What the weather says. */
    public enum Weather {
        /** Mean sunshine below the limit. */
        FAVOURABLE,
        /** Mean sunshine at or above the limit. */
        UNFAVOURABLE,
        /** A day's sunshine is missing. */
        UNKNOWN
    }

    /**
     * The rule's own numbers.
     *
     * @param days length of the period, days: 5
     * @param sunshineH mean sunshine that holds the disease back, h: 3.75
     * @param wetDayMm rain that suffices for germination, mm/day: 2.5
     */
    public record Settings(int days, double sunshineH, double wetDayMm) {
        public Settings {
            Limits.within("blister blight period", days, 1, 30, "days");
            Limits.within("blister blight sunshine", sunshineH, 0, 24, "h");
            Limits.within("blister blight rain", wetDayMm, 0, 100, "mm");
        }

        /** Visser et al. (1961): 5 days, 3.75 h, 2.5 mm. */
        public static Settings defaults() {
            return new Settings(5, 3.75, 2.5);
        }
    }

    /**
     * One day.
     *
     * @param sunshineH bright sunshine, h, 0 to 24, or null if not measured
     * @param rainMm rain, mm, or null if not measured
     */
    public record Day(@Nullable Double sunshineH, @Nullable Double rainMm) {
        public Day {
            if (sunshineH != null) {
                Limits.within("sunshine", sunshineH, 0, 24, "h");
            }
            if (rainMm != null) {
                Limits.within("rain", rainMm, 0, 2000, "mm");
            }
        }
    }

    /**
     * The answer.
     *
     * @param weather what the weather says
     * @param meanSunshineH mean sunshine of the period, h, or null when unknown
     * @param limitH the limit it was held against, h
     * @param wetDays days with rain enough for germination, of those measured
     * @param missingDays days of the period without sunshine
     */
    public record Result(
            Weather weather, @Nullable Double meanSunshineH, double limitH, int wetDays, int missingDays) {}

    /**
     * Judges the last days.
     *
     * @param days days in order, the newest last; only the last {@link Settings#days()} are used
     * @param settings the rule's own numbers
     */
    public static Result evaluate(List<Day> days, Settings settings) {
        List<Day> period = days.subList(Math.max(0, days.size() - settings.days()), days.size());
        double sum = 0;
        int measured = 0;
        int wet = 0;
        for (Day day : period) {
            Double sunshine = day.sunshineH();
            if (sunshine != null) {
                sum += sunshine;
                measured++;
            }
            Double rain = day.rainMm();
            if (rain != null && rain >= settings.wetDayMm()) {
                wet++;
            }
        }
        int missing = settings.days() - measured;
        if (missing > 0) {
            return new Result(Weather.UNKNOWN, null, settings.sunshineH(), wet, missing);
        }
        double mean = sum / settings.days();
        Weather weather = mean < settings.sunshineH() ? Weather.FAVOURABLE : Weather.UNFAVOURABLE;
        return new Result(weather, mean, settings.sunshineH(), wet, 0);
    }
}
