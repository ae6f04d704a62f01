package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One day of the water balance, with everything needed to explain it.
 *
 * <p>It closes: {@code modelDepletionMm = startDepletionMm − effectiveRainMm − irrigationMm + etcMm +
 * deepPercolationMm}; {@code endDepletionMm} differs from it by the assimilated correction only.
 *
 * @param date the local day
 * @param missing what was not known this day; when not empty the day is unknown: what is missing moved nothing, the
 *     variance grew instead
 * @param etoMm reference evapotranspiration ETo, mm, or null
 * @param kc crop coefficient Kc
 * @param fraction depletion fraction p of the day
 * @param tawMm total available water TAW, mm
 * @param rawMm readily available water RAW, mm
 * @param ks stress coefficient Ks after the day's water arrived
 * @param etcMm actual crop evapotranspiration Ks·Kc·ETo, mm; 0 with {@link Missing#ETO}
 * @param rainMm rain as measured, mm, or null
 * @param effectiveRainMm rain that counted, mm
 * @param irrigationMm net irrigation, mm
 * @param deepPercolationMm deep percolation DP, mm
 * @param startDepletionMm Dr at the start, mm
 * @param modelDepletionMm Dr at the end before assimilation, mm
 * @param modelVariance its variance, mm²
 * @param observed what the probes saw, or null
 * @param assimilation how the observation was used, or null without one
 * @param endDepletionMm Dr at the end, mm, 0 to TAW
 * @param endVariance its variance, mm²
 */
public record DayState(
        LocalDate date,
        Set<Missing> missing,
        @Nullable Double etoMm,
        double kc,
        double fraction,
        double tawMm,
        double rawMm,
        double ks,
        double etcMm,
        @Nullable Double rainMm,
        double effectiveRainMm,
        double irrigationMm,
        double deepPercolationMm,
        double startDepletionMm,
        double modelDepletionMm,
        double modelVariance,
        @Nullable DepletionObservation observed,
        @Nullable Assimilation assimilation,
        double endDepletionMm,
        double endVariance) {

    public DayState {
        missing = Set.copyOf(missing);
    }

    /** What a day can lack. */
    public enum Missing {
        /** Reference evapotranspiration, for lack of temperature. */
        ETO,
        /** Rain. */
        RAIN
    }

    /** Whether rain and ETo were both known. */
    public boolean known() {
        return missing.isEmpty();
    }

    /** Standard deviation of the depletion at the end, mm. */
    public double endSigmaMm() {
        return Math.sqrt(endVariance);
    }

    /** Crop evapotranspiration without stress Kc·ETo, mm, or null without ETo. */
    public @Nullable Double potentialEtcMm() {
        return etoMm == null ? null : kc * etoMm;
    }
}
