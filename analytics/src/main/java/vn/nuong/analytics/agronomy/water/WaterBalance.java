package vn.nuong.analytics.agronomy.water;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vn.nuong.analytics.agronomy.water.DayState.Missing;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * The daily root-zone water balance with a single crop coefficient, corrected by probes.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 8, Eqs. 81–88, stepped by {@link DailyStep} (water arrives before the
 * crop drinks), corrected by {@link Assimilation} at the day's end.
 *
 * <p>A day without rain or ETo is unknown: what is missing moves nothing and widens the variance, up to that of knowing
 * nothing but 0 ≤ Dr ≤ TAW, so that the next observation counts for more.
 */
public final class WaterBalance {
    private WaterBalance() {}

    /**
     * Where a run begins.
     *
     * @param depletionMm Dr, mm; moved into 0…TAW by the run
     * @param variance its variance, mm², 0 or more
     */
    public record Start(double depletionMm, double variance) {
        public Start {
            Limits.within("initial depletion", depletionMm, -3000, 3000, "mm");
            Limits.within("initial variance", variance, 0, 1e7, "mm²");
        }

        /** Knowing nothing: half of TAW, with the variance of an even chance from 0 to TAW. */
        public static Start unknown(RootZone zone) {
            double taw = zone.totalAvailableMm();
            return new Start(taw / 2, evenChance(taw));
        }

        /**
         * From soil moisture over the root zone (FAO-56 Eq. 87).
         *
         * @param soil the soil
         * @param theta mean soil moisture over the root zone, m³/m³
         * @param rootDepthM Zr, m
         * @param sigmaTheta its standard deviation, m³/m³
         */
        public static Start ofSoilMoisture(SoilWater soil, double theta, double rootDepthM, double sigmaTheta) {
            double sigma = 1000 * rootDepthM * sigmaTheta;
            return new Start(1000 * (soil.fieldCapacity() - theta) * rootDepthM, sigma * sigma); // Eq. 87
        }
    }

    /** {@link #run(RootZone, double, Start, List, BalanceSettings)} with {@link BalanceSettings#defaults()}. */
    public static List<DayState> run(RootZone zone, double kc, Start start, List<DayInput> days) {
        return run(zone, kc, start, days, BalanceSettings.defaults());
    }

    /**
     * Steps through days.
     *
     * @param zone soil and roots
     * @param kc crop coefficient, 0.1 to 1.5, already brought to the climate
     * @param start where to begin
     * @param days every day in order, none left out; give a day without data as {@link DayInput#unknown}
     * @param settings how wrong a day may be
     * @return one state per day, in order
     * @throws IllegalArgumentException if a day is left out, repeated or out of order
     */
    public static List<DayState> run(
            RootZone zone, double kc, Start start, List<DayInput> days, BalanceSettings settings) {
        Limits.within("crop coefficient", kc, 0.1, 1.5, "");
        double taw = zone.totalAvailableMm();
        double depletion = Limits.clamp(start.depletionMm(), 0, taw);
        double variance = start.variance();
        List<DayState> states = new ArrayList<>(days.size());
        for (int i = 0; i < days.size(); i++) {
            DayInput day = days.get(i);
            if (i > 0 && !day.date().equals(days.get(i - 1).date().plusDays(1))) {
                throw new IllegalArgumentException("the water balance needs every day once and in order, but "
                        + day.date() + " follows " + days.get(i - 1).date()
                        + "; give days without data as unknown days");
            }
            DayState state = day(zone, kc, depletion, variance, day, settings);
            states.add(state);
            depletion = state.endDepletionMm();
            variance = state.endVariance();
        }
        return List.copyOf(states);
    }

    private static DayState day(
            RootZone zone, double kc, double depletion, double variance, DayInput day, BalanceSettings settings) {
        Double eto = day.etoMm();
        Double rain = day.rainMm();
        Set<Missing> missing = EnumSet.noneOf(Missing.class);
        if (eto == null) {
            missing.add(Missing.ETO);
        }
        if (rain == null) {
            missing.add(Missing.RAIN);
        }
        double potential = eto == null ? 0 : kc * eto;
        double taw = zone.totalAvailableMm();
        double fraction = eto == null
                ? zone.depletionFraction()
                : WaterStress.depletionFraction(zone.depletionFraction(), potential);
        double effectiveRain =
                rain == null || (eto != null && rain < settings.ignoredRainShare() * eto) ? 0 : rain; // FAO-56 p. 171
        DailyStep step = DailyStep.of(depletion, effectiveRain + day.irrigationMm(), potential, taw, fraction);

        double modelVariance = Math.min(evenChance(taw), variance + dayVariance(step.waterMm(), missing, settings));
        DepletionObservation observed = day.observed();
        Assimilation assimilation = null;
        double end = step.depletionEndMm();
        double endVariance = modelVariance;
        if (observed != null) {
            // The balance has no states beyond field capacity and wilting point; an observation beyond says "at least".
            DepletionObservation bounded =
                    new DepletionObservation(Limits.clamp(observed.depletionMm(), 0, taw), observed.sigmaMm());
            assimilation = Assimilation.of(end, modelVariance, bounded);
            end = assimilation.depletionMm();
            endVariance = assimilation.variance();
        }
        return new DayState(
                day.date(),
                missing,
                eto,
                kc,
                fraction,
                taw,
                WaterStress.readilyAvailableMm(taw, fraction),
                step.ks(),
                step.etcMm(),
                rain,
                effectiveRain,
                day.irrigationMm(),
                step.deepPercolationMm(),
                depletion,
                step.depletionEndMm(),
                modelVariance,
                observed,
                assimilation,
                end,
                endVariance);
    }

    private static double dayVariance(double waterMm, Set<Missing> missing, BalanceSettings settings) {
        double sum = square(settings.knownDaySigmaMm()) + square(settings.waterErrorShare() * waterMm);
        if (missing.contains(Missing.ETO)) {
            sum += square(settings.missingEtoSigmaMm());
        }
        if (missing.contains(Missing.RAIN)) {
            sum += square(settings.missingRainSigmaMm());
        }
        return sum;
    }

    /** Variance of a value that may lie anywhere between 0 and {@code width} with an even chance. */
    private static double evenChance(double width) {
        return width * width / 12;
    }

    private static double square(double x) {
        return x * x;
    }
}
