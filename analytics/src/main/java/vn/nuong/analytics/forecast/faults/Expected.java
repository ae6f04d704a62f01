package vn.nuong.analytics.forecast.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a probe should read, from one set of inputs, and how sure that is. A {@link Regression} of the probe's own earlier good days, and on
 * what it left on days in a like state (a Gaussian kernel) both its mean and its spread: a wetting front between two probes leaves more than
 * a wet winter. Days are learned from {@link #GUARD_DAYS} after they passed, so that a slow drift is not learned as it comes, and never while
 * the probe is suspect. A day is a tenth of an independent one, since errors last. Deterministic; not thread-safe.
 */
final class Expected {

    /** A day is learned from so many days later. */
    static final int GUARD_DAYS = 45;

    private static final double INDEPENDENT_DAYS = 10;
    private static final int KEPT_EVERY = 3;
    private static final double ALIKE = 0.7;
    /** Where no like state was seen, a straight line may be so wrong for weeks, m³/m³; how fast that goes with independent like days. */
    private static final double NEW_STATE = 0.1;

    private static final double ALIKE_DAYS = 0.1;
    private static final double PRIOR_DAYS = 0.5;
    private static final double LEAST_SPREAD = 0.003;
    private static final double PRIOR_INTERCEPT = 0.15;
    private static final double PRIOR_SLOPE = 0.3;
    private static final double HUBER = 3;

    private final double noise;
    private final double spread;
    private final List<double[]> inputs = new ArrayList<>();
    private final List<Double> read = new ArrayList<>();
    private final List<Double> left = new ArrayList<>();
    private final List<double[]> keptInputs = new ArrayList<>();
    private final List<Double> keptLeft = new ArrayList<>();
    private @Nullable Regression regression;
    private int learned;
    private int days;

    /**
     * What a day should have been.
     *
     * @param value the target's unit
     * @param residual what was read less that; NaN where nothing was read
     * @param variance of what is left usually, in a state like this
     */
    record Day(double value, double residual, double variance) {}

    /**
     * @param noise usual standard deviation of what the regression leaves
     * @param spread of what is left where nothing is known yet
     */
    Expected(double noise, double spread) {
        this.noise = noise;
        this.spread = spread;
    }

    /**
     * The next day.
     *
     * @param x inputs, the first 1, the others about 1 in size; null when one is missing
     * @param y what was read; NaN when nothing good was
     * @param good by day, whether it may be learned from, as it is known today
     * @return null as long as nothing can be said
     */
    @Nullable
    Day next(double @Nullable [] x, double y, IntPredicate good) {
        int today = days++;
        inputs.add(x == null ? new double[0] : x);
        read.add(y);
        left.add(Double.NaN);
        if (regression == null && x != null) {
            double[] prior = new double[x.length];
            Arrays.fill(prior, PRIOR_SLOPE);
            prior[0] = PRIOR_INTERCEPT;
            regression = new Regression(prior, noise);
        }
        int then = today - GUARD_DAYS;
        if (then >= 0 && inputs.get(then).length > 0 && !Double.isNaN(read.get(then)) && good.test(then)) {
            learn(then);
        }
        Regression known = regression;
        if (x == null || known == null || learned == 0) {
            return null;
        }
        double value = known.predict(x);
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < keptInputs.size(); k++) {
            double weight =
                    Math.exp(-distance(x, keptInputs.get(k)) / (2 * ALIKE * ALIKE)) * KEPT_EVERY / INDEPENDENT_DAYS;
            double rest = keptLeft.get(k);
            sum += weight;
            mean += weight * rest;
            square += weight * rest * rest;
        }
        double correction = mean / (sum + 1);
        double variance = (PRIOR_DAYS * spread * spread + square) / (PRIOR_DAYS + sum)
                - correction * correction * sum / (PRIOR_DAYS + sum)
                + known.variance(x)
                + NEW_STATE * NEW_STATE * Math.exp(-sum / ALIKE_DAYS);
        if (!Double.isNaN(y)) {
            left.set(today, y - value);
        }
        return new Day(value + correction, y - value - correction, Math.max(variance, LEAST_SPREAD * LEAST_SPREAD));
    }

    private void learn(int then) {
        double[] x = inputs.get(then);
        double y = read.get(then);
        Regression known = Objects.requireNonNull(regression);
        double off = Math.abs(y - known.predict(x));
        known.learn(x, y, Math.min(1, HUBER * noise / Math.max(off, 1e-9)) / INDEPENDENT_DAYS);
        learned++;
        if (then % KEPT_EVERY == 0 && !Double.isNaN(left.get(then))) {
            keptInputs.add(x);
            keptLeft.add(left.get(then));
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 1; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Days learned from so far. */
    int learned() {
        return learned;
    }
}
