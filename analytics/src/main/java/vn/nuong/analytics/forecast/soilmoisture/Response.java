package vn.nuong.analytics.forecast.soilmoisture;

import java.util.Random;

/**
 * A physical column of up to three layers, one a probe, run forward by the hour from what the probes read: how this soil answers rain and
 * the days without it. The soil's own numbers (dry end, field capacity, wettest) are given with each run and come from
 * {@link SoilRange}; the parameters here are the same for all stations and are searched for by {@link ResponseSearch}.
 *
 * <p>Each hour: rain enters up to the infiltration capacity and the rest waits on the surface, of which 3 in 10 run off; a share, larger
 * in wet soil, passes by the first layer through cracks; what exceeds the wettest moves down; of what is above field capacity a share
 * 1 − exp(−1/τ) drains into the next layer (SWAT's storage routing, Neitsch et al. 2011, equation 2:3.2.3); each layer gives its share of
 * evapotranspiration, less where it is dry (FAO-56 equation 84 with p = 0.4); a drier layer below draws from a moister one above.
 *
 * <p>Immutable.
 */
final class Response {

    /** Numbers of one column: as {@link #LOW} and {@link #HIGH} say. */
    static final int PARAMETERS = 18;

    private static final int OWN_GAUGE = 0; // weight of the station's own gauge, the rest is the weather station's
    private static final int RAIN = 1; // factor on rain
    private static final int CAPACITY = 2; // infiltration capacity, mm/h
    private static final int BYPASS = 3; // share of rain that passes the first layer when it is at field capacity
    private static final int THICKNESS = 4; // mm, three layers
    private static final int DRAINAGE = 7; // τ, h, three layers
    private static final int CROP = 10; // crop coefficient
    private static final int ROOTS = 11; // share of evapotranspiration from the first and second layer
    private static final int EXCHANGE = 13; // mm/h for a difference of 1 in relative moisture
    private static final int FIELD_CAPACITY = 14; // field capacity above the 90th percentile, m³/m³
    private static final int DRY = 15; // dry end below the 2nd percentile, m³/m³
    private static final int WETTEST = 16; // wettest above the 98th percentile, m³/m³
    private static final int BYPASS_POWER = 17; // how the bypass grows with relative moisture

    private static final double[] LOW = {0, 0.7, 4, 0, 50, 100, 100, 2, 2, 2, 0.2, 0.1, 0.1, 1e-3, -0.05, 0, 0, 0.3};
    private static final double[] HIGH = {
        1, 1.2, 40, 0.8, 250, 500, 700, 60, 120, 200, 1.3, 0.6, 0.5, 0.3, 0.03, 0.05, 0.08, 3
    };
    private static final boolean[] BY_RATIO = {
        false, false, true, false, true, true, true, true, true, true, true, false, false, false, false, false, false,
        true
    };

    private static final double RUNOFF = 0.3;
    private static final double MOST_ON_SURFACE_MM = 60;
    private static final double WITHOUT_STRESS = 0.6; // 1 − p
    private static final double LEAST_CAPACITY = 0.05;

    private final double[] p;
    private final double[] leaves = new double[3];

    Response(double[] parameters) {
        if (parameters.length != PARAMETERS) {
            throw new IllegalArgumentException(parameters.length + " parameters, not " + PARAMETERS);
        }
        p = parameters.clone();
        for (int layer = 0; layer < 3; layer++) {
            leaves[layer] = 1 - Math.exp(-1 / p[DRAINAGE + layer]);
        }
    }

    /** Any column within the bounds. */
    static Response draw(Random random) {
        double[] drawn = new double[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            double u = random.nextDouble();
            drawn[i] = BY_RATIO[i] ? LOW[i] * Math.pow(HIGH[i] / LOW[i], u) : LOW[i] + u * (HIGH[i] - LOW[i]);
        }
        return new Response(drawn);
    }

    /** A column between others: differential evolution (Storn and Price 1997) with a little noise. */
    static Response cross(Response a, Response b, Response c, Random random) {
        double[] made = new double[PARAMETERS];
        for (int i = 0; i < PARAMETERS; i++) {
            double x = a.p[i] + 0.6 * (b.p[i] - c.p[i]) + 0.02 * (HIGH[i] - LOW[i]) * random.nextGaussian();
            made[i] = Math.max(LOW[i], Math.min(HIGH[i], x));
        }
        return new Response(made);
    }

