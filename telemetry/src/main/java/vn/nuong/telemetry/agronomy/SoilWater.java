package vn.nuong.telemetry.agronomy;

import java.util.Locale;

/**
 * How a soil holds and passes water.
 *
 * <p>Field capacity observed in place (the night reading one to two days after 40 mm or more, once drainage slows) is
 * better than one computed from texture, above all on kaolinitic tea soils.
 *
 * @param fieldCapacity θFC, m³/m³
 * @param wiltingPoint θWP, m³/m³; 0 &lt; θWP &lt; θFC
 * @param saturation θS, m³/m³; θFC &lt; θS ≤ 0.8
 * @param ksMmPerHour saturated hydraulic conductivity, mm/h, above 0
 */
public record SoilWater(double fieldCapacity, double wiltingPoint, double saturation, double ksMmPerHour) {
    public SoilWater {
        if (!(0 < wiltingPoint
                && wiltingPoint < fieldCapacity
                && fieldCapacity < saturation
                && saturation <= 0.8
                && ksMmPerHour > 0)) {
            throw new IllegalArgumentException("wilting point " + shown(wiltingPoint) + ", field capacity "
                    + shown(fieldCapacity) + ", saturation " + shown(saturation) + " m³/m³ and conductivity "
                    + shown(ksMmPerHour)
                    + " mm/h are no soil: need 0 < wilting point < field capacity < saturation <= 0.8 and conductivity"
                    + " > 0; give water contents as fractions of volume, not percent");
        }
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /**
     * Air-filled porosity θS − θ, m³/m³; negative where a probe reads above saturation.
     *
     * @param theta soil moisture, m³/m³
     */
    public double airFilledPorosity(double theta) {
        return saturation - theta;
    }

    /**
     * Total available water TAW of a root zone, mm (FAO-56 Eq. 82).
     *
     * @param rootDepthM Zr, m
     */
    public double totalAvailableMm(double rootDepthM) {
        return 1000 * (fieldCapacity - wiltingPoint) * rootDepthM; // Eq. 82
    }
}
