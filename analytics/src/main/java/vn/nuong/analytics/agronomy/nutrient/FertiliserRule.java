package vn.nuong.analytics.agronomy.nutrient;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.Limits;
import vn.nuong.analytics.agronomy.soil.SoilWater;

/**
 * Whether to feed a tea plot today, and with how much.
 *
 * <p>Source: Thái Nguyên extension advice (30 kg N a tonne of fresh leaf, N:P₂O₅:K₂O 3:1:1, 5–6 feeds from April to
 * November, phosphorus once in April–May, lime a month apart), kept below 300 kg N/ha/year, since the soils are very
 * acid. Feeding is held when the soil is at field capacity, more than 30 mm is expected within 24 h, or water drained
 * below the roots in the last day: nitrate would be washed out. A dose needs the plot's yield and a laboratory's soil
 * test; no probe ever sets it.
 */
public final class FertiliserRule {
    private static final double M2_PER_HA = 10_000;

    private FertiliserRule() {}

    /** What to do. */
    public enum Decision {
        /** A feed is due, but not in this weather or so soon after lime; see {@link Result#holds()}. */
        HOLD,
        /** The next feed is on {@link Result#nextFeed()}. */
        WAIT,
        /** Feed now. */
        FERTILISE,
        /** A feed is due, but {@link Result#missing()} keeps its dose or its safety from being known. */
        UNKNOWN
    }

    /** What holds a feed. */
    public enum Hold {
        /** θ ≥ θFC. */
        SOIL_AT_FIELD_CAPACITY,
        /** More rain expected within 24 h than the limit. */
        HEAVY_RAIN_EXPECTED,
        /** Deep percolation in the last day. */
        WATER_DRAINING_BELOW_ROOTS,
        /** Limed less than a month ago. */
        LIMED_RECENTLY
    }

    /** What is not known. */
    public enum Input {
        /** Fresh leaf picked in a year, t/ha. */
        YIELD,
        /** A laboratory's soil test with pH. */
        SOIL_TEST,
        /** Available phosphorus in the soil test; without it only the phosphorus dose is unknown. */
        SOIL_TEST_PHOSPHORUS,
        /** Soil moisture in the root zone. */
        SOIL_MOISTURE,
        /** Rain expected within 24 h; the feed is decided without it. */
        RAIN_OUTLOOK,
        /** Deep percolation of the last day; the feed is decided without it. */
        DEEP_PERCOLATION
    }

    /** What soil pH says, in KCl or brought to it from water by the smaller usual difference, 0.5. */
    public enum Acidity {
        /** Lime first. */
        LIME_NEEDED,
        /** Workable. */
        SUITABLE,
        /** Above 6 (water): too little acid for tea. */
        TOO_ALKALINE,
        /** No soil test. */
        UNKNOWN
    }

    /**
     * A feed given this year.
     *
     * @param date when
     * @param nKgPerHa its nitrogen of all sources, kg/ha
     */
    public record Feed(LocalDate date, double nKgPerHa) {
        public Feed {
            Limits.within("nitrogen given on " + date, nKgPerHa, 0, 2000, "kg/ha");
        }
    }

    /**
     * What is known of a plot.
     *
     * @param today the local day the answer is for
     * @param areaM2 plot area, m²
     * @param yieldTonnesPerHa fresh leaf picked in a year, t/ha, or null
     * @param soilTest the latest laboratory soil test, or null
     * @param feeds feeds recorded; those of other years and of the future are left out
     * @param limedOn when lime was last given, or null if it is not recorded
     * @param soil how the soil holds water
     * @param theta mean soil moisture of the root zone, m³/m³, or null
     * @param expectedRain24hMm rain expected within 24 h, mm, or null
     * @param deepPercolationMm deep percolation in the last day, mm, or null
     */
    public record Situation(
            LocalDate today,
            double areaM2,
            @Nullable Double yieldTonnesPerHa,
            @Nullable SoilTest soilTest,
            List<Feed> feeds,
            @Nullable LocalDate limedOn,
            SoilWater soil,
            @Nullable Double theta,
            @Nullable Double expectedRain24hMm,
            @Nullable Double deepPercolationMm) {
        public Situation {
            Limits.within("plot area", areaM2, 1, 1e7, "m²");
            if (yieldTonnesPerHa != null) {
                Limits.within("yield of fresh leaf", yieldTonnesPerHa, 0.1, 60, "t/ha");
            }
            feeds = List.copyOf(feeds);
        }
    }

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

