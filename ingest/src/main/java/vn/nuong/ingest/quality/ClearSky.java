package vn.nuong.ingest.quality;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.Plot;

/**
 * {@link Flag#ABOVE_CLEAR_SKY} of one reading: more sun than ever comes through the air at that hour.
 *
 * <p>Source: the "extremely rare" limit of the Baseline Surface Radiation Network (Long and Shi 2008, Open Atmos. Sci. J. 2,
 * 23–37): {@code 1.2 · Sa · μ0^1.2 + 50 W/m²}, which leaves room for the edges of clouds; Sa is the solar constant at the day's
 * distance, μ0 the cosine of the zenith angle (FAO-56 Eqs. 23, 24, 31, 32). A reading may be the mean of the hour before or after
 * its time, so the highest sun within an hour of it counts.
 */
final class ClearSky {

    /** Solar constant, W/m²: FAO-56's 0.0820 MJ/m²/min. */
    private static final double SOLAR_CONSTANT = 0.0820e6 / 60;

    private static final double HOUR_ANGLE = Math.PI / 12;
    private static final double UNTROUBLED = 50; // W/m², below which no sun is too much

    private ClearSky() {}

    /** The reason, or null when the sun can be so strong. */
    static @Nullable String doubt(Plot.@Nullable Place place, long measuredNs, double radiation) {
        if (place == null || radiation <= UNTROUBLED) {
            return null;
        }
        double limit = limit(place, measuredNs);
        return radiation > limit ? Why.number(radiation) + " > " + Why.number(Math.rint(limit)) + " W/m²" : null;
    }

    /** The most that is believed, W/m². */
    static double limit(Plot.Place place, long measuredNs) {
        var time =
                Instant.ofEpochSecond(Math.floorDiv(measuredNs, 1_000_000_000L)).atOffset(ZoneOffset.UTC);
        int day = time.getDayOfYear();
        double hour = time.toLocalTime().toSecondOfDay() / 3600.0;
        double angle = SolarGeometry.hourAngle(day, hour, 0, -place.longitude()); // Eqs. 31, 32, by UTC
        double turned = Math.IEEEremainder(angle, 2 * Math.PI);
        double nearest = Math.max(0, Math.abs(turned) - HOUR_ANGLE);
        double phi = new Place(place.latitude(), place.elevationM()).latitudeRad();
        double delta = SolarGeometry.declination(day); // Eq. 24
        double mu0 = Math.sin(phi) * Math.sin(delta) + Math.cos(phi) * Math.cos(delta) * Math.cos(nearest);
        double sa = SOLAR_CONSTANT * SolarGeometry.inverseDistance(day); // Eq. 23
        return 1.2 * sa * Math.pow(Math.max(0, mu0), 1.2) + UNTROUBLED;
    }
}
