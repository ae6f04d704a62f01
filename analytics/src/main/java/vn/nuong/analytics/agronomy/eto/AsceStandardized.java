package vn.nuong.analytics.agronomy.eto;

import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/**
 * The standardized reference evapotranspiration of a day, for a short or a tall reference crop.
 *
 * <p>Source: ASCE-EWRI (2005), The ASCE Standardized Reference Evapotranspiration Equation, Eqs. 1–33 and Table 1. For the
 * short crop it is FAO-56 Eq. 6 but for the rounding of two constants (σ 4.901e-9 for 4.903e-9, 2503 for 4098·0.6108 in
 * the slope): up to about 0.002 mm/day. It is what weather files with a reference crop "S" or "T" hold.
 */
public final class AsceStandardized {

    /** Stefan–Boltzmann constant, MJ/K⁴/m²/day (ASCE-EWRI 2005 Eq. 17). */
    private static final double SIGMA = 4.901e-9;

    private AsceStandardized() {}

    /** The reference crop (Table 1). */
    public enum Crop {
        /** Clipped grass, 0.12 m. */
        SHORT(900, 0.34),
        /** Alfalfa, 0.50 m. */
        TALL(1600, 0.38);

        private final double cn;
        private final double cd;

        Crop(double cn, double cd) {
            this.cn = cn;
            this.cd = cd;
        }
    }

    /**
     * Reference evapotranspiration, mm/day; may be slightly negative.
     *
     * @param place latitude and elevation
     * @param dayOfYear J, 1 to 366
     * @param tMinC lowest air temperature, °C
     * @param tMaxC highest air temperature, °C
     * @param rs solar radiation, MJ/m²/day
     * @param ea actual vapour pressure, kPa
     * @param u2 wind speed at 2 m, m/s
     * @param crop the reference crop
     */
    public static double daily(
            Place place, int dayOfYear, double tMinC, double tMaxC, double rs, double ea, double u2, Crop crop) {
        double t = (tMaxC + tMinC) / 2; // Eq. 2
        double gamma = VapourPressure.psychrometricConstant(place.elevationM()); // Eqs. 3, 4
        double slope = 2503 * Math.exp(17.27 * t / (t + 237.3)) / ((t + 237.3) * (t + 237.3)); // Eq. 5
        double es = VapourPressure.dailySaturation(tMinC, tMaxC); // Eqs. 6, 7
        double rso = SolarRadiation.clearSky(SolarGeometry.dailyRadiation(place, dayOfYear), place.elevationM());
        double ratio = rso > 0 ? Limits.clamp(rs / rso, 0.3, 1) : 1;
        double cloudiness = Limits.clamp(1.35 * ratio - 0.35, 0.05, 1); // Eq. 18
        double fourth = (Math.pow(tMaxC + 273.16, 4) + Math.pow(tMinC + 273.16, 4)) / 2;
        double longwave = SIGMA * cloudiness * (0.34 - 0.14 * Math.sqrt(ea)) * fourth; // Eq. 17
        double rn = 0.77 * rs - longwave; // Eqs. 15, 16
        return (0.408 * slope * rn + gamma * crop.cn / (t + 273) * u2 * (es - ea))
                / (slope + gamma * (1 + crop.cd * u2)); // Eq. 1, G = 0 (Eq. 30)
    }
}
