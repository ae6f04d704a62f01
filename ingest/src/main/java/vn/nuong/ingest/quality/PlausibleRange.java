package vn.nuong.ingest.quality;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#RANGE}: a value that cannot come from the field.
 *
 * <p>Source: ISMN C01 and C02 (Dorigo et al. 2013, Table 2: soil moisture below 0, above 0.60 m³/m³); the plausible value check of
 * WMO-No. 8 with the limits of Zahumenský (2004), as {@link ObservedProperty} narrows them.
 */
final class PlausibleRange {

    /** Coldest air of a place where it hardly freezes, °C: the limits of WMO-No. 8 follow the station's climate. */
    static final double COLDEST_WARM_C = -10;

    private PlausibleRange() {}

    /** The reason, or null when the value is plausible. */
    static @Nullable String doubt(PlotContext context, ObservedProperty property, double value) {
        double min = min(context, property);
        if (value < min) {
            return Why.number(value) + " < " + Why.value(min, property);
        }
        double max = max(context, property);
        return value > max ? Why.number(value) + " > " + Why.value(max, property) : null;
    }

    private static double min(PlotContext context, ObservedProperty property) {
        return switch (property) {
            case SOIL_MOISTURE -> context.settings().soilMoistureMinM3PerM3();
            case AIR_TEMPERATURE -> {
                Double set = context.settings().airTemperatureMinC();
                yield set != null ? set : context.isWarm() ? COLDEST_WARM_C : property.plausibleMin();
            }
            default -> property.plausibleMin();
        };
    }

    private static double max(PlotContext context, ObservedProperty property) {
        return switch (property) {
            case SOIL_MOISTURE -> context.settings().soilMoistureMaxM3PerM3();
            case AIR_TEMPERATURE -> {
                Double set = context.settings().airTemperatureMaxC();
                yield set != null ? set : property.plausibleMax();
            }
            default -> property.plausibleMax();
        };
    }
}
