package vn.nuong.sim.soil;

import vn.nuong.telemetry.site.Plot;

/**
 * The water a soil holds, from its texture.
 *
 * <p>Source: Saxton and Rawls (2006), Soil Water Characteristic Estimates by Texture and Organic Matter for Hydrologic
 * Solutions, Soil Sci. Soc. Am. J. 70:1569–1578, equations 1, 2, 3, 5 and 16. It is written here a second time, apart from the
 * advice, so that simulated fields do not share the mistakes of what they are to test.
 *
 * @param wiltingPoint m³/m³ at 1500 kPa
 * @param fieldCapacity m³/m³ at 33 kPa
 * @param saturation m³/m³
 * @param conductivityMmPerHour saturated hydraulic conductivity, mm/h
 */
public record SoilTexture(double wiltingPoint, double fieldCapacity, double saturation, double conductivityMmPerHour) {

    public SoilTexture {
        if (!(0 < wiltingPoint && wiltingPoint < fieldCapacity && fieldCapacity < saturation && saturation < 1)) {
            throw new IllegalArgumentException("wilting point " + wiltingPoint + ", field capacity " + fieldCapacity
                    + " and saturation " + saturation + " m³/m³ do not rise from above 0 to below 1");
        }
        if (!(conductivityMmPerHour > 0)) {
            throw new IllegalArgumentException("conductivity " + conductivityMmPerHour + " mm/h is not above 0");
        }
    }

    /**
     * From sand, clay and organic matter.
     *
     * @param sand share by weight, 0 to 1
     * @param clay share by weight, 0 to 1
     * @param organicMatterPercent percent by weight (the equations take percent here and shares there)
     */
    public static SoilTexture of(double sand, double clay, double organicMatterPercent) {
        double s = sand;
        double c = clay;
        double om = organicMatterPercent;
        double t1500 = -0.024 * s + 0.487 * c + 0.006 * om + 0.005 * s * om - 0.013 * c * om + 0.068 * s * c + 0.031;
        double wilting = t1500 + 0.14 * t1500 - 0.02; // eq. 1
        double t33 = -0.251 * s + 0.195 * c + 0.011 * om + 0.006 * s * om - 0.027 * c * om + 0.452 * s * c + 0.299;
        double capacity = t33 + 1.283 * t33 * t33 - 0.374 * t33 - 0.015; // eq. 2
        double ts33 = 0.278 * s + 0.034 * c + 0.022 * om - 0.018 * s * om - 0.027 * c * om - 0.584 * s * c + 0.078;
        double gravitational = ts33 + 0.636 * ts33 - 0.107; // eq. 3
        double saturation = capacity + gravitational - 0.097 * s + 0.043; // eq. 5
        double lambda = (Math.log(capacity) - Math.log(wilting)) / (Math.log(1500) - Math.log(33)); // eq. 15, 18
        double conductivity = 1930 * Math.pow(saturation - capacity, 3 - lambda); // eq. 16
        return new SoilTexture(wilting, capacity, saturation, conductivity);
    }

    /** From a plot's configuration; what was measured in the field wins over what its texture says. */
    public static SoilTexture of(Plot.Soil soil) {
        SoilTexture texture = of(soil.sand(), soil.clay(), soil.organicMatterPercent());
        return new SoilTexture(
                soil.wiltingPoint() == null ? texture.wiltingPoint : soil.wiltingPoint(),
                soil.fieldCapacity() == null ? texture.fieldCapacity : soil.fieldCapacity(),
                soil.saturation() == null ? texture.saturation : soil.saturation(),
                texture.conductivityMmPerHour);
    }
}
