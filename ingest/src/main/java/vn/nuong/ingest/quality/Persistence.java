package vn.nuong.ingest.quality;

import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * {@link Flag#PERSISTENCE}: weather that stands still.
 *
 * <p>Source: the check on a minimum required variability of WMO-No. 8 and Zahumenský (2004), which asks for 60 minutes of data by the
 * minute; for hourly data the 12 h of EPA-454/R-99-005, Table 8-4. Humidity of 95 % and more can stand still (Zahumenský), so can
 * calm air and the dark.
 */
final class Persistence {

    /** Fewer readings may be the same by chance. */
    private static final int LEAST_READINGS = 6;

    private Persistence() {}

    /** Whether a value of the property has to move. */
    static boolean concerns(ObservedProperty property, double value) {
        return switch (property) {
            case AIR_TEMPERATURE, AIR_PRESSURE -> true;
            case RELATIVE_HUMIDITY -> value < 95;
            case WIND_SPEED -> value > 0.5;
            case SOLAR_RADIATION -> value > 20;
            default -> false;
        };
    }

    /** How long one value is believed, ns. Pressure is reported coarsely and moves little: twice as long. */
    static long least(QualitySettings settings, ObservedProperty property) {
        double hours = settings.persistenceHours();
        return (long) ((property == ObservedProperty.AIR_PRESSURE ? 2 * hours : hours) * 3.6e12);
    }

    static boolean stands(QualitySettings settings, ObservedProperty property, long heldNs, int readings) {
        return readings >= LEAST_READINGS && heldNs >= least(settings, property);
    }
}
