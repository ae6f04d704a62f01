package vn.nuong.analytics.agronomy.soil;

import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * Retention curve through saturation, field capacity (33 kPa) and wilting point (1500 kPa): a power of θ beyond 33 kPa, a straight line from
 * there to the tension at which air enters, saturated below it.
 *
 * <p>Source: Saxton &amp; Rawls (2006), Soil Sci. Soc. Am. J. 70, 1569–1578, Eqs. 11–15. Beyond 1500 kPa it is not extended.
 *
 * @param soil the three points, from texture (Eqs. 1–5) or in their place measured
 * @param airEntryKpa ψe, kPa, 0 to below 33 (Eq. 4)
 */
public record SaxtonRawlsCurve(SoilWater soil, double airEntryKpa) implements WaterRetention {

    private static final double FIELD_CAPACITY_KPA = RetentionCurve.FIELD_CAPACITY_KPA;
    private static final double WILTING_POINT_KPA = RetentionCurve.WILTING_POINT_KPA;

    private static final double ROUNDING = 1e-9;

    public SaxtonRawlsCurve {
        Limits.within("air-entry tension", airEntryKpa, 0, FIELD_CAPACITY_KPA - 1, "kPa");
    }

    @Override
    public double theta(double tensionKpa) {
        Limits.within("tension of the soil's water", tensionKpa, 0, WILTING_POINT_KPA, "kPa");
        if (tensionKpa >= FIELD_CAPACITY_KPA) {
            return soil.fieldCapacity() * Math.pow(FIELD_CAPACITY_KPA / tensionKpa, 1 / b()); // Eq. 11
        }
        if (tensionKpa <= airEntryKpa) {
            return soil.saturation(); // Eq. 13
        }
        return soil.fieldCapacity()
                + (FIELD_CAPACITY_KPA - tensionKpa) / (FIELD_CAPACITY_KPA - airEntryKpa) * drains(); // Eq. 12
    }

    @Override
    public double tensionKpa(double theta) {
        Limits.within("soil moisture", theta, soil.wiltingPoint() - ROUNDING, soil.saturation() + ROUNDING, "m³/m³");
        if (theta >= soil.saturation()) {
            return 0;
        }
        if (theta <= soil.fieldCapacity()) {
            double kpa = FIELD_CAPACITY_KPA * Math.pow(theta / soil.fieldCapacity(), -b()); // Eqs. 11, 14
            return Math.min(WILTING_POINT_KPA, kpa);
        }
        return FIELD_CAPACITY_KPA
                - (theta - soil.fieldCapacity()) / drains() * (FIELD_CAPACITY_KPA - airEntryKpa); // Eq. 12
    }

    /** Eq. 15. */
    private double b() {
        return Math.log(WILTING_POINT_KPA / FIELD_CAPACITY_KPA) / Math.log(soil.fieldCapacity() / soil.wiltingPoint());
    }

    private double drains() {
        return soil.saturation() - soil.fieldCapacity();
    }
}
