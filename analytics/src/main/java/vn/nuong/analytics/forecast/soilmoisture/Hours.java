package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Arrays;

/** Sums and means of hourly values over windows, NaN where not measured. Built once, each window is then one subtraction. Immutable. */
final class Hours {

    private final double[] sum;
    private final int[] known;

    Hours(double[] values) {
        sum = new double[values.length + 1];
        known = new int[values.length + 1];
        add(values, 0);
    }

    /** The same as a series whose hours up to {@code last} are those of another: only the later ones are added up. */
    Hours(Hours same, int last, double[] values) {
        sum = Arrays.copyOf(same.sum, values.length + 1);
        known = Arrays.copyOf(same.known, values.length + 1);
        add(values, last + 1);
    }

    private void add(double[] values, int from) {
        for (int i = from; i < values.length; i++) {
            boolean is = !Double.isNaN(values[i]);
            sum[i + 1] = sum[i] + (is ? values[i] : 0);
            known[i + 1] = known[i] + (is ? 1 : 0);
        }
    }

    /** Sum over the hours {@code after + 1} to {@code last}; made up for hours missing, NaN where less than half is known. */
    double sum(int after, int last) {
        int from = Math.max(0, after + 1);
        int to = Math.min(sum.length - 1, last + 1);
        int n = to > from ? known[to] - known[from] : 0;
        return n == 0 || 2 * n < to - from ? Double.NaN : (sum[to] - sum[from]) * (to - from) / n;
    }

    /** Mean over the same hours, NaN where less than half is known. */
    double mean(int after, int last) {
        return mean(after, last, 1);
    }

    /** The same where one hour in so many is looked at. */
    double mean(int after, int last, int every) {
        int from = Math.max(0, after + 1);
        int to = Math.min(sum.length - 1, last + 1);
        int n = to > from ? known[to] - known[from] : 0;
        return n == 0 || 2 * n * every < last - after ? Double.NaN : (sum[to] - sum[from]) / n;
    }

    /** How many of the same hours are known. */
    int known(int after, int last) {
        int from = Math.max(0, after + 1);
        int to = Math.min(sum.length - 1, last + 1);
        return to > from ? known[to] - known[from] : 0;
    }
}
