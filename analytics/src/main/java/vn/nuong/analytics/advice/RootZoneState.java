package vn.nuong.analytics.advice;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.soil.ProbeFieldCapacity;
import vn.nuong.analytics.agronomy.water.BalanceAlone;
import vn.nuong.telemetry.advice.LedgerDay;

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
 * @param biasMm by how much the probes are taken to read drier than the root zone is, mm
 * @param biasSigmaMm its standard deviation, mm
 * @param alone what the balance alone allows; null before any probe
 * @param apartMm by how much the probes now read drier than that, mm, below 0 wetter; null when they do not
 * @param probesOnScaleMm depletion that fresh probes see less their bias as it was last measured, mm; null without
 * @param refused whether what the probes see now was too far off to be used
 * @param shiftedOn the last day on which the probes turned out to read otherwise than before; null when they never did
 * @param disagreementMm by how much Dr is drier than the balance alone has it, mm, below 0 wetter, where that has been so for days; null
 *     where they agree
 * @param ledger a line for each day, the last up to now
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
        double biasMm,
        double biasSigmaMm,
        @Nullable BalanceAlone alone,
        @Nullable Double apartMm,
        @Nullable Double probesOnScaleMm,
        boolean refused,
        @Nullable LocalDate shiftedOn,
        @Nullable Double disagreementMm,
        List<LedgerDay> ledger,
        @Nullable Double percolationMm) {

    /** Whether probes were heard within {@link vn.nuong.analytics.history.PlotHistory#FRESH}. */
    boolean hasFreshProbes() {
        return probesMm != null;
    }

    /** What is missing by probes and balance alike, mm: the lesser where they disagree day after day. */
    double agreedMm() {
        return disagreementMm == null || alone == null ? depletionMm : Math.min(depletionMm, alone.likelyMm());
    }

    /** Whether the probes turned out to read otherwise than before in so many last days. */
    boolean shiftedWithin(int days, LocalDate today) {
        return shiftedOn != null && shiftedOn.isAfter(today.minusDays(days));
    }
}
