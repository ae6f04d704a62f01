package vn.nuong.analytics.agronomy.nutrient;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

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
     * The answer.
     *
     * @param decision what to do
     * @param nextFeed the day of the next feed: today when it is due
     * @param dose the feed, only with {@link Decision#FERTILISE}; else null
     * @param holds what holds the feed; empty unless {@link Decision#HOLD}
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
        FeedPlan plan = FeedPlan.of(plot, settings);
        LocalDate next = plan.nextFeed();
        Set<Input> missing = missing(plot);
        Set<Hold> holds = next.isAfter(today) ? EnumSet.noneOf(Hold.class) : holds(plot, settings);

        Decision decision;
        Dose dose = null;
        if (next.isAfter(today)) {
            decision = Decision.WAIT;
        } else if (!holds.isEmpty()) {
            decision = Decision.HOLD;
        } else {
            dose = plan.dose();
            decision = dose == null ? Decision.UNKNOWN : Decision.FERTILISE;
        }
        return new Result(
                decision,
                next,
                dose,
                holds,
                missing,
                Acidity.of(plot.soilTest(), settings.limeBelowPhKcl()),
                plot.theta(),
                plot.soil().fieldCapacity(),
                plot.expectedRain24hMm(),
                plot.deepPercolationMm());
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
}
