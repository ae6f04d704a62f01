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
        this(site.station().length(), columns.size(), horizons, observed);
        for (int t = 0; t + horizons[0] < site.station().length(); t++) {
            run(site, columns, horizons, observed, t, site.station().length() - 1);
        }
    }

    private ResponseForecasts(int n, int columns, int[] horizons, boolean observed) {
        withWeather = new double[horizons.length][observed ? columns : 0][];
        without = new double[horizons.length][columns][];
        for (int h = 0; h < horizons.length; h++) {
            for (int k = 0; k < columns; k++) {
                without[h][k] = missing(n);
                if (observed) {
                    withWeather[h][k] = missing(n);
                }
            }
        }
    }

    /**
     * What the service needs at one hour: forecasts from that hour, and from earlier ones a track record.
     *
     * @param now the last hour of which the soil is known
     * @param every hours between two of the earlier forecasts
     */
    static ResponseForecasts at(
            Site site, List<Response> columns, int[] horizons, boolean observed, int now, int every) {
        ResponseForecasts responses =
                new ResponseForecasts(site.station().length(), columns.size(), horizons, observed);
        for (int t = now - every; t >= 0; t -= every) {
            responses.run(site, columns, horizons, observed, t, now);
        }
        if (now >= horizons[0]) {
            responses.run(site, columns, Arrays.copyOf(horizons, 1), observed, now - horizons[0], now);
        }
        responses.run(site, columns, horizons, observed, now, Integer.MAX_VALUE);
        return responses;
    }

    /** What is said from {@code now} with other weather to come; of earlier hours nothing. Without rain to come it is the same. */
    ResponseForecasts with(Site site, List<Response> columns, int[] horizons, int now) {
        ResponseForecasts responses = new ResponseForecasts(without, new double[horizons.length][columns.size()][]);
        for (double[][] byColumn : responses.withWeather) {
            for (int k = 0; k < byColumn.length; k++) {
                byColumn[k] = missing(site.station().length());
            }
        }
        Column column = site.column();
        if (!Double.isNaN(column.read(now))) {
            double[] change = new double[horizons.length];
            for (int k = 0; k < columns.size(); k++) {
                columns.get(k)
                        .run(
                                column.start(now),
                                column.ranges(now),
                                site.forcing(),
                                now + 1,
                                horizons,
                                column.target(),
                                change);
                put(responses.withWeather, k, now, change);
            }
        }
        return responses;
    }

    private ResponseForecasts(double[][][] without, double[][][] withWeather) {
        this.without = without;
        this.withWeather = withWeather;
    }

    /** Runs the columns from one hour to those horizons that lie no later than {@code last}. */
    private void run(Site site, List<Response> columns, int[] horizons, boolean observed, int t, int last) {
        Column column = site.column();
        if (Double.isNaN(column.read(t))) {
            return;
        }
        int[] reached =
                Arrays.stream(horizons).filter(h -> h <= (long) last - t).toArray();
        if (reached.length == 0) {
            return;
        }
        double[] change = new double[reached.length];
        double[] start = column.start(t);
        double[][] ranges = column.ranges(t);
        Response.Weather dry = site.forcing().dryAfter(t);
        for (int k = 0; k < columns.size(); k++) {
            columns.get(k).run(start, ranges, dry, t + 1, reached, column.target(), change);
            put(without, k, t, change);
            if (observed) {
                columns.get(k).run(start, ranges, site.forcing(), t + 1, reached, column.target(), change);
                put(withWeather, k, t, change);
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
