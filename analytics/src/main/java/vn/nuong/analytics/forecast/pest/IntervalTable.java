package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far below and above a forecast of log(1 + catch) four in five catches lie, by the height of the forecast: the quantiles of errors made
 * on locations that the weights had not seen (split conformal prediction, by level). Where one catch in ten or more is nought, the interval
 * begins at nought and the whole tail is above, so that many noughts do not make it too wide. Immutable.
 */
final class IntervalTable {

    private static final int BINS = 12;
    private static final int FEWEST_A_BIN = 20;

    /**
     * Asked for in each bin. Where noughts are more than this, more than 80 % lie inside even if the interval is nought alone; elsewhere a
     * little less makes up for it, so that 80 % hold for all weeks together.
     */
    static final double INSIDE = 0.78;

    private static final double TAIL = (1 - INSIDE) / 2;

    /** Up to this many known weeks a series is new, and its forecasts are less sure. */
    static final int NEW_WEEKS = 8;

    private final List<double[]> bins; // centre, below, above
    private final double newStretch;

    /**
     * All of it, as it is kept in a file.
     *
     * @param bins centre, below and above of each, by ascending centre
     * @param newStretch what the width is multiplied by while a series is new
     */
    record Numbers(List<double[]> bins, double newStretch) {}

    /** @throws IllegalArgumentException without a bin, or with one that has not three numbers */
    IntervalTable(Numbers numbers) {
        bins = List.copyOf(numbers.bins());
        newStretch = numbers.newStretch();
        if (bins.isEmpty() || bins.stream().anyMatch(b -> b.length != 3)) {
            throw new IllegalArgumentException(
                    "an interval table of " + bins.size() + " bins, or one without its three numbers");
        }
    }

    Numbers numbers() {
        return new Numbers(bins, newStretch);
    }

    /**
     * A forecast made and what came.
     *
     * @param forecast of log(1 + catch), may be below 0
     * @param observed log(1 + catch)
     * @param weeks observed weeks of its series when it was made
     */
    record Outcome(double forecast, double observed, int weeks) {}

    /** @throws IllegalArgumentException without an outcome */
    IntervalTable(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("no outcomes to take errors from");
        }
        List<Outcome> sorted = new ArrayList<>(outcomes);
        sorted.sort(Comparator.comparingDouble(Outcome::forecast));
        int count = Math.max(1, Math.min(BINS, sorted.size() / FEWEST_A_BIN));
        List<double[]> found = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            List<Outcome> bin = sorted.subList(
                    (int) ((long) b * sorted.size() / count), (int) ((long) (b + 1) * sorted.size() / count));
            found.add(bin(bin));
        }
        bins = List.copyOf(found);
        newStretch = Math.max(1, size(sorted, NEW_WEEKS) / size(sorted, Integer.MAX_VALUE));
    }

    private static double[] bin(List<Outcome> bin) {
        double[] errors = Quantile.sorted(
                bin.stream().mapToDouble(o -> o.observed() - o.forecast()).toArray());
        double centre = bin.stream().mapToDouble(Outcome::forecast).average().orElseThrow();
        double noughts = (double) bin.stream().filter(o -> o.observed() == 0).count() / bin.size();
        if (noughts >= TAIL) {
            return new double[] {centre, Math.max(0, bin.get(bin.size() - 1).forecast()), Quantile.of(errors, INSIDE)};
        }
        return new double[] {centre, Math.max(0, -Quantile.of(errors, TAIL)), Quantile.of(errors, 1 - TAIL)};
    }

    /** The size that four in five errors do not exceed, greater than 0; next to nothing where there are too few to say. */
    private static double size(List<Outcome> outcomes, int mostWeeks) {
        double[] sizes = outcomes.stream()
                .filter(o -> o.weeks() <= mostWeeks)
                .mapToDouble(o -> Math.abs(o.observed() - o.forecast()))
                .toArray();
        return sizes.length < FEWEST_A_BIN ? 1e-6 : Math.max(1e-6, Quantile.of(Quantile.sorted(sizes), 0.8));
    }

    /** How far below the forecast, 0 or more. */
    double below(double forecast) {
        return at(forecast, 1);
    }

    /** How far above the forecast; the end may still be below nought, where it is nought. */
    double above(double forecast) {
        return Math.max(at(forecast, 2), -forecast);
    }

    /** What the width is multiplied by while a series is new, 1 or more. */
    double newStretch() {
        return newStretch;
    }

    private double at(double forecast, int column) {
        double[] last = bins.get(0);
        if (forecast <= last[0]) {
            return last[column];
        }
        for (double[] bin : bins) {
            if (forecast < bin[0]) {
                double share = (forecast - last[0]) / (bin[0] - last[0]);
                return last[column] + share * (bin[column] - last[column]);
            }
            last = bin;
        }
        return last[column];
    }
}
