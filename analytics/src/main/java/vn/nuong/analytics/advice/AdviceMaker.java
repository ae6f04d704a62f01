package vn.nuong.analytics.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.Crop;
import vn.nuong.analytics.agronomy.water.IrrigationSystem;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.analytics.decision.ExpectedCost;
import vn.nuong.analytics.forecast.live.ModelWeight;
import vn.nuong.analytics.forecast.pest.PestForecaster;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.TensionCurve;
import vn.nuong.analytics.history.TensionProbe;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.outlook.WeatherWarning;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * Makes the advice for a plot: a pure function, so that the same inputs always give the same words. What decides and why is
 * in docs/advice.md.
 */
public final class AdviceMaker {

    /** Version of the rules and their figures; stored with every advice. Raised whenever either changes. */
    public static final String VERSION = "10";

    /** Name in {@link Advice#inputs()} of the newest soil moisture used, by which an alert judges freshness. */
    public static final String NEWEST_SOIL_MOISTURE = "newest_soil_moisture";

    private static final Map<String, Crop> CROPS = Map.of("tea", Crop.tea(), "shaded-tea", Crop.shadedTea());

    private AdviceMaker() {}

    /**
     * Advice for one plot.
     *
     * @param site the plot's site
     * @param plot the plot
     * @param history what is known of it up to {@code now}, made with {@link #soil(Plot)}
     * @param outlook weather expected
     * @param forecast soil moisture expected, if there is a forecast
     * @param now the time it is for; the history stands at the same time
     * @param sample whether it rests on sample readings
     * @throws IllegalArgumentException when the history stands at another time, or the crop is not known
     */
    public static Advice make(
            String site,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Optional<MoistureForecast> forecast,
            Instant now,
            boolean sample) {
        return make(site, plot, history, outlook, forecast, now, sample, Optional.empty())
                .advice();
    }

    /**
     * Advice with the water that it rests on.
     *
     * @param water the plot's water, day by day
     */
    public record Made(Advice advice, WaterReport water) {}

    /**
     * The learned forecast of a plot, to be weighed beside its water balance.
     *
     * @param name the model's version
     * @param forecasts one a probe; by whatever made them
     * @param weight what its record at this plot gives it
     * @param aside why it is not used all the same; null when it may be
     */
    public record Learned(
            String name,
            List<MoistureForecast> forecasts,
            ModelWeight weight,
            @Nullable Text aside) {
        public Learned {
            forecasts = List.copyOf(forecasts);
        }
    }

    /**
     * The same after earlier advice, so that it does not flicker, with the water that it rests on.
     *
     * @param before what was last decided on irrigation
     */
    public static Made make(
            String site,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Optional<MoistureForecast> forecast,
            Instant now,
            boolean sample,
            Optional<Decision> before) {
        return make(site, plot, history, outlook, forecast, now, sample, before, Optional.empty(), List.of());
    }

    /**
     * The same for a plot whose source is known.
     *
     * @param source what is known of it at the same time, and how it is shared
     * @param bulletins official storm bulletins; those that are not valid now are left out
     */
    public static Made make(
            String site,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Optional<MoistureForecast> forecast,
            Instant now,
            boolean sample,
            Optional<Decision> before,
            Optional<SourceNow> source,
            List<Bulletin> bulletins) {
        return make(
                site,
                plot,
                history,
                outlook,
                forecast,
                now,
                sample,
                new Previous(before.orElse(Decision.UNKNOWN), null),
                source,
                bulletins);
    }

    /**
     * What was last advised on irrigation.
     *
     * @param netMm net water, all turns together, mm; null when it is not known
     */
    public record Previous(Decision decision, @Nullable Double netMm) {

        /** Nothing, or nothing that is remembered. */
        public static final Previous NONE = new Previous(Decision.UNKNOWN, null);

        /** Of earlier advice. */
        public static Previous of(Statement irrigation) {
            return new Previous(
                    irrigation.decision(),
                    irrigation.figures().stream()
                            .filter(f -> f.code().equals("weighed_net_mm") && f.value() > 0)
                            .map(Statement.Figure::value)
                            .findFirst()
                            .orElse(null));
        }
    }

    /** The same after earlier advice of which the amount is known too, so that neither flickers. */
    public static Made make(
            String site,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Optional<MoistureForecast> forecast,
            Instant now,
            boolean sample,
            Previous before,
            Optional<SourceNow> source,
            List<Bulletin> bulletins) {
        return make(site, plot, history, outlook, forecast, now, sample, before, source, bulletins, Optional.empty());
    }

