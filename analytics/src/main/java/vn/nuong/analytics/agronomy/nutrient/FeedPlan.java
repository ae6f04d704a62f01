package vn.nuong.analytics.agronomy.nutrient;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * A year's feeds of a plot: when the next is due and what it holds.
 *
 * @param plot what is known of the plot
 * @param settings the rule's numbers
 * @param given this year's feeds so far, oldest first
 */
record FeedPlan(FertiliserRule.Situation plot, FertiliserSettings settings, List<Feed> given) {
    private static final double M2_PER_HA = 10_000;

    /** Tea's depletion fraction p (FAO-56 Table 22): a soil depleted beyond it is dry. */
    private static final double DRY_SHARE = 0.40;

    static FeedPlan of(FertiliserRule.Situation plot, FertiliserSettings settings) {
        LocalDate today = plot.today();
        List<Feed> given = plot.feeds().stream()
                .filter(f -> f.date().getYear() == today.getYear() && !f.date().isAfter(today))
                .sorted(Comparator.comparing(Feed::date))
                .toList();
        return new FeedPlan(plot, settings, given);
    }

    /** The day of the next feed; today when one is due. */
    LocalDate nextFeed() {
        LocalDate today = plot.today();
        int year = today.getYear();
        LocalDate nextYear = settings.plannedDay(year + 1, 0);
        if (given.size() >= settings.splits() || leftNitrogen() <= 0) {
            return nextYear;
        }
        LocalDate day = settings.plannedDay(year, given.size());
        if (!given.isEmpty()) {
            LocalDate soonest = given.get(given.size() - 1).date().plusDays(settings.leastDaysBetween());
            day = day.isBefore(soonest) ? soonest : day;
        }
        day = day.isBefore(today) ? today : day;
        return day.isAfter(settings.seasonEnd().atYear(year)) ? nextYear : day;
    }

    /** The feed that is due, or null when yield, soil test or soil moisture is missing. */
    @Nullable
    Dose dose() {
        Double yield = plot.yieldTonnesPerHa();
        SoilTest test = plot.soilTest();
        Double theta = plot.theta();
        if (yield == null || test == null || theta == null) {
            return null;
        }
        double annual = settings.annualNitrogen(yield);
        double n = Math.min(annual / settings.splits(), leftNitrogen());
        double hectares = plot.areaM2() / M2_PER_HA;
        SoilWater soil = plot.soil();
        double dryAt = soil.fieldCapacity() - DRY_SHARE * (soil.fieldCapacity() - soil.wiltingPoint());
        Double p2o5PerHa = phosphorusPerHa(test, annual);
        return new Dose(
                n * hectares,
                p2o5PerHa == null ? null : p2o5PerHa * hectares,
                n * settings.potassiumShare() * hectares,
                n,
                annual,
                givenNitrogen(),
                given.size() + 1,
                settings.splits(),
                theta < dryAt);
    }

    /** The whole year's phosphorus in the first feed of spring, kg P₂O₅/ha; null when due and not tested. */
    private @Nullable Double phosphorusPerHa(SoilTest test, double annualN) {
        LocalDate today = plot.today();
        if (!given.isEmpty() || today.isAfter(settings.phosphorusUntil().atYear(today.getYear()))) {
            return 0.0;
        }
        Double p2o5 = test.p2o5MgPer100g();
        if (p2o5 == null) {
            return null;
        }
        return p2o5 >= settings.highP2o5MgPer100g() ? 0.0 : annualN * settings.phosphorusShare();
    }

    /** Nitrogen left of the year's plan, or of the cap when the yield is not known, kg/ha. */
    private double leftNitrogen() {
        Double yield = plot.yieldTonnesPerHa();
        double plan = yield == null ? settings.capNKgPerHa() : settings.annualNitrogen(yield);
        return plan - givenNitrogen();
    }

    private double givenNitrogen() {
        return given.stream().mapToDouble(Feed::nKgPerHa).sum();
    }
}
