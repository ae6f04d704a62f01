package vn.nuong.analytics.forecast.faults;

import org.jspecify.annotations.Nullable;

/**
 * By how much a probe reads too wet, on the mean of the last days (exponentially weighted, by how sure each day's expectation is), and in
 * how many standard deviations. Days count less where the expectation is less sure. Not thread-safe.
 */
final class Offset {

    /** What a sound probe and its model may be apart for weeks, as a standard deviation, m³/m³. This project's choice. */
    private static final double LASTING = 0.004;

    /** Days of the mean that tell as much as independent ones. */
    private static final double INDEPENDENT = 2;

    /** A single day pulls by no more standard deviations. */
    private static final double MOST = 3;

    private final double rate;
    private double sum;
    private double weight;

    /** @param days memory */
    Offset(double days) {
        rate = 1 / days;
    }

    void add(Expected.@Nullable Day day) {
        sum *= 1 - rate;
        weight *= 1 - rate;
        if (day != null && !Double.isNaN(day.residual())) {
            double most = MOST * Math.sqrt(day.variance());
            sum += rate * Math.max(-most, Math.min(most, day.residual())) / day.variance();
            weight += rate / day.variance();
        }
    }

    /** m³/m³; NaN when nothing was compared. */
    double mean() {
        return weight > 0 ? sum / weight : Double.NaN;
    }

    /** Standard deviation of the mean of a sound probe, m³/m³. */
    double sigma() {
        return weight > 0 ? Math.sqrt(LASTING * LASTING + 1 / (INDEPENDENT * weight)) : Double.NaN;
    }

    /** NaN when nothing was compared. */
    double standardised() {
        return mean() / sigma();
    }
}
