package vn.nuong.analytics.forecast;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was known about one probe when a forecast was issued. Whatever the series hold after {@code issued} is cut off on construction,
 * so that no forecast can look ahead.
 *
 * @param issued when the forecast is made
 * @param depthCm depth of the probe, cm, greater than 0
 * @param longitude degrees, east positive: tells the sun's hour
 * @param moisture volumetric soil moisture at that depth, m³/m³
 * @param shallower the same at the next probe above; {@link HourlySeries#none()} when there is none
 * @param weather the weather near it, as far as it is measured
 */
public record MoistureHistory(
        Instant issued, int depthCm, double longitude, HourlySeries moisture, HourlySeries shallower, Weather weather) {

    /** A forecast starts from an observation not older than this, hours. */
    static final int NEWEST_AT_MOST_HOURS_OLD = 6;

    public MoistureHistory {
        if (depthCm <= 0) {
            throw new IllegalArgumentException("depth " + depthCm + " cm; a probe lies deeper than 0 cm");
        }
        long last = HourlySeries.hourOver(issued);
        moisture = moisture.upTo(last);
        shallower = shallower.upTo(last);
        weather = weather.upTo(last);
    }

    /** How much moisture usually changes here in a day, m³/m³; empty when too little of it is known. */
    public OptionalDouble usualChange() {
        OptionalLong start = startHour();
        return start.isPresent() ? UsualChange.before(moisture, start.getAsLong()) : OptionalDouble.empty();
    }

    /** The hour of the last observation of moisture, when it is fresh enough to start from. */
    OptionalLong startHour() {
        long last = HourlySeries.hourOver(issued);
        for (long h = last; h >= last - NEWEST_AT_MOST_HOURS_OLD; h--) {
            if (!Double.isNaN(moisture.at(h))) {
                return OptionalLong.of(h);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Weather near a probe; a series that is not measured there is {@link HourlySeries#none()}, which is not the same as zero.
     *
     * @param rain mm in each hour
     * @param airTemperature °C
     * @param relativeHumidity percent
     * @param solarRadiation W/m²
     */
    public record Weather(
            HourlySeries rain,
            HourlySeries airTemperature,
            HourlySeries relativeHumidity,
            HourlySeries solarRadiation) {

        public static Weather none() {
            return new Weather(HourlySeries.none(), HourlySeries.none(), HourlySeries.none(), HourlySeries.none());
        }

        Weather upTo(long hour) {
            return new Weather(
                    rain.upTo(hour), airTemperature.upTo(hour), relativeHumidity.upTo(hour), solarRadiation.upTo(hour));
        }
    }
}
