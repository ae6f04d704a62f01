package vn.nuong.analytics.agronomy.nutrient;

import org.jspecify.annotations.Nullable;

/**
 * A feed for a plot.
 *
 * @param nKg nitrogen N, kg for the plot
 * @param p2o5Kg phosphorus as P₂O₅, kg for the plot; 0 outside its season or when the soil is rich; null when due
 *     and not tested
 * @param k2oKg potassium as K₂O, kg for the plot
 * @param nKgPerHa nitrogen, kg/ha
 * @param annualNKgPerHa nitrogen planned for the year, kg/ha
 * @param givenNKgPerHa nitrogen given already this year, kg/ha
 * @param number which feed of the year, from 1
 * @param of how many
 * @param waterAfter whether the soil is dry enough that 5–10 mm of water should follow
 */
public record Dose(
        double nKg,
        @Nullable Double p2o5Kg,
        double k2oKg,
        double nKgPerHa,
        double annualNKgPerHa,
        double givenNKgPerHa,
        int number,
        int of,
        boolean waterAfter) {}
