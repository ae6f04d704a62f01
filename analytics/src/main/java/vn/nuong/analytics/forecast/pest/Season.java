package vn.nuong.analytics.forecast.pest;

/** The place of a week in the year, 0 to 51. A 53rd week stands where the next year's first does. Also the smoothing along it. */
final class Season {

    static final int WEEKS = 52;

    private Season() {}

    static int place(int week, int later) {
        return Math.floorMod(week - 1 + later, WEEKS);
    }

    /** @throws IllegalArgumentException when there are not as many values as weeks */
    static double[] checked(double[] values) {
        if (values.length != WEEKS) {
            throw new IllegalArgumentException(values.length + " values for the " + WEEKS + " weeks of a year");
        }
        return values;
    }

    /** A Gaussian bell over the weeks around one, cut off at four standard deviations; the middle is 1. */
    static double[] bell(double sigmaWeeks) {
        int reach = (int) (4 * sigmaWeeks);
        double[] bell = new double[2 * reach + 1];
        for (int i = 0; i < bell.length; i++) {
            double z = (i - reach) / sigmaWeeks;
            bell[i] = Math.exp(-z * z / 2);
        }
        return bell;
    }

    /** Adds a value at a place to sums and weights, spread by a bell. */
    static void spread(double[] sums, double[] weights, double[] bell, int place, double value) {
        int reach = bell.length / 2;
        for (int i = 0; i < bell.length; i++) {
            int at = Math.floorMod(place + i - reach, WEEKS);
            sums[at] += bell[i] * value;
            weights[at] += bell[i];
        }
    }
}
