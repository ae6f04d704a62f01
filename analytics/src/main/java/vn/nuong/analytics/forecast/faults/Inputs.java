package vn.nuong.analytics.forecast.faults;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a probe's expectation is made from on a day: one or two other probes of the plot and what the weather made of three buckets. The level
 * is expected from their levels, the change over {@link #CHANGE_DAYS} days from their changes and where they began.
 */
record Inputs(List<Integer> others, boolean weather) {

    static final int CHANGE_DAYS = 3;

    private static final int WEEK = 7;
    private static final int LEAST_DAYS = 3;

    /** Moisture in units of 0.1 m³/m³ around 0.25; wetness times 1.5: about 1 in size both. */
    private static final double PER_UNIT = 10;

    private static final double MIDDLE = 0.25;
    private static final double WETNESS = 1.5;

    /** Null where one of them is missing. */
    double @Nullable [] level(ProbeDays days, int day) {
        List<Double> x = new ArrayList<>();
        x.add(1.0);
        for (int other : others) {
            double now = days.median(other)[day];
            double week = week(days.median(other), day);
            x.add((now - MIDDLE) * PER_UNIT);
            x.add((week - now) * PER_UNIT);
        }
        if (weather) {
            for (int bucket = 0; bucket < ProbeDays.BUCKETS_MM.length; bucket++) {
                x.add((days.wetness(bucket, day) - 0.5) * WETNESS);
            }
        }
        return whole(x);
    }

    double @Nullable [] change(ProbeDays days, int day) {
        int before = day - CHANGE_DAYS;
        if (before < 0) {
            return null;
        }
        List<Double> x = new ArrayList<>();
        x.add(1.0);
        for (int other : others) {
            double[] moisture = days.median(other);
            x.add((moisture[day] - moisture[before]) * PER_UNIT);
            x.add((moisture[before] - MIDDLE) * PER_UNIT);
        }
        if (weather) {
            for (int bucket = 0; bucket < ProbeDays.BUCKETS_MM.length; bucket++) {
                x.add((days.wetness(bucket, day) - days.wetness(bucket, before)) * WETNESS);
            }
            x.add((days.wetness(1, before) - 0.5) * WETNESS);
        }
        return whole(x);
    }

    private static double @Nullable [] whole(List<Double> x) {
        double[] values = x.stream().mapToDouble(Double::doubleValue).toArray();
        for (double value : values) {
            if (Double.isNaN(value)) {
                return null;
            }
        }
        return values;
    }

    private static double week(double[] moisture, int day) {
        double sum = 0;
        int n = 0;
        for (int d = Math.max(0, day - WEEK + 1); d <= day; d++) {
            if (!Double.isNaN(moisture[d])) {
                sum += moisture[d];
                n++;
            }
        }
        return n < LEAST_DAYS ? Double.NaN : sum / n;
    }
}
