package vn.nuong.analytics.agronomy.eto;

import java.util.List;
import java.util.stream.Stream;

/**
 * Reference evapotranspiration of a day and what it was made from.
 *
 * @param mm ETo, mm/day, not negative
 * @param method the equation used
 * @param humidity where the vapour pressure came from
 * @param radiation where the solar radiation came from
 * @param wind where the wind speed came from
 * @param ra extraterrestrial radiation, MJ/m²/day
 * @param rs solar radiation on the ground, measured or estimated, MJ/m²/day
 * @param rn net radiation, MJ/m²/day
 * @param ea actual vapour pressure, kPa
 * @param u2 wind speed at 2 m, m/s
 */
public record EtoResult(
        double mm,
        Method method,
        Source humidity,
        Source radiation,
        Source wind,
        double ra,
        double rs,
        double rn,
        double ea,
        double u2) {

    /** What was not measured and was estimated instead: of humidity, radiation, wind, in this order. */
    public List<Source> estimated() {
        return Stream.of(humidity, radiation, wind).filter(Source::isEstimate).toList();
    }

    /** The equation. */
    public enum Method {
        /** FAO-56 Eq. 6. */
        PENMAN_MONTEITH,
        /** FAO-56 Eq. 52. */
        HARGREAVES
    }

    /** Where an input came from. */
    public enum Source {
        /** Vapour pressure as measured. */
        VAPOUR_PRESSURE(false),
        /** Measured dew point (FAO-56 Eq. 14). */
        DEW_POINT(false),
        /** Highest and lowest relative humidity (FAO-56 Eq. 17). */
        RELATIVE_HUMIDITY(false),
        /** Only the mean relative humidity (FAO-56 Eq. 19). */
        RELATIVE_HUMIDITY_MEAN(false),
        /** Only the highest relative humidity (FAO-56 Eq. 18). */
        RELATIVE_HUMIDITY_MAX(false),
        /** Only the lowest relative humidity (ASCE-EWRI 2005 Eq. 13). */
        RELATIVE_HUMIDITY_MIN(false),
        /** No humidity: the air is taken as saturated at the lowest temperature (FAO-56 Eq. 48). */
        LOWEST_TEMPERATURE(true),
        /** Solar radiation as measured. */
        SOLAR_RADIATION(false),
        /** No believable solar radiation: from hours of sunshine (FAO-56 Eq. 35). */
        SUNSHINE(false),
        /** No solar radiation: from the temperature range (FAO-56 Eq. 50). */
        TEMPERATURE_RANGE(true),
        /** Solar radiation was measured too far above clear sky, was not believed, and was estimated (Eq. 50). */
        TEMPERATURE_RANGE_AS_RADIATION_IMPLAUSIBLE(true),
        /** Wind as measured. */
        WIND_SPEED(false),
        /** No wind: the default speed (FAO-56 p. 63). */
        DEFAULT_WIND(true);

        private final boolean estimate;

        Source(boolean estimate) {
            this.estimate = estimate;
        }

        /** Whether nothing of the kind was measured. */
        public boolean isEstimate() {
            return estimate;
        }
    }
}
