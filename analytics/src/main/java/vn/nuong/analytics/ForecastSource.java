package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.agronomy.water.Crop;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.live.Offer;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.soilmoisture.Known;
import vn.nuong.analytics.forecast.soilmoisture.ProbeTrack;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureForecaster;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.Series;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/** Forecasts the soil moisture of a plot from its history, with the model in use. Thread-safe, one call for a plot at a time. */
final class ForecastSource {

    private static final Logger LOG = LoggerFactory.getLogger(ForecastSource.class);

    /** Of a plot's probes, the one nearest to this depth is shown first: the middle of tea's root zone, cm. */
    private static final int DEPTH_CM = 30;

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final ModelRegistry registry;
    private final Map<String, ProbeTrack> tracks = new ConcurrentHashMap<>();
    private volatile InUse inUse;
    private volatile long looked;

    private record InUse(ModelRegistry.Model model, SoilMoistureForecaster forecaster) {}

    /** @param registry which model is in use; asked once a minute */
    ForecastSource(ModelRegistry registry) {
        this.registry = registry;
        SoilMoistureForecaster shipped = SoilMoistureForecaster.shipped();
        this.inUse = new InUse(new ModelRegistry.Model(shipped.card(), null), shipped);
        looked = System.nanoTime();
        refresh();
    }

    /** As {@link #refresh}, when a minute has passed since the last time. */
    void refreshWhenDue() {
        if (System.nanoTime() - looked > LOOK_EVERY.toNanos()) {
            looked = System.nanoTime();
            refresh();
        }
    }

    /** Takes over the model that was promoted since; one that cannot be read is passed over, which is said in the log. */
    private void refresh() {
        try {
            Map<String, String> passedOver = new TreeMap<>();
            Optional<ModelRegistry.Model> active = registry.active(ModelCard.SOIL_MOISTURE, passedOver);
            if (active.isEmpty()
                    || active.get().card().version().equals(inUse.model.card().version())) {
                return;
            }
            passedOver.forEach((version, why) -> LOG.warn("model {} is passed over: {}", version, why));
            ModelRegistry.Model model = active.get();
            SoilMoistureForecaster forecaster = model.folder() == null
                    ? SoilMoistureForecaster.shipped()
                    : SoilMoistureForecaster.read(model.folder());
            tracks.clear(); // what came of another model's forecasts says nothing about this one's
            inUse = new InUse(model, forecaster);
            LOG.info("forecasts are made with model {}", model.card().version());
        } catch (IOException e) {
            LOG.warn("model {} stays in use: {}", inUse.model.card().version(), e.getMessage());
        }
    }

    /** The model in use. */
    ModelRegistry.Model inUse() {
        return inUse.model;
    }

    ModelCard report() {
        return inUse.model.card();
    }

    /** One a probe heard in the last hours, the one nearest to the middle of the root zone first; empty when there is none. */
    List<Offer> forecast(Plot plot, PlotHistory history, Outlook outlook) {
        return forecast(
                inUse.forecaster,
                plot,
                history,
                outlook,
                depth -> tracks.computeIfAbsent(plot.id() + "/" + depth, k -> new ProbeTrack()));
    }

    /** The same with any model. @param tracks what came of the forecasts of the probe at a depth in cm so far */
    static List<Offer> forecast(
            SoilMoistureForecaster forecaster,
            Plot plot,
            PlotHistory history,
            Outlook outlook,
            IntFunction<ProbeTrack> tracks) {
        Set<Integer> atLimit = history.atLimit(history.now(), PlotHistory.FRESH);
        List<Integer> depths = history.moistureAt(history.now(), PlotHistory.FRESH).keySet().stream()
                .filter(d -> !atLimit.contains(d))
                .sorted(Comparator.comparingInt(d -> Math.abs(d - DEPTH_CM)))
                .toList();
        if (depths.isEmpty()) {
            return List.of();
        }
        Known known = known(history, outlook);
        Recession recession = recession(plot, history);
        List<Offer> offers = new ArrayList<>();
        for (int depth : depths) {
            forecaster.forecast(known, depth, tracks.apply(depth), recession).ifPresent(offers::add);
        }
        return offers;
    }

    private static Known known(PlotHistory history, Outlook outlook) {
        NavigableMap<Integer, HourlySeries> probes = new TreeMap<>();
        history.probes().forEach((depth, series) -> probes.put(depth, HourlySeries.levels(series.values())));
        return new Known(
                history.now(),
                probes,
                HourlySeries.sums(history.weather().rain().falls()),
                levels(history.weather().temperature()),
                levels(history.weather().humidity()),
                levels(history.weather().solar()),
                WeatherWays.of(outlook, history.now()));
    }

    private static Recession recession(Plot plot, PlotHistory history) {
        SoilWater soil = AdviceMaker.soil(plot);
        Crop crop = AdviceMaker.crop(plot);
        // Where evapotranspiration is not known only drainage dries the soil.
        double etcMmPerDay = AdviceMaker.findDemand(plot, history).orElse(0.0);
        return new Recession(
                soil.fieldCapacity(),
                soil.wiltingPoint(),
                Recession.drainageHours(soil.saturation(), soil.fieldCapacity(), crop.rootDepthM(), soil.ksMmPerHour()),
                etcMmPerDay,
                crop.rootDepthM(),
                crop.depletionFraction());
    }

    private static HourlySeries levels(Optional<Series> series) {
        return series.map(s -> HourlySeries.levels(s.values())).orElseGet(HourlySeries::none);
    }
}
