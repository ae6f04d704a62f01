package vn.nuong.analytics.forecast;

/**
 * How soil moisture falls when no water comes: drainage of what is above field capacity, and evapotranspiration.
 *
 * <p>Drainage: SWAT's storage routing, Neitsch et al. 2011, equations 2:3.2.3 and 2:3.2.4: of the water above field capacity a share
 * 1 − exp(−Δt/TT) leaves in a step, TT = (saturation − field capacity)/Ksat. Evapotranspiration: FAO-56 equations 81 and 84, drawn
 * evenly from the root zone and over the hours of the day.
 *
 * @param fieldCapacity m³/m³
 * @param wiltingPoint m³/m³, less than field capacity
 * @param drainageHours TT, travel time of drainage, h, greater than 0
 * @param etcMmPerDay crop evapotranspiration without stress, mm/day, 0 or more
 * @param rootDepthM depth that it is drawn from, m, greater than 0
 * @param depletionFraction p: share of the available water that is easily taken up, 0 to less than 1
 */
public record Recession(
        double fieldCapacity,
        double wiltingPoint,
        double drainageHours,
        double etcMmPerDay,
        double rootDepthM,
        double depletionFraction) {

    public Recession {
        if (!(wiltingPoint >= 0 && wiltingPoint < fieldCapacity && fieldCapacity < 1)) {
            throw new IllegalArgumentException("field capacity " + fieldCapacity + " and wilting point " + wiltingPoint
                    + " m³/m³; 0 ≤ wilting point < field capacity < 1");
        }
        if (!(drainageHours > 0 && etcMmPerDay >= 0 && rootDepthM > 0)) {
            throw new IllegalArgumentException("drainage " + drainageHours + " h, ETc " + etcMmPerDay
                    + " mm/day, root depth " + rootDepthM + " m; ETc is at least 0, the others more than 0");
        }
        if (!(depletionFraction >= 0 && depletionFraction < 1)) {
            throw new IllegalArgumentException("depletion fraction " + depletionFraction + " is outside 0 to below 1");
        }
    }

    /** Travel time of drainage, h: SWAT equation 2:3.2.4 for a layer. */
    public static double drainageHours(double saturation, double fieldCapacity, double layerM, double ksatMmPerHour) {
        return Math.max(1, 1000 * layerM * (saturation - fieldCapacity) / ksatMmPerHour);
    }

    /**
     * Moisture at the end of each hour.
     *
     * @param start moisture now, m³/m³
     */
    public double[] after(double start, int hours) {
        double[] moisture = new double[hours];
        double theta = start;
        for (int h = 0; h < hours; h++) {
            double drained = Math.max(0, theta - fieldCapacity) * (1 - Math.exp(-1 / drainageHours)); // SWAT 2:3.2.3
            double stress =
                    (theta - wiltingPoint) / ((1 - depletionFraction) * (fieldCapacity - wiltingPoint)); // FAO-56 84
            double taken = Math.max(0, Math.min(1, stress)) * etcMmPerDay / 24 / (1000 * rootDepthM); // FAO-56 81
            theta = Math.max(0, theta - drained - taken);
            moisture[h] = theta;
        }
        return moisture;
    }
}
