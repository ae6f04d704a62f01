package vn.nuong.analytics.forecast.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A probe day by day beside what one set of inputs lets expect of it. Not thread-safe. */
final class Compared {

    /** What the regression usually leaves of a level and of a change, and where nothing is known, m³/m³. */
    private static final double NOISE = 0.02;

    private static final double UNKNOWN_LEVEL = 0.05;
    private static final double UNKNOWN_CHANGE = 0.02;

    private static final double DRIFT_DAYS = 20;
    private static final double STEP_DAYS = 4;

    private final Inputs inputs;
    private final Expected level = new Expected(NOISE, UNKNOWN_LEVEL);
    private final Expected change = new Expected(NOISE, UNKNOWN_CHANGE);
    private final Offset slow = new Offset(DRIFT_DAYS);
    private final Offset fast = new Offset(STEP_DAYS);
    private final Rises rises = new Rises();
    private final List<Double> residuals = new ArrayList<>();
    private boolean comparedToday;

    Compared(Inputs inputs) {
        this.inputs = inputs;
    }

    /**
     * The next day.
     *
     * @param read daily medians, NaN where they are missing or soil was frozen
     * @param believed whether another probe, by its depth, may be compared with today
     */
    void next(ProbeDays days, double[] read, int day, IntPredicate good, IntPredicate believed) {
        boolean all = inputs.others().stream().allMatch(believed::test);
        Expected.@Nullable Day now = level.next(all ? inputs.level(days, day) : null, read[day], good);
        slow.add(now);
        fast.add(now);
        comparedToday = now != null && !Double.isNaN(now.residual());
        residuals.add(now == null ? Double.NaN : now.residual());
        int before = day - Inputs.CHANGE_DAYS;
        double came = before < 0 ? Double.NaN : read[day] - read[before];
        Expected.@Nullable Day changed = change.next(all ? inputs.change(days, day) : null, came, good);
        if (changed != null) {
            rises.add(day, changed);
        }
    }

    Inputs inputs() {
        return inputs;
    }

    boolean comparedToday() {
        return comparedToday;
    }

    int learned() {
        return level.learned();
    }

    Offset slow() {
        return slow;
    }

    Offset fast() {
        return fast;
    }

    Rises rises() {
        return rises;
    }

    /** m³/m³ by day; NaN where not compared. */
    double residualOrMissing(int day) {
        return day < 0 || day >= residuals.size() ? Double.NaN : residuals.get(day);
    }
}
