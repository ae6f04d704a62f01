package vn.nuong.analytics.agronomy.water;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * Whether to irrigate, and how much.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapter 8: irrigate when Dr ≥ RAW, net I ≤ Dr; gross = net/Ea; 1 mm on 1 m² is
 * 1 litre. Expected rain postpones it only while the crop is not yet seriously short of water, and otherwise leaves room
 * for itself: net = max(Dr − rain, Dr − RAW).
 */
public final class IrrigationRule {
    private IrrigationRule() {}

    /** What to do. */
    public enum Decision {
        /** Dr ≥ RAW: water now. */
        IRRIGATE,
        /** Dr ≥ RAW, but the rain expected brings it below RAW in time. */
        WAIT_FOR_RAIN,
        /** Dr &lt; RAW: the roots have readily available water. */
        ENOUGH_WATER
    }

    /**
     * The rule's own numbers.
     *
     * @param horizonDays days that the expected rain covers, 1 or 2
     * @param lowestKsToWait below this Ks rain is not waited for, 0 to 1; 0.8 is this project's choice
     */
    public record Settings(double horizonDays, double lowestKsToWait) {
        public Settings {
            Limits.within("horizon", horizonDays, 0.5, 5, "days");
            Limits.within("lowest Ks to wait for rain", lowestKsToWait, 0, 1, "");
        }

        /** Two days; Ks 0.8. */
        public static Settings defaults() {
            return new Settings(2, 0.8);
        }
    }

    /**
     * The state of the root zone now.
     *
     * @param depletionMm Dr, mm, 0 to TAW
     * @param sigmaMm its standard deviation, mm
     * @param tawMm TAW, mm
     * @param rawMm RAW, mm, above 0, at most 0.95 TAW
     * @param etcMm crop evapotranspiration without stress, mm/day, or null if not known
     * @param expectedRainMm rain expected within the horizon, mm, or null if not known
     */
    public record Need(
            double depletionMm,
            double sigmaMm,
            double tawMm,
            double rawMm,
            @Nullable Double etcMm,
            @Nullable Double expectedRainMm) {
        public Need {
            Limits.within("root-zone depletion", depletionMm, 0, tawMm, "mm");
            Limits.within("standard deviation of the depletion", sigmaMm, 0, 1e4, "mm");
            Limits.within("readily available water", rawMm, 1e-6, 0.95 * tawMm, "mm");
            if (expectedRainMm != null) {
                Limits.within("expected rain", expectedRainMm, 0, 2000, "mm");
            }
        }
    }

    /**
     * The answer.
     *
     * @param decision what to do
     * @param certain whether Dr lies further from RAW than its standard deviation
     * @param depletionMm Dr, mm
     * @param tawMm TAW, mm
     * @param rawMm RAW, mm
     * @param ks stress coefficient now, 0 to 1
     * @param netMm water to bring to the roots, mm; 0 unless irrigating
     * @param grossMm water to pump, mm
     * @param volumeM3 water to pump, m³
     * @param pumpMinutes how long, min, or null when the pump's flow is not known
     * @param cycleAndSoak whether water would fall faster than the soil takes it, so give it in turns; null when the
     *     rate is not known
     * @param rateMmPerHour the rate at which it falls, mm/h, or null
     * @param daysUntilRaw days until Dr reaches RAW at the present ETc without rain, 0 when reached; null when ETc is
     *     not known or 0
     * @param expectedRainMm the rain that was counted on, mm, or null
     */
    public record Result(
            Decision decision,
            boolean certain,
            double depletionMm,
            double tawMm,
            double rawMm,
            double ks,
            double netMm,
            double grossMm,
            double volumeM3,
            @Nullable Double pumpMinutes,
            @Nullable Boolean cycleAndSoak,
            @Nullable Double rateMmPerHour,
            @Nullable Double daysUntilRaw,
            @Nullable Double expectedRainMm) {}

    /**
     * Decides.
     *
     * @param need the root zone now
     * @param system what the plot is watered with
     * @param soil for its saturated conductivity
     * @param settings the rule's own numbers
     */
    public static Result evaluate(Need need, IrrigationSystem system, SoilWater soil, Settings settings) {
        double dr = need.depletionMm();
        double raw = need.rawMm();
        double ks = WaterStress.coefficient(dr, need.tawMm(), raw / need.tawMm());
        double rain = need.expectedRainMm() == null ? 0 : need.expectedRainMm();
        double etc = need.etcMm() == null ? 0 : need.etcMm();

        Decision decision;
        if (dr < raw) {
            decision = Decision.ENOUGH_WATER;
        } else if (ks >= settings.lowestKsToWait() && rain > 0 && dr + settings.horizonDays() * etc - rain < raw) {
            decision = Decision.WAIT_FOR_RAIN;
        } else {
            decision = Decision.IRRIGATE;
        }

        double net = decision == Decision.IRRIGATE ? Math.max(dr - rain, dr - raw) : 0;
        double gross = net / system.applicationEfficiency();
        double volume = gross * system.areaM2() / 1000;
        Double pump = system.pumpM3PerHour();
        Double rate = system.rateMmPerHour();
        return new Result(
                decision,
                Math.abs(dr - raw) > need.sigmaMm(),
                dr,
                need.tawMm(),
                raw,
                ks,
                net,
                gross,
                volume,
                pump == null ? null : volume / pump * 60,
                rate == null ? null : rate > soil.ksMmPerHour(),
                rate,
                daysUntil(raw - dr, need.etcMm()),
                need.expectedRainMm());
    }

    private static @Nullable Double daysUntil(double leftMm, @Nullable Double etcMm) {
        if (leftMm <= 0) {
            return 0.0;
        }
        return etcMm == null || etcMm <= 0 ? null : leftMm / etcMm;
    }
}