    /**
     * The answer.
     *
     * @param decision what to do
     * @param nextFeed the day of the next feed: today when it is due
     * @param dose the feed, only with {@link Decision#FERTILISE}; else null
     * @param holds what holds the feed, also listed with {@link Decision#UNKNOWN}
     * @param missing what is not known, whatever the decision
     * @param acidity what soil pH says
     * @param theta soil moisture, m³/m³, or null
     * @param fieldCapacity θFC, m³/m³
     * @param expectedRain24hMm rain expected, mm, or null
     * @param deepPercolationMm deep percolation, mm, or null
     */
    public record Result(
            Decision decision,
            LocalDate nextFeed,
            @Nullable Dose dose,
            Set<Hold> holds,
            Set<Input> missing,
            Acidity acidity,
            @Nullable Double theta,
            double fieldCapacity,
            @Nullable Double expectedRain24hMm,
            @Nullable Double deepPercolationMm) {
        public Result {
            holds = Set.copyOf(holds);
            missing = Set.copyOf(missing);
        }

        /** The feed, when there is one to give. */
        public Optional<Dose> findDose() {
            return Optional.ofNullable(dose);
        }
    }

    /** Decides. */
    public static Result evaluate(Situation plot, FertiliserSettings settings) {
        LocalDate today = plot.today();
        List<Feed> given = plot.feeds().stream()
                .filter(f -> f.date().getYear() == today.getYear() && !f.date().isAfter(today))
                .sorted(Comparator.comparing(Feed::date))
                .toList();
        LocalDate next = nextFeed(plot, given, settings);
        Set<Input> missing = missing(plot);
        Set<Hold> holds = next.isAfter(today) ? EnumSet.noneOf(Hold.class) : holds(plot, settings);

        Decision decision;
        Dose dose = null;
        if (next.isAfter(today)) {
            decision = Decision.WAIT;
        } else if (!holds.isEmpty()) {
            decision = Decision.HOLD;
        } else {
            dose = dose(plot, given, settings);
            decision = dose == null ? Decision.UNKNOWN : Decision.FERTILISE;
        }
        return new Result(
                decision,
                next,
                dose,
                holds,
                missing,
                acidity(plot.soilTest(), settings),
                plot.theta(),
                plot.soil().fieldCapacity(),
                plot.expectedRain24hMm(),
                plot.deepPercolationMm());
    }