    /** The same with a learned forecast weighed in. */
    public static Made make(
            String site,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Optional<MoistureForecast> forecast,
            Instant now,
            boolean sample,
            Previous before,
            Optional<SourceNow> source,
            List<Bulletin> bulletins,
            Optional<Learned> learned) {
        return make(
                site,
                plot,
                history,
                outlook,
                forecast,
                now,
                sample,
                before,
                source,
                bulletins,
                learned,
                Optional.empty());
    }

    /** The same with a model of pests, which may bring scouting forward. */
    public static Made make(
            String site,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Optional<MoistureForecast> forecast,
            Instant now,
            boolean sample,
            Previous before,
            Optional<SourceNow> source,
            List<Bulletin> bulletins,
            Optional<Learned> learned,
            Optional<PestForecaster> pests) {
        if (!history.now().equals(now)) {
            throw new IllegalArgumentException("the history stands at " + history.now() + ", the advice is for " + now
                    + "; make the history for the same time");
        }
        List<Bulletin> valid = bulletins.stream().filter(b -> b.isValidAt(now)).toList();
        Situation situation = situation(plot, history, outlook, before, source.orElse(null), valid, learned, pests);
        RootZoneState water = situation.water();
        Statement irrigation = SourceAdvice.make(situation);
        IrrigationDecision decided = IrrigationDecision.of(situation, Double.POSITIVE_INFINITY);
        Advice advice = new Advice(
                site,
                plot.id(),
                now,
                VERSION,
                sample,
                List.of(
                        irrigation,
                        DrainageAdvice.make(situation),
                        SprayingAdvice.make(situation),
                        FertilisingAdvice.make(situation)),
                forecast.orElse(null),
                WeatherWarning.of(outlook, now, history.zone()).stream()
                        .map(WeatherWarning::notice)
                        .toList(),
                inputs(plot, history, outlook, water),
                SourceAdvice.use(situation),
                valid);
        return new Made(
                advice,
                new WaterReport(
                        site,
                        plot.id(),
                        now,
                        sample,
                        water.tawMm(),
                        water.rawMm(),
                        decided.whatIf(irrigation),
                        decided.effect(irrigation),
                        water.ledger()));
    }

    private static Situation situation(
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            Previous before,
            @Nullable SourceNow source,
            List<Bulletin> bulletins,
            Optional<Learned> learned,
            Optional<PestForecaster> pests) {
        SoilWater soil = soil(plot);
        RootZoneState water = RootZoneModel.follow(plot, soil, crop(plot), history);
        return new Situation(
                plot,
                soil,
                history,
                outlook,
                water,
                DrainageAdvice.judge(history, soil),
                before(before.decision()),
                before.netMm(),
                source,
                bulletins,
                learned.map(l -> ModelPart.of(l, history, RootZone.of(soil, crop(plot)), water))
                        .orElse(null),
                pests.orElse(null));
    }

    /**
     * What a plot needs of its source today.
     *
     * @param litres to pump in today's turn; 0 when nothing is advised
     * @param thirsty whether the tea is short of water (Dr ≥ RAW)
     */
    public record Need(long litres, boolean thirsty) {}

    /** What a plot needs today as if there were water enough; empty when that is not known. Earlier advice does not enter. */
    public static Optional<Need> findNeed(Plot plot, PlotHistory history, Outlook outlook) {
        Situation now =
                situation(plot, history, outlook, Previous.NONE, null, List.of(), Optional.empty(), Optional.empty());
        Statement asked = IrrigationAdvice.make(now);
        return switch (asked.decision()) {
            case UNKNOWN -> Optional.empty();
            case IRRIGATE ->
                Optional.of(new Need(
                        (long) Math.ceil(figure(asked, "turn_m3") * 1000 - 1e-6),
                        now.water().depletionMm() >= now.water().rawMm()));
            default -> Optional.of(new Need(0, false));
        };
    }

    /** What the balance and a learned forecast expect of the root zone, as if no advice had been given before. */
    public static @Nullable ModelEffect findEffect(Plot plot, PlotHistory history, Outlook outlook, Learned learned) {
        Situation now = situation(
                plot, history, outlook, Previous.NONE, null, List.of(), Optional.of(learned), Optional.empty());
        return IrrigationDecision.of(now, Double.POSITIVE_INFINITY).effect(IrrigationAdvice.make(now));
    }

