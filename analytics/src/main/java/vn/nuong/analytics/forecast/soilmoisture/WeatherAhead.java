package vn.nuong.analytics.forecast.soilmoisture;

/**
 * One way the weather may go: a value for each hour after the issue, NaN where it is not told.
 *
 * @param rain mm
 * @param temperature °C
 * @param humidity percent
 * @param eto reference evapotranspiration, mm
 */
public record WeatherAhead(double[] rain, double[] temperature, double[] humidity, double[] eto) {

    /** So many hours are looked ahead. */
    public static final int HOURS = 168;

    private static final double MJ_PER_MM = 2.45; // FAO-56: energy that evaporates 1 mm
    private static final double MJ_PER_DAY_OF_WATT = 0.0864;

    public WeatherAhead {
        for (double[] values : new double[][] {rain, temperature, humidity, eto}) {
            if (values.length != HOURS) {
                throw new IllegalArgumentException(values.length + " hours of weather, not " + HOURS);
            }
        }
    }

    /** Radiation, W/m², that Hargreaves 1975 would need for this hour's evapotranspiration: ETo = 0.0135 (T + 17.8) Rs. */
    double radiation(int hour) {
        return 24 * eto[hour] * MJ_PER_MM / MJ_PER_DAY_OF_WATT / (0.0135 * Math.max(1, temperature[hour] + 17.8));
    }

    double rainSum() {
        double sum = 0;
        for (double mm : rain) {
            sum += Double.isNaN(mm) ? 0 : mm;
        }
        return sum;
    }
}