    /** The day of the next feed; today when one is due. */
    private static LocalDate nextFeed(Situation plot, List<Feed> given, FertiliserSettings settings) {
        LocalDate today = plot.today();
        int year = today.getYear();
        LocalDate nextYear = settings.plannedDay(year + 1, 0);
        if (given.size() >= settings.splits() || leftNitrogen(plot, given, settings) <= 0) {
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

    private static Set<Input> missing(Situation plot) {
        Set<Input> missing = EnumSet.noneOf(Input.class);
        SoilTest test = plot.soilTest();
        if (plot.yieldTonnesPerHa() == null) {
            missing.add(Input.YIELD);
        }
        if (test == null) {
            missing.add(Input.SOIL_TEST);
        } else if (test.p2o5MgPer100g() == null) {
            missing.add(Input.SOIL_TEST_PHOSPHORUS);
        }
        if (plot.theta() == null) {
            missing.add(Input.SOIL_MOISTURE);
        }
        if (plot.expectedRain24hMm() == null) {
            missing.add(Input.RAIN_OUTLOOK);
        }
        if (plot.deepPercolationMm() == null) {
            missing.add(Input.DEEP_PERCOLATION);
        }
        return missing;
    }

    private static Set<Hold> holds(Situation plot, FertiliserSettings settings) {
        Set<Hold> holds = EnumSet.noneOf(Hold.class);
        Double theta = plot.theta();
        if (theta != null && theta >= plot.soil().fieldCapacity()) {
            holds.add(Hold.SOIL_AT_FIELD_CAPACITY);
        }
        Double rain = plot.expectedRain24hMm();
        if (rain != null && rain > settings.holdRainMm()) {
            holds.add(Hold.HEAVY_RAIN_EXPECTED);
        }
        Double percolation = plot.deepPercolationMm();
        if (percolation != null && percolation > 0) {
            holds.add(Hold.WATER_DRAINING_BELOW_ROOTS);
        }
        LocalDate limed = plot.limedOn();
        if (limed != null
                && !limed.isAfter(plot.today())
                && limed.plusDays(settings.daysAfterLime()).isAfter(plot.today())) {
            holds.add(Hold.LIMED_RECENTLY);
        }
        return holds;
    }

    /** Null when yield, soil test or soil moisture is missing. */
    private static @Nullable Dose dose(Situation plot, List<Feed> given, FertiliserSettings settings) {
        Double yield = plot.yieldTonnesPerHa();
        SoilTest test = plot.soilTest();
        Double theta = plot.theta();
        if (yield == null || test == null || theta == null) {
            return null;
        }
        double annual = settings.annualNitrogen(yield);
        double n = Math.min(annual / settings.splits(), leftNitrogen(plot, given, settings));
        double hectares = plot.areaM2() / M2_PER_HA;
        double dryAt = plot.soil().fieldCapacity()
                - DRY_SHARE * (plot.soil().fieldCapacity() - plot.soil().wiltingPoint());
        return new Dose(
                n * hectares,
                phosphorus(plot.today(), test, annual, given, hectares, settings),
                n * settings.potassiumShare() * hectares,
                n,
                annual,
                given.stream().mapToDouble(Feed::nKgPerHa).sum(),
                given.size() + 1,
                settings.splits(),
                theta < dryAt);
    }

    /** Tea's depletion fraction p (FAO-56 Table 22): beyond it the soil is dry. */
    private static final double DRY_SHARE = 0.40;

    private static @Nullable Double phosphorus(
            LocalDate today,
            SoilTest test,
            double annualN,
            List<Feed> given,
            double hectares,
            FertiliserSettings settings) {
        boolean due =
                given.isEmpty() && !today.isAfter(settings.phosphorusUntil().atYear(today.getYear()));
        if (!due) {
            return 0.0;
        }
        Double p2o5 = test.p2o5MgPer100g();
        if (p2o5 == null) {
            return null;
        }
        return p2o5 >= settings.highP2o5MgPer100g() ? 0.0 : annualN * settings.phosphorusShare() * hectares;
    }

    /** Nitrogen left of the year's plan, or of the cap when the plan is not known, kg/ha. */
    private static double leftNitrogen(Situation plot, List<Feed> given, FertiliserSettings settings) {
        Double yield = plot.yieldTonnesPerHa();
        double plan = yield == null ? settings.capNKgPerHa() : settings.annualNitrogen(yield);
        return plan - given.stream().mapToDouble(Feed::nKgPerHa).sum();
    }

    private static Acidity acidity(@Nullable SoilTest test, FertiliserSettings settings) {
        if (test == null) {
            return Acidity.UNKNOWN;
        }
        double inKcl = test.method() == SoilTest.PhMethod.KCL ? test.ph() : test.ph() - WATER_ABOVE_KCL;
        if (inKcl < settings.limeBelowPhKcl()) {
            return Acidity.LIME_NEEDED;
        }
        return inKcl > HIGHEST_PH_WATER - WATER_ABOVE_KCL ? Acidity.TOO_ALKALINE : Acidity.SUITABLE;
    }

    /** pH in water is about 0.5–1 above pH in KCl; the smaller difference is used. */
    private static final double WATER_ABOVE_KCL = 0.5;

    /** Tea does poorly above pH 6. */
    private static final double HIGHEST_PH_WATER = 6;
}
