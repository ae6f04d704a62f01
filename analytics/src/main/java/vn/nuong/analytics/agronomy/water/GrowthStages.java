package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * The four stages of a season and a coefficient along them: constant, rising, constant, falling, and at its end value after.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Figure 34 and Eq. 66.
 *
 * @param initialDays length of the initial stage, days, 0 to 1000
 * @param developmentDays length of the development stage
 * @param midDays length of the mid-season stage
 * @param lateDays length of the late season
 */
public record GrowthStages(int initialDays, int developmentDays, int midDays, int lateDays) {
    public GrowthStages {
        Limits.within("initial stage", initialDays, 0, 1000, "days");
        Limits.within("development stage", developmentDays, 0, 1000, "days");
        Limits.within("mid-season stage", midDays, 0, 1000, "days");
        Limits.within("late season", lateDays, 0, 1000, "days");
    }

    /** A coefficient's value in the initial stage, in mid-season and at the end. */
    public record Curve(double ini, double mid, double end) {}

    /** First day of mid-season, counted from 0. */
    public int firstOfMid() {
        return initialDays + developmentDays;
    }

    /** First day of the late season. */
    public int firstOfLate() {
        return firstOfMid() + midDays;
    }

    /** First day after the late season. */
    public int firstAfter() {
        return firstOfLate() + lateDays;
    }

    /**
     * The coefficient on a day (FAO-56 Eq. 66).
     *
     * @param day days since planting, from 0; a stage's first step is made on the day after the stage before it has ended
     */
    public double at(int day, Curve curve) {
        if (day <= initialDays) {
            return curve.ini();
        }
        if (day <= firstOfMid()) {
            return curve.ini() + (curve.mid() - curve.ini()) * (day - initialDays) / developmentDays;
        }
        if (day <= firstOfLate()) {
            return curve.mid();
        }
        if (day <= firstAfter()) {
            return curve.mid() + (curve.end() - curve.mid()) * (day - firstOfLate()) / lateDays;
        }
        return curve.end();
    }

    /** What the coefficient changes by from the day before, or NaN on a day that it is constant. */
    double step(int day, Curve curve) {
        if (day > initialDays && day <= firstOfMid()) {
            return (curve.mid() - curve.ini()) / developmentDays;
        }
        if (day > firstOfLate() && day <= firstAfter()) {
            return (curve.end() - curve.mid()) / lateDays;
        }
        return Double.NaN;
    }
}
