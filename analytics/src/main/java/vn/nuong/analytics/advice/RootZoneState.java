package vn.nuong.analytics.advice;

import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.soil.ProbeFieldCapacity;

/**
 * The water in a plot's root zone now, with what it was worked out from.
 *
 * @param depletionMm Dr, mm, 0 to TAW
 * @param sigmaMm its standard deviation, mm
 * @param tawMm total available water, mm
 * @param rawMm readily available water at the usual demand, mm
 * @param kc crop coefficient
 * @param etoMm mean reference evapotranspiration of the last known days, mm/day; null when none is known
 * @param etcMm crop evapotranspiration without stress Kc·ETo, mm/day; null with it
 * @param moisture fresh soil moisture by depth in cm, m³/m³; empty without fresh probes
 * @param probesMm depletion that fresh probes see, mm; null without
 * @param balanceMm depletion by the balance before the probes' last correction, mm
 * @param balanceCarries whether rain and evapotranspiration were known ever since probes last corrected the balance
 * @param daysKnown days of the last seven with rain and evapotranspiration known
 * @param etoEstimated whether radiation, humidity or wind had to be estimated for evapotranspiration
 * @param fieldCapacities field capacity that probes read themselves and their depletion is counted from, by depth in cm
 * @param percolationMm water that drained below the roots yesterday and today, mm; null when rain is not known
 */
record RootZoneState(
        double depletionMm,
        double sigmaMm,
        double tawMm,
        double rawMm,
        double kc,
        @Nullable Double etoMm,
        @Nullable Double etcMm,
        NavigableMap<Integer, Double> moisture,
        @Nullable Double probesMm,
        double balanceMm,
        boolean balanceCarries,
        int daysKnown,
        boolean etoEstimated,
        Map<Integer, ProbeFieldCapacity> fieldCapacities,
        @Nullable Double percolationMm) {

    /** Whether probes were heard within {@link vn.nuong.analytics.history.PlotHistory#FRESH}. */
    boolean hasFreshProbes() {
        return probesMm != null;
    }
}
