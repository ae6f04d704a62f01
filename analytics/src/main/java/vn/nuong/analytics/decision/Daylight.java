package vn.nuong.analytics.decision;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;

/**
 * Sunrise and sunset of a local day by the clock, from FAO-56 Eqs. 31 and 34; right to a few minutes.
 *
 * @param sunrise the sun comes up
 * @param sunset the sun goes down
 */
public record Daylight(Instant sunrise, Instant sunset) {

    /**
     * @param latitude degrees, north positive
     * @param longitude degrees, east positive
     */
    public static Daylight of(LocalDate date, double latitude, double longitude, ZoneId zone) {
        Instant midnight = date.atStartOfDay(zone).toInstant();
        double offsetHours = zone.getRules().getOffset(midnight).getTotalSeconds() / 3600.0;
        int day = date.getDayOfYear();
        double noon = 12 - (longitude / 15 - offsetHours) - SolarGeometry.seasonalCorrection(day);
        double half = SolarGeometry.daylightHours(new Place(latitude, 0), day) / 2;
        return new Daylight(plus(midnight, noon - half), plus(midnight, noon + half));
    }

    private static Instant plus(Instant midnight, double hours) {
        return midnight.plusSeconds(Math.round(hours * 3600));
    }
}
