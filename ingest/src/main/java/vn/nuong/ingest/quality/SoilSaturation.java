package vn.nuong.ingest.quality;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#SATURATION}: more water than the soil has room for.
 *
 * <p>Source: ISMN C03 (Dorigo et al. 2013, Table 2), saturation by Saxton and Rawls (2006), Eqs. 2, 3 and 5, unless it was measured. ISMN
 * has no margin; ours is this project's, because texture tells saturation only roughly and a probe's own error adds to it.
 */
final class SoilSaturation {

    private SoilSaturation() {}

    /** The reason, or null when there is none to doubt. */
    static @Nullable String doubt(PlotContext context, ObservedProperty property, double value) {
        Double wettest = context.wettestM3PerM3();
        return property == ObservedProperty.SOIL_MOISTURE && wettest != null && value > wettest
                ? Why.number(value) + " > " + Why.value(wettest, property)
                : null;
    }
}
