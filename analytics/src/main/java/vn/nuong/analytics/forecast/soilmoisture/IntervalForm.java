package vn.nuong.analytics.forecast.soilmoisture;

/**
 * How the 80 % interval follows the expected size of the errors: size to a power, times a factor each side.
 *
 * <p>With power 1 eight in ten readings lie inside in storms as in drought, and the storms make it wide on the average. With less it is
 * narrower on the average for the same share inside, and holds fewer in storms, more in drought. Rain pulls far up and nothing as far
 * down, so an interval that misses more above than below is narrower too.
 *
 * @param power of the size
 * @param missesLow share that may lie below, such as 0.1
 * @param low factor below
 * @param high factor above
 */
record IntervalForm(double power, double missesLow, double low, double high) {

    static final double MISSES = 0.2;

    private static final double[] POWERS = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3};
    private static final double[] MISSES_LOW = {0.1, 0.08, 0.06};

    /** The one with the least mean width at 80 % inside. */
    static IntervalForm fit(double[][] sizes, double[] errors, double unit) {
        IntervalForm narrowest = new IntervalForm(1, 0.1, 1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (double power : POWERS) {
            double[] below = new double[errors.length];
            double[] above = new double[errors.length];
            double sumBelow = 0;
            double sumAbove = 0;
            for (int i = 0; i < errors.length; i++) {
                double down = width(sizes[i][0], power, unit);
                double up = width(sizes[i][1], power, unit);
                below[i] = -errors[i] / down;
                above[i] = errors[i] / up;
                sumBelow += down / errors.length;
                sumAbove += up / errors.length;
            }
            for (double missesLow : MISSES_LOW) {
                double low = Math.max(0.1, HorizonModel.percentile(below, 1 - missesLow));
                double high = Math.max(0.1, HorizonModel.percentile(above, 1 - (MISSES - missesLow)));
                double width = low * sumBelow + high * sumAbove;
                if (width < least) {
                    least = width;
                    narrowest = new IntervalForm(power, missesLow, low, high);
                }
            }
        }
        return narrowest;
    }

    /** An expected error, m³/m³. */
    static double width(double size, double power, double unit) {
        return unit * Math.pow(size / unit, power);
    }
}
