package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Arrays;
import java.util.List;

/**
 * What each column says at every hour of a station about the change of the target's moisture, with the weather that came and with none;
 * m³/m³, NaN where the target was not read.
 */
final class ResponseForecasts {

    private final double[][][] withWeather;
    private final double[][][] without;

    /**
     * @param horizons hours, ascending
     * @param observed whether weather after the issue may be used
     */
    ResponseForecasts(Site site, List<Response> columns, int[] horizons, boolean observed) {
        int n = site.station().length();
        withWeather = new double[horizons.length][observed ? columns.size() : 0][];
        without = new double[horizons.length][columns.size()][];
        for (int h = 0; h < horizons.length; h++) {
            for (int k = 0; k < columns.size(); k++) {
                without[h][k] = missing(n);
                if (observed) {
                    withWeather[h][k] = missing(n);
                }
            }
        }
        Column column = site.column();
        double[] moisture = site.station().depth(site.targetCm());
        for (int t = 0; t + horizons[0] < n; t++) {
            if (Double.isNaN(moisture[t])) {
                continue;
            }
            int issued = t;
            int[] reached = Arrays.stream(horizons).filter(h -> issued + h < n).toArray();
            double[] change = new double[reached.length];
            double[] start = column.start(t);
            double[][] ranges = column.ranges(t);
            for (int k = 0; k < columns.size(); k++) {
                Response.Weather dry = site.forcing().dryAfter(t);
                columns.get(k).run(start, ranges, dry, t + 1, reached, column.target(), change);
                put(without, k, t, change);
                if (observed) {
                    columns.get(k).run(start, ranges, site.forcing(), t + 1, reached, column.target(), change);
                    put(withWeather, k, t, change);
                }
            }
        }
    }

    private static double[] missing(int n) {
        double[] values = new double[n];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static void put(double[][][] forecasts, int column, int t, double[] change) {
        for (int h = 0; h < change.length; h++) {
            forecasts[h][column][t] = change[h];
        }
    }

    /** By column and hour, with the weather that came. */
    double[][] withWeather(int horizonIndex) {
        return withWeather[horizonIndex];
    }

    /** By column and hour, without rain to come. */
    double[][] without(int horizonIndex) {
        return without[horizonIndex];
    }
}
