package vn.nuong.analytics.agronomy.eto;

import java.util.List;

/**
 * Reference evapotranspiration of a day and what it was made from.
 *
 * @param mm ETo, mm/day, not negative
 * @param method the equation used
 * @param estimated what was not measured and was estimated instead, in a fixed order; empty when all was measured
 * @param ra extraterrestrial radiation, MJ/m²/day
 * @param rs solar radiation on the ground, measured or estimated, MJ/m²/day
 * @param rn net radiation, MJ/m²/day
 * @param ea actual vapour pressure, kPa
 * @param u2 wind speed at 2 m, m/s
 */
public record EtoResult(
        double mm, Method method, List<Estimate> estimated, double ra, double rs, double rn, double ea, double u2) {
    public EtoResult {
        estimated = List.copyOf(estimated);
    }

    /** The equation. */
    public enum Method {
        /** FAO-56 Eq. 6. */
        PENMAN_MONTEITH,
        /** FAO-56 Eq. 52. */
        HARGREAVES
    }

    /** Something that was not measured. */
    public enum Estimate {
        /** No humidity: the air is taken as saturated at the lowest temperature (FAO-56 Eq. 48). */
        HUMIDITY_FROM_LOWEST_TEMPERATURE,
        /** No solar radiation: from the temperature range (FAO-56 Eq. 50). */
        RADIATION_FROM_TEMPERATURE_RANGE,
        /** Solar radiation was measured above 1.1 of clear sky, was not believed, and was estimated (Eq. 50). */
        RADIATION_IMPLAUSIBLE,
        /** No wind: the default speed (FAO-56 p. 63). */
        WIND_DEFAULT
    }
}
