package vn.nuong.analytics.forecast.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** What a daily figure of a probe usually is: its earlier good days, with a delay; and what it is lately. Not thread-safe. */
final class Habit {

    private final int lately;
    private final int guardDays;
    private final int least;
    private final List<Double> values = new ArrayList<>();
    private final List<Double> sorted = new ArrayList<>();

    /**
     * @param lately so many last days that have a figure are compared
     * @param guardDays a day becomes usual so many days later
     * @param least fewest usual days to say anything
     */
    Habit(int lately, int guardDays, int least) {
        this.lately = lately;
        this.guardDays = guardDays;
        this.least = least;
    }

    /**
     * @param value of the next day; NaN when it has none
     * @param good by day, whether it may be learned from
     */
    void add(double value, IntPredicate good) {
        values.add(value);
        int then = values.size() - 1 - guardDays;
        if (then >= 0 && !Double.isNaN(values.get(then)) && good.test(then)) {
            int at = Collections.binarySearch(sorted, values.get(then));
            sorted.add(at < 0 ? -at - 1 : at, values.get(then));
        }
    }

    boolean isKnown() {
        return sorted.size() >= least && !Double.isNaN(lately());
    }

    /** Quantile of the usual days. */
    double usual(double share) {
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    /** Median of the last days that have a figure; NaN when within twice as many there are too few. */
    double lately() {
        double[] last = new double[lately];
        int n = 0;
        for (int i = values.size() - 1; i >= Math.max(0, values.size() - 2 * lately) && n < lately; i--) {
            if (!Double.isNaN(values.get(i))) {
                last[n++] = values.get(i);
            }
        }
        if (n < lately) {
            return Double.NaN;
        }
        Arrays.sort(last);
        return ProbeDays.middle(last);
    }
}