    private static double figure(Statement statement, String code) {
        return statement.figures().stream()
                .filter(f -> f.code().equals(code))
                .mapToDouble(Statement.Figure::value)
                .findFirst()
                .orElseThrow();
    }

    /** Crop evapotranspiration without stress of the last days, mm/day; empty when it is not known. */
    public static Optional<Double> findDemand(Plot plot, PlotHistory history) {
        return Optional.ofNullable(
                RootZoneModel.follow(plot, soil(plot), crop(plot), history).etcMm());
    }

    /** How a plot's soil holds water, from the best that is known of it. */
    public static SoilWater soil(Plot plot) {
        return PlotSoil.of(plot).soil();
    }

    /** What the plot grows. */
    public static Crop crop(Plot plot) {
        Crop crop = CROPS.get(plot.crop());
        if (crop == null) {
            throw new IllegalArgumentException("plot " + plot.id() + " grows \"" + plot.crop()
                    + "\", of which nothing is known; known crops are " + CROPS.keySet());
        }
        return crop;
    }

    private static ExpectedCost.Before before(Decision decision) {
        return switch (decision) {
            case IRRIGATE -> ExpectedCost.Before.IRRIGATE;
            case DO_NOT_IRRIGATE -> ExpectedCost.Before.WAIT;
            default -> ExpectedCost.Before.NOTHING;
        };
    }

    /** What became of a tension probe. */
    private static String tension(PlotHistory history, int depth) {
        TensionProbe probe = history.tensions().get(depth);
        if (probe == null || !probe.used()) {
            return "not used: the moisture probe at this depth is";
        }
        TensionCurve curve = history.tensionCurve();
        Double kpa = history.tensionAt(history.now(), PlotHistory.FRESH).get(depth);
        String read = kpa == null
                ? "nothing believable of late"
                : curve.isAtLimit(kpa)
                        ? String.format(Locale.ROOT, "%.0f kPa or more, its limit", curve.limitKpa())
                        : String.format(Locale.ROOT, "%.1f kPa", kpa);
        return read + ", soil moisture through the " + curve.kind().source();
    }

    private static Map<String, String> inputs(Plot plot, PlotHistory history, Outlook outlook, RootZoneState water) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("readings", "" + history.readings());
        history.findNewestProbe().ifPresent(t -> inputs.put(NEWEST_SOIL_MOISTURE, t.toString()));
        if (!history.probes().isEmpty()) {
            inputs.put(
                    "soil_moisture_depths_cm",
                    history.probes().keySet().stream().map(d -> "" + d).collect(Collectors.joining(", ")));
        }
        history.tensions()
                .forEach((depth, probe) -> inputs.put("soil_water_tension_" + depth + "cm", tension(history, depth)));
        if (history.weather().rain().isMeasured()) {
            inputs.put("newest_rain", history.weather().rain().falls().lastKey().toString());
            inputs.put("rain_device", history.weather().rain().device());
        }
        inputs.put("outlook", outlook.source());
        if (plot.irrigation() == null) {
            inputs.put(
                    "application_efficiency",
                    String.format(
                            Locale.ROOT,
                            "%.2f assumed, of sprinklers; the plot tells no irrigation",
                            IrrigationSystem.SPRINKLER_EFFICIENCY));
            inputs.put("pump", "not known; the plot tells no irrigation");
        }
        inputs.put("soil", PlotSoil.of(plot).source());
        water.fieldCapacities()
                .forEach((depth, fc) -> inputs.put(
                        "field_capacity_" + depth + "cm",
                        String.format(
                                Locale.ROOT,
                                "%.3f ± %.3f by the probe itself, after %d rains",
                                fc.theta(),
                                fc.sigma(),
                                fc.rains())));
        inputs.put("days_of_last_7_with_rain_and_eto", "" + water.daysKnown());
        inputs.put("diary", history.notes().known() ? "read" : "not readable");
        Instant week = history.now().minus(Duration.ofDays(7));
        inputs.put(
                "irrigations_of_7_days",
                ""
                        + history.waterings().stream()
                                .filter(w -> w.at().isAfter(week))
                                .count());
        if (!history.doubts().isEmpty()) {
            inputs.put(
                    "doubts",
                    history.doubts().stream()
                            .map(d -> d.device() + " " + d.key() + " "
                                    + d.kind().name().toLowerCase(Locale.ROOT))
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        history.origins().forEach((device, origin) -> inputs.put("origin_" + device, origin));
        return inputs;
    }
}
