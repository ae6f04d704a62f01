package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;

/**
 * One day of a season as reckoned.
 *
 * <p>Without layers the root zone closes: {@code depletionMm = startDepletionMm − (rainMm − runoffMm) − irrigationMm + etaMm
 * + deepPercolationMm − belowWiltingMm}. With layers the profile down to the greatest root depth closes so, on
 * {@code profileDepletionMm}; the root zone further gains and loses {@code rootGrowthMm}, {@code belowRootsMm} and
 * {@code fromBelowMm}: {@code depletionMm = startDepletionMm − (rainMm − runoffMm) − irrigationMm + etaMm + rootGrowthMm +
 * belowRootsMm − fromBelowMm}.
 *
 * @param date the day
 * @param etoMm reference evapotranspiration, mm
 * @param kcb basal crop coefficient
 * @param ke evaporation coefficient
 * @param ks stress coefficient at the day's start
 * @param etaMm actual evapotranspiration, mm: (Ks·Kcb + Ke)·ETo, but never more than the soil holds
 * @param rainMm rain, mm
 * @param runoffMm rain that ran off, mm
 * @param irrigationMm irrigation that reached the soil, mm
 * @param deepPercolationMm water that left below the root zone, with layers below the greatest root depth, mm
 * @param startDepletionMm Dr of the day before, mm
 * @param depletionMm root-zone depletion Dr at the end, mm, 0 to TAW
 * @param tawMm total available water of the root zone, mm
 * @param rawMm readily available water, mm
 * @param fraction depletion fraction p of the day
 * @param rootDepthM Zr, m
 * @param heightM crop height, m
 * @param cover ground cover fc
 * @param surfaceDepletionMm De at the end, mm
 * @param profileStartMm with layers, Drmax of the day before; without, the same as startDepletionMm
 * @param profileDepletionMm with layers, depletion down to the greatest root depth, mm; without, the same as depletionMm
 * @param belowWiltingMm water that a start drier than wilting point lacked beyond it, forgotten on this day, mm
 * @param rootGrowthMm depletion of the soil that roots grew into, mm; 0 without layers
 * @param belowRootsMm water that left the root zone into the profile below, mm; 0 without layers
 * @param fromBelowMm water that the profile below gave because the root zone had none left, mm; 0 without layers
 */
public record SeasonState(
        LocalDate date,
        double etoMm,
        double kcb,
        double ke,
        double ks,
        double etaMm,
        double rainMm,
        double runoffMm,
        double irrigationMm,
        double deepPercolationMm,
        double startDepletionMm,
        double depletionMm,
        double tawMm,
        double rawMm,
        double fraction,
        double rootDepthM,
        double heightM,
        double cover,
        double surfaceDepletionMm,
        double profileStartMm,
        double profileDepletionMm,
        double belowWiltingMm,
        double rootGrowthMm,
        double belowRootsMm,
        double fromBelowMm) {}
