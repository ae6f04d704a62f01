package vn.nuong.analytics.forecast.soilmoisture;

import vn.nuong.analytics.agronomy.eto.HargreavesRadiation;

/**
 * A station's rain and reference evapotranspiration made whole: an hour without rain in either gauge counts as dry for the column, one
 * without weather takes the evapotranspiration of the day before at that hour. Nothing is filled from later hours.
 */
final class Forcing implements Response.Weather {

    /** Where no weather was ever measured: 3 mm a day, evenly. */
    private static final double USUAL_ETO_MM = 3.0 / 24;

    private static final int DAY = 24;

    private final double[] own;
    private final double[] near;
    private final double[] eto;
    private final double[] rainOrMissing;

    Forcing(Station station) {
        int n = station.length();
        own = new double[n];
        near = new double[n];
        eto = new double[n];
        rainOrMissing = new double[n];
        for (int i = 0; i < n; i++) {
            double a = station.gauge()[i];
            double b = station.rain()[i];
            double first = Double.isNaN(a) ? b : a;
            double second = Double.isNaN(b) ? a : b;
            rainOrMissing[i] = second;
            own[i] = Double.isNaN(first) ? 0 : first;
            near[i] = Double.isNaN(second) ? 0 : second;
            double now = HargreavesRadiation.hourly(station.temperature()[i], station.radiation()[i]);
            eto[i] = Double.isNaN(now) ? (i >= DAY ? eto[i - DAY] : USUAL_ETO_MM) : now;
        }
    }

    @Override
    public double own(int hour) {
        return own[hour];
    }

    @Override
    public double near(int hour) {
        return near[hour];
    }

    @Override
    public double eto(int hour) {
        return eto[hour];
    }

    double[] ownRain() {
        return own;
    }

    double[] nearRain() {
        return near;
    }

    /** Rain of an hour, NaN where neither gauge has it. */
    double[] rainOrMissing() {
        return rainOrMissing;
    }

    /** What a forecast at this hour may assume when the weather to come is not given: no rain, and the last day's evapotranspiration. */
    Response.Weather dryAfter(int issued) {
        return new Response.Weather() {
            @Override
            public double own(int hour) {
                return 0;
            }

            @Override
            public double near(int hour) {
                return 0;
            }

            @Override
            public double eto(int hour) {
                int back = issued - (DAY - 1) + Math.floorMod(hour - issued - 1, DAY);
                return eto[Math.max(0, back)];
            }
        };
    }
}
