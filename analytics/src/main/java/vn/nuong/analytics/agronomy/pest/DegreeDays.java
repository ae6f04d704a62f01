package vn.nuong.analytics.agronomy.pest;

import java.util.List;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * How far a generation of a pest has come, from warmth.
 *
 * <p>Σ max(0, min(T, Tmax) − T0) over daily mean temperatures: horizontal upper cut-off.
 */
public final class DegreeDays {
    private DegreeDays() {}

    /**
     * A pest's thermal constants.
     *
     * @param baseC temperature below which it does not develop T0, °C
     * @param upperC temperature above which it develops no faster Tmax, °C; infinity when none was published
     * @param generation warmth for one generation, °C·d
     */
    public record Model(double baseC, double upperC, double generation) {
        /**
         * Yellow tea thrips <i>Scirtothrips dorsalis</i>: 9.7 °C, 32 °C, 265 °C·d (Tatara 1994, hosts include tea). Not
         * for <i>Physothrips</i>.
         */
        public static final Model THRIPS = new Model(9.7, 32, 265);

        /** Red spider mite <i>Oligonychus coffeae</i>: 10 °C, 232.6 °C·d from egg to egg; no upper cut-off published. */
        public static final Model RED_SPIDER_MITE = new Model(10, Double.POSITIVE_INFINITY, 232.6);

        public Model {
            Limits.within("base temperature", baseC, -10, 40, "°C");
            Limits.within("upper temperature", upperC, baseC, Double.POSITIVE_INFINITY, "°C");
            Limits.within("degree-days of a generation", generation, 1, 1e5, "°C·d");
        }

        /**
         * Warmth of one day, °C·d.
         *
         * @param meanC daily mean air temperature, °C
         */
        public double ofDay(double meanC) {
            return Math.max(0, Math.min(meanC, upperC) - baseC);
        }

        /**
         * Days for one generation at a constant temperature; infinite at or below the base.
         *
         * @param constantC temperature, °C
         */
        public double daysPerGeneration(double constantC) {
            return generation / ofDay(constantC);
        }
    }

    /**
     * Where the pest stands.
     *
     * @param degreeDays warmth since the start, °C·d
     * @param generations generations completed since, with the part of the present one
     */
    public record Progress(double degreeDays, double generations) {}

    /**
     * Adds up warmth since a start, such as the last scouting that found the pest.
     *
     * @param model the pest
     * @param dailyMeanC daily mean air temperatures since, °C, one per day; a missing day must be filled by the caller
     */
    public static Progress since(Model model, List<Double> dailyMeanC) {
        double sum = dailyMeanC.stream().mapToDouble(model::ofDay).sum();
        return new Progress(sum, sum / model.generation());
    }
}
