package vn.nuong.analytics.agronomy.water;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * The daily water balance of a field over a season, with the dual crop coefficient.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), chapters 6 to 8, Eqs. 66–88, layers after Brekel (USDA-ARS, 2022). <b>Order within
 * the day</b>, that of pyfao56 1.4.3: the evaporation coefficient and Ks rest on the surface and root zone as the day before
 * left them; then rain less runoff and irrigation arrive and evapotranspiration leaves, together; what is then beyond field
 * capacity percolates (Eq. 88 as written). {@link DailyStep}, by which the daily advice goes, lets water arrive first.
 */
public final class Season {

    /** Rain from here on wets all of the surface, mm (FAO-56 p. 147: 3 to 4 mm). */
    private static final double WETS_ALL_MM = 3;

    /** A seed not yet up, m: Eq. 72 has no height of 0. */
    private static final double LEAST_HEIGHT_M = 0.001;

    private final SeasonCrop crop;
    private final SeasonSoil soil;
    private final SeasonOptions options;
    private final SurfaceEvaporation surface;
    private final GrowthStages.Curve kcb;

    // The state as the day before left it.
    private double potentialBasal;
    private double basal;
    private double height;
    private double rootDepth;
    private double wettedShare = 1;
    private double surfaceDepletion;
    private double depletion;
    private double profileDepletion;
    private double belowDepletion;
    private double belowAvailable;

    private Season(SeasonCrop crop, SeasonSoil soil, SeasonOptions options, List<SeasonDay> days) {
        this.crop = crop;
        this.soil = soil;
        this.options = options;
        SoilProfile layers = soil.layers();
        if (layers != null && layers.depthM() < crop.rootMaxM()) {
            throw new IllegalArgumentException("roots grow to " + crop.rootMaxM() + " m but the soil's layers end at "
                    + layers.depthM() + " m; describe the soil down to the roots");
        }
        surface = soil.surface();
        kcb = options.adjustKcb() ? adjusted(crop, days) : crop.kcb();
        potentialBasal = crop.kcb().ini();
        basal = potentialBasal;
        height = Math.max(LEAST_HEIGHT_M, crop.heightIniM());
        rootDepth = crop.rootIniM();
        surfaceDepletion = surface.tewMm(); // FAO-56 p. 153: dry
        depletion = soil.initialDepletionMm(rootDepth); // Eq. 87
        profileDepletion = soil.initialDepletionMm(crop.rootMaxM());
        belowDepletion = profileDepletion - depletion;
        belowAvailable = soil.totalAvailableMm(crop.rootMaxM()) - soil.totalAvailableMm(rootDepth);
    }

    /**
     * Steps through a season.
     *
     * @param days every day in order, none left out; the first is day 0 of the initial stage
     * @return one state per day, in order
     * @throws IllegalArgumentException if a day is left out, repeated or out of order, or roots are deeper than the layers
     */
    public static List<SeasonState> run(SeasonCrop crop, SeasonSoil soil, SeasonOptions options, List<SeasonDay> days) {
        Season season = new Season(crop, soil, options, days);
        List<SeasonState> states = new ArrayList<>(days.size());
        for (int i = 0; i < days.size(); i++) {
            SeasonDay day = days.get(i);
            if (i > 0 && !day.date().equals(days.get(i - 1).date().plusDays(1))) {
                throw new IllegalArgumentException("a season needs every day once and in order, but " + day.date()
                        + " follows " + days.get(i - 1).date());
            }
            states.add(season.day(i, day));
        }
        return List.copyOf(states);
    }

    private SeasonState day(int i, SeasonDay day) {
        double step = crop.stages().step(i, kcb);
        potentialBasal = Double.isNaN(step) ? crop.stages().at(i, kcb) : potentialBasal + step;
        // An observed Kcb is gone on from, not only taken for its day.
        basal = Double.isNaN(step) ? potentialBasal : Math.max(0, basal + step);
        basal = observed(day.kcb(), basal);
        height = Math.max(height, grown(crop.heightIniM(), crop.heightMaxM(), basal));
        height = observed(day.heightM(), height);
        // FAO-56 p. 279; roots never shrink.
        rootDepth = Math.max(rootDepth, grown(crop.rootIniM(), crop.rootMaxM(), potentialBasal));
        double kcMax = options.tallReference()
                ? Math.max(1, basal + 0.05)
                : SurfaceEvaporation.upperLimit(basal, day.u2(), day.rhMinPercent(), height);
        double cover = observed(day.cover(), CanopyCover.fromBasal(basal, kcb.ini(), kcMax, height));

        SeasonDay.Irrigation irrigation = day.irrigation();
        double net = irrigation == null ? 0 : irrigation.netMm();
        double runoff = options.runoff()
                ? CurveNumberRunoff.runoffMm(day.rainMm(), soil.curveNumber(), surfaceDepletion, surface)
                : 0;
        double water = day.rainMm() - runoff + net;
        if (irrigation != null) {
            wettedShare = irrigation.wettedShare();
        }
        if ((irrigation == null || irrigation.depthMm() <= 0) && day.rainMm() >= WETS_ALL_MM) {
            wettedShare = 1;
        }
        double few = Limits.clamp(SurfaceEvaporation.exposedWetted(1 - cover, wettedShare), 0.01, 1);
        double kr = surface.reduction(surfaceDepletion);
        double ke = SurfaceEvaporation.coefficient(kr, few, basal, kcMax);
        double evaporation = ke * day.etoMm(); // Eq. 69
        dryTheSurface(day.rainMm() - runoff + net / wettedShare, evaporation / few);

        double taw = soil.totalAvailableMm(rootDepth);
        double fraction = options.constantFraction()
                ? crop.depletionFraction()
                : WaterStress.depletionFraction(crop.depletionFraction(), (ke + basal) * day.etoMm());
        double ks = options.aquaCropStress()
                ? WaterStress.aquaCrop(depletion, taw, fraction)
                : WaterStress.coefficient(depletion, taw, fraction);
        double demand = (ks * basal + ke) * day.etoMm(); // Eq. 80

        double start = depletion;
        double profileStart = soil.layers() == null ? depletion : profileDepletion;
        Moved moved = soil.layers() == null ? bucket(water, demand, taw) : layered(water, demand, taw);
        return new SeasonState(
                day.date(),
                day.etoMm(),
                basal,
                ke,
                ks,
                moved.eta,
                day.rainMm(),
                runoff,
                net,
                moved.percolation,
                start,
                depletion,
                taw,
                WaterStress.readilyAvailableMm(taw, fraction),
                fraction,
                rootDepth,
                height,
                cover,
                surfaceDepletion,
                profileStart,
                soil.layers() == null ? depletion : profileDepletion,
                moved.belowWilting,
                moved.rootGrowth,
                moved.belowRoots,
                moved.fromBelow);
    }