    double[] parameters() {
        return p.clone();
    }

    /**
     * Runs the column.
     *
     * @param start moisture of each layer, m³/m³
     * @param range of each layer, as {@link SoilRange} gives it
     * @param weather of the hours
     * @param first index of the first hour in it
     * @param horizons hours, ascending; the last is run to
     * @param target layer asked for
     * @param change takes the change of the target's moisture at each horizon, m³/m³
     */
    void run(
            double[] start, double[][] range, Weather weather, int first, int[] horizons, int target, double[] change) {
        int layers = start.length;
        double[] theta = start.clone();
        double[] capacity = new double[layers];
        double[] dry = new double[layers];
        double[] wettest = new double[layers];
        for (int j = 0; j < layers; j++) {
            dry[j] = range[j][0] - p[DRY];
            capacity[j] = Math.max(range[j][2] + p[FIELD_CAPACITY], dry[j] + LEAST_CAPACITY);
            wettest[j] = Math.max(range[j][3], capacity[j]) + p[WETTEST];
        }
        double onSurface = 0;
        int next = 0;
        for (int h = 0; next < horizons.length; h++) {
            double rain =
                    p[RAIN] * (p[OWN_GAUGE] * weather.own(first + h) + (1 - p[OWN_GAUGE]) * weather.near(first + h));
            onSurface = Math.min(MOST_ON_SURFACE_MM, onSurface * (1 - RUNOFF) + rain);
            double enters = Math.min(onSurface, p[CAPACITY]);
            onSurface -= enters;
            infiltrate(theta, enters, relative(theta[0], dry[0], capacity[0]));
            for (int j = 0; j < layers; j++) {
                drain(theta, j, capacity[j], wettest[j]);
                double stress = relative(theta[j], dry[j], dry[j] + WITHOUT_STRESS * (capacity[j] - dry[j]));
                theta[j] -= p[CROP] * weather.eto(first + h) * roots(j, layers) * stress / p[THICKNESS + j];
            }
            for (int j = 0; j + 1 < layers; j++) {
                exchange(theta, j, dry, capacity);
            }
            while (next < horizons.length && h + 1 == horizons[next]) {
                change[next++] = theta[target] - start[target];
            }
        }
    }

    private void infiltrate(double[] theta, double mm, double moist) {
        if (mm > 0) {
            double passes = theta.length > 1 ? p[BYPASS] * Math.pow(moist, p[BYPASS_POWER]) : 0;
            theta[0] += mm * (1 - passes) / p[THICKNESS];
            if (theta.length > 1) {
                theta[1] += mm * passes / p[THICKNESS + 1];
            }
        }
    }

    private void drain(double[] theta, int j, double capacity, double wettest) {
        double down = 0;
        if (theta[j] > wettest) {
            down += theta[j] - wettest;
            theta[j] = wettest;
        }
        if (theta[j] > capacity) {
            double drained = (theta[j] - capacity) * leaves[j];
            theta[j] -= drained;
            down += drained;
        }
        if (j + 1 < theta.length) {
            theta[j + 1] += down * p[THICKNESS + j] / p[THICKNESS + j + 1];
        }
    }

    private double roots(int layer, int layers) {
        if (layers == 1) {
            return 1;
        }
        return layer < 2 ? p[ROOTS + layer] : Math.max(0, 1 - p[ROOTS] - p[ROOTS + 1]);
    }

    private void exchange(double[] theta, int j, double[] dry, double[] capacity) {
        double above = (theta[j] - dry[j]) / (capacity[j] - dry[j]);
        double below = (theta[j + 1] - dry[j + 1]) / (capacity[j + 1] - dry[j + 1]);
        if (above > below && theta[j + 1] < capacity[j + 1]) {
            double mm = p[EXCHANGE] * (above - below);
            theta[j] -= mm / p[THICKNESS + j];
            theta[j + 1] += mm / p[THICKNESS + j + 1];
        }
    }

    private static double relative(double theta, double dry, double full) {
        return Math.max(0, Math.min(1, (theta - dry) / (full - dry)));
    }

    /** What comes from above, by index of the hour. */
    interface Weather {

        /** Rain in the station's own gauge, or near it where that is missing, mm. */
        double own(int hour);

        /** Rain at the weather station near it, or its own where that is missing, mm. */
        double near(int hour);

        /** Reference evapotranspiration, mm. */
        double eto(int hour);
    }
}
