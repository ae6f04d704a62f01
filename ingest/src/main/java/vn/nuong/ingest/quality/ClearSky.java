package vn.nuong.ingest.quality;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.Plot;

/**
 * {@link Flag#ABOVE_CLEAR_SKY} of one reading: more sun than ever comes through the air at that hour.
 *
 * <p>Source: the "extremely rare" limit of the Baseline Surface Radiation Network (Long and Shi 2008, Open Atmos. Sci. J. 2,
 * 23–37): {@code 1.2 · Sa · μ0^1.2 + 50 W/m²}, which leaves room for the edges of clouds; Sa is the solar constant at the day's
 * distance, μ0 the cosine of the zenith angle (FAO-56 Eqs. 23, 24, 31, 32). A reading may be the mean of the hour before or after
 * its time, so the highest sun within an hour of it counts. Where more than a tenth of the sun that was measured would be too much, the
 * place or the clock is wrong and not the sun (a recording of another longitude, local time taken for UTC): not judged.
 */
final class ClearSky {

    /** Solar constant, W/m²: FAO-56's 0.0820 MJ/m²/min. */
    private static final double SOLAR_CONSTANT = 0.0820e6 / 60;

    private static final double HOUR_ANGLE = Math.PI / 12;
    private static final double UNTROUBLED = 50; // W/m², below which no sun is too much

    /** How long before a reading the sun is counted, ns. */
    private static final long COUNTED_NS = 10 * Window.DAY_NS;

    private ClearSky() {}

    /** Whether so many readings are too much that the place or the clock must be wrong. */
    static boolean isElsewhere(int tooMuch, int sunny) {
        return tooMuch > 1 + sunny / 10;
    }

    /** Whether a reading tells of sun at all. */
    static boolean isSunny(double radiation) {
        return radiation > UNTROUBLED;
    }

    /** Judges every reading of a pyranometer. */
    static void judge(Window window, Series series, Verdicts verdicts) {
        Plot.Place place = window.context().place();
        if (series.property() != ObservedProperty.SOLAR_RADIATION || place == null) {
            return;
        }
        boolean[] tooMuch = new boolean[series.size()];
        int sunny = 0;
        int offences = 0;
        int first = 0;
        for (int i = 0; i < tooMuch.length; i++) {
            String why = doubt(place, series.time(i), series.value(i));
            tooMuch[i] = why != null;
            offences += tooMuch[i] ? 1 : 0;
            sunny += isSunny(series.value(i)) ? 1 : 0;
            for (; series.time(i) - series.time(first) > COUNTED_NS; first++) {
                offences -= tooMuch[first] ? 1 : 0;
                sunny -= isSunny(series.value(first)) ? 1 : 0;
            }
            if (!isElsewhere(offences, sunny)) {
                verdicts.add(series, series.time(i), Flag.ABOVE_CLEAR_SKY, why);
            }
        }
    }

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