    /** What moved on a day, mm. */
    private record Moved(
            double eta,
            double percolation,
            double belowWilting,
            double rootGrowth,
            double belowRoots,
            double fromBelow) {}

    /** The surface layer's balance (Eqs. 77–79); both are depths over the wetted part, mm. */
    private void dryTheSurface(double water, double evaporation) {
        double percolation = Math.max(0, water - surfaceDepletion); // Eq. 79, without the evaporation
        double end = surfaceDepletion - water + evaporation + percolation; // Eq. 77
        surfaceDepletion = Limits.clamp(end, 0, surface.tewMm()); // Eq. 78
    }

    /** One soil for all depths: the soil that roots grow into is at field capacity. */
    private Moved bucket(double water, double demand, double taw) {
        double percolation = Math.max(0, water - demand - depletion); // Eq. 88
        double end = depletion - water + demand + percolation; // Eq. 85
        double beyond = Math.max(0, end - taw); // Eq. 86: there is no such water to take
        double eta = Math.max(Math.min(demand, 0), demand - beyond);
        depletion = Limits.clamp(end, 0, taw);
        return new Moved(eta, percolation, beyond - (demand - eta), 0, 0, 0);
    }

    /** Layers: the profile down to the greatest root depth, and the root zone within it. */
    private Moved layered(double water, double demand, double taw) {
        double percolation = Math.max(0, water - demand - profileDepletion); // Eq. 88 for the profile
        double below = soil.totalAvailableMm(crop.rootMaxM()) - taw;
        double rootGrowth = belowAvailable > 0 ? belowDepletion * (1 - below / belowAvailable) : 0;
        belowAvailable = below;

        double profileTaw = soil.totalAvailableMm(crop.rootMaxM());
        double profileEnd = profileDepletion - water + demand + percolation; // Eq. 85
        double beyond = Math.max(0, profileEnd - profileTaw);
        double eta = Math.max(Math.min(demand, 0), demand - beyond);

        double rootEnd = depletion - water + demand + rootGrowth;
        depletion = Limits.clamp(rootEnd, 0, taw); // Eq. 86
        profileDepletion = Limits.clamp(profileEnd, 0, profileTaw);
        belowDepletion = Limits.clamp(profileDepletion - depletion, 0, below);
        return new Moved(
                eta,
                percolation,
                beyond - (demand - eta),
                rootGrowth,
                Math.max(0, -rootEnd),
                // What the profile could not give either was not taken, by the root zone as little.
                Math.max(0, rootEnd - taw) - (demand - eta));
    }

    /**
     * Height or root depth, grown as far as Kcb has come from its initial to its mid-season value; full-grown where the two are
     * the same, as of a crop that stands all year.
     */
    private double grown(double from, double to, double coefficient) {
        return kcb.mid() == kcb.ini() ? to : from + (to - from) * (coefficient - kcb.ini()) / (kcb.mid() - kcb.ini());
    }

    private static double observed(@Nullable Double seen, double otherwise) {
        return seen != null && seen > 0 ? seen : otherwise;
    }

    /** Kcb mid and end for the mean wind and humidity of their stages (Eq. 70), to three decimals. */
    private static GrowthStages.Curve adjusted(SeasonCrop crop, List<SeasonDay> days) {
        GrowthStages stages = crop.stages();
        GrowthStages.Curve table = crop.kcb();
        return new GrowthStages.Curve(
                table.ini(),
                adjusted(table.mid(), crop.heightMaxM(), days, stages.firstOfMid(), stages.firstOfLate()),
                adjusted(table.end(), crop.heightMaxM(), days, stages.firstOfLate(), stages.firstAfter()));
    }

    private static double adjusted(double table, double height, List<SeasonDay> days, int from, int to) {
        List<SeasonDay> stage = days.subList(Math.min(from, days.size()), Math.min(to, days.size()));
        if (table < 0.45 || stage.isEmpty()) {
            return table;
        }
        double u2 = stage.stream().mapToDouble(SeasonDay::u2).average().orElseThrow();
        double rh =
                stage.stream().mapToDouble(SeasonDay::rhMinPercent).average().orElseThrow();
        double term = CropCoefficient.climateTerm(u2, rh, height);
        return table
                + BigDecimal.valueOf(term).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }
}
