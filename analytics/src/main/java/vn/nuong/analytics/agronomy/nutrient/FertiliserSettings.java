package vn.nuong.analytics.agronomy.nutrient;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * How tea is fed here; figures to be confirmed by the local agronomist, who may override them.
 *
 * @param nPerTonneKg nitrogen for a tonne of fresh leaf, kg: 30 (Thái Nguyên extension advice)
 * @param capNKgPerHa most nitrogen of all sources in a year, kg/ha: 300 (10.8 kg per sào of 360 m²)
 * @param phosphorusShare P₂O₅ per N: 1/3 (N:P:K 3:1:1)
 * @param potassiumShare K₂O per N: 1/3
 * @param splits how many times a year: 6 (5–6)
 * @param seasonStart first day: 1 April
 * @param seasonEnd last day: 30 November
 * @param phosphorusUntil last day of the season for phosphorus, given once: 31 May
 * @param leastDaysBetween days between two feeds at least: 30
 * @param highP2o5MgPer100g available P₂O₅ from which no more is given, mg/100 g: 15, this project's default
 * @param limeBelowPhKcl pH in KCl below which lime comes first: 4
 * @param daysAfterLime days to keep nitrogen away from lime: 30
 * @param holdRainMm expected rain in 24 h above which feeding waits, mm: 30
 * @param waterAfterMinMm water to give after feeding on dry soil at least, mm: 5
 * @param waterAfterMaxMm and at most, mm: 10
 */
public record FertiliserSettings(
        double nPerTonneKg,
        double capNKgPerHa,
        double phosphorusShare,
        double potassiumShare,
        int splits,
        MonthDay seasonStart,
        MonthDay seasonEnd,
        MonthDay phosphorusUntil,
        int leastDaysBetween,
        double highP2o5MgPer100g,
        double limeBelowPhKcl,
        int daysAfterLime,
        double holdRainMm,
        double waterAfterMinMm,
        double waterAfterMaxMm) {

    public FertiliserSettings {
        Limits.within("nitrogen per tonne of fresh leaf", nPerTonneKg, 1, 100, "kg");
        Limits.within("cap on nitrogen", capNKgPerHa, 1, 1000, "kg/ha/year");
        Limits.within("phosphorus share", phosphorusShare, 0, 2, "");
        Limits.within("potassium share", potassiumShare, 0, 2, "");
        Limits.within("number of feeds", splits, 1, 24, "a year");
        Limits.within("days between feeds", leastDaysBetween, 0, 365, "days");
        Limits.within("high P2O5", highP2o5MgPer100g, 0, 1000, "mg/100 g");
        Limits.within("pH for lime", limeBelowPhKcl, 2, 7, "");
        Limits.within("days after lime", daysAfterLime, 0, 365, "days");
        Limits.within("rain that holds feeding", holdRainMm, 0, 1000, "mm");
        Limits.within("water after feeding", waterAfterMinMm, 0, waterAfterMaxMm, "mm");
        if (!seasonStart.isBefore(seasonEnd)) {
            throw new IllegalArgumentException("the feeding season starts " + seasonStart + ", not before its end "
                    + seasonEnd + "; give both within one calendar year");
        }
    }

    /** The defaults named above. */
    public static FertiliserSettings tea() {
        return new FertiliserSettings(
                30,
                300,
                1.0 / 3,
                1.0 / 3,
                6,
                MonthDay.of(4, 1),
                MonthDay.of(11, 30),
                MonthDay.of(5, 31),
                30,
                15,
                4,
                30,
                30,
                5,
                10);
    }

    /**
     * The planned day of a feed: the season cut into equal parts, a feed at the start of each.
     *
     * @param year the calendar year
     * @param index which feed, 0 to {@code splits} − 1
     */
    public LocalDate plannedDay(int year, int index) {
        LocalDate start = seasonStart.atYear(year);
        long days = ChronoUnit.DAYS.between(start, seasonEnd.atYear(year)) + 1;
        return start.plusDays(days * index / splits);
    }

    /**
     * Nitrogen planned for a year, kg/ha, within the cap.
     *
     * @param yieldTonnesPerHa fresh leaf picked in a year, t/ha
     */
    public double annualNitrogen(double yieldTonnesPerHa) {
        return Math.min(capNKgPerHa, nPerTonneKg * yieldTonnesPerHa);
    }
}
