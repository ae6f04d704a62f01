package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plain forecast of a catch: as last week. The 80 % interval is what the series' own catches changed by over as many weeks, in log(1 +
 * catch), with the ranks of conformal prediction (Vovk et al. 2005), and never narrower than counting alone makes it. The changes overlap and
 * follow on each other, so the share inside is not promised.
 */
final class CatchPersistence {

    /** With fewer no two of them hold four in five: the smallest and the largest of n hold (n - 1)/(n + 1). */
    static final int LEAST_CHANGES = 9;

    private static final double TAIL = 0.1;

    /** Standard deviations of a normal distribution between which four in five lie. */
    private static final double NORMAL_80 = 1.2816;

    private CatchPersistence() {}

    /**
     * Forecasts.
     *
     * @param weeks the last of them known
     * @return empty with fewer than {@value #LEAST_CHANGES} pairs of known weeks so far apart
     */
    static Optional<CatchAhead> forecast(WeeklyCatches weeks, int ahead) {
        double[] changes = Quantile.sorted(changes(weeks.catches(), ahead));
        int n = changes.length;
        if (n < LEAST_CHANGES) {
            return Optional.empty();
        }
        double last = weeks.last();
        double log = Math.log1p(last);
        int rank = (int) Math.floor(TAIL * (n + 1));
        // Two counts of the same mean differ with variance 2c (Poisson); an empty trap has that of about one animal.
        double counting = NORMAL_80 * Math.sqrt(2 * Math.max(1, last));
        double lower = Math.min(Math.expm1(log + changes[rank - 1]), last - counting);
        double upper = Math.max(Math.expm1(log + changes[n - rank]), last + counting);
        return Optional.of(new CatchAhead(ahead, last, Math.max(0, lower), upper));
    }

    private static double[] changes(List<Double> catches, int ahead) {
        List<Double> changes = new ArrayList<>();
        for (int i = ahead; i < catches.size(); i++) {
            double change = Math.log1p(catches.get(i)) - Math.log1p(catches.get(i - ahead));
            if (!Double.isNaN(change)) {
                changes.add(change);
            }
        }
        return changes.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
