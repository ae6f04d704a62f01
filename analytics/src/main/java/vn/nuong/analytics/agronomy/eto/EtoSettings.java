package vn.nuong.analytics.agronomy.eto;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * What to assume where weather is missing.
 *
 * @param kRs coefficient of radiation from temperature, °C^-0.5, 0.1 to 0.25: 0.16 inland, 0.19 coast (FAO-56 p. 60)
 * @param defaultWindMs wind speed at 2 m when there is no anemometer, m/s, 0.5 to 6: 2 (FAO-56 p. 63)
 * @param temperatureOnly the method for a day of which only temperature is known
 * @param believedShare measured radiation above this share of clear sky is not believed, 1 to 2
 */
public record EtoSettings(double kRs, double defaultWindMs, EtoResult.Method temperatureOnly, double believedShare) {

    /** A pyranometer reads a little above the clear sky of Eq. 37 on the clearest days. */
    public static final double CLEAR_SKY_TOLERANCE = 1.1;

    public EtoSettings {
        Limits.within("believed share of clear-sky radiation", believedShare, 1, 2, "");
        Limits.within("kRs", kRs, 0.1, 0.25, "°C^-0.5");
        Limits.within("default wind speed", defaultWindMs, 0.5, 6, "m/s");
    }

    /** FAO-56's defaults for an inland place, Penman–Monteith always. */
    public static EtoSettings inland() {
        return new EtoSettings(0.16, 2.0, EtoResult.Method.PENMAN_MONTEITH, CLEAR_SKY_TOLERANCE);
    }
}
