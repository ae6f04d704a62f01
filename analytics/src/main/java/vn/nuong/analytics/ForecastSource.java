package vn.nuong.analytics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.agronomy.water.Crop;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.ModelReport;
import vn.nuong.analytics.forecast.MoistureForecaster;
import vn.nuong.analytics.forecast.MoistureHistory;
import vn.nuong.analytics.forecast.MoistureModel;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.live.Offer;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.Series;
import vn.nuong.analytics.history.Weather;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/** Forecasts the soil moisture of a plot from its history. Thread-safe. */
final class ForecastSource {

    /** Of a plot's probes, the one nearest to this depth is forecast: the middle of tea's root zone, cm. */
    private static final int DEPTH_CM = 30;

    private final MoistureModel model;
    private final MoistureForecaster forecaster;
    private final ModelCard card;

    ForecastSource(MoistureModel model) {
        this.model = model;
        this.forecaster = new MoistureForecaster(model);
        this.card = ShippedModels.card(model.report());
    }

    /** The card of the model in use. */
    ModelRegistry.Model inUse() {
        return new ModelRegistry.Model(card, null);
    }

    ModelReport report() {
        return model.report();
    }

    /**
     * @return empty when the plot has no probe heard in the last hours, and while the model is still being loaded
     */
    Optional<Offer> forecast(Plot plot, PlotHistory history) {
        if (!model.isReady()) {
            return Optional.empty(); // advice does not wait for the model to be loaded
        }
        SoilWater soil = AdviceMaker.soil(plot);
        Crop crop = AdviceMaker.crop(plot);
        // Where evapotranspiration is not known only drainage dries the soil.
        double etcMmPerDay = AdviceMaker.findDemand(plot, history).orElse(0.0);
        NavigableMap<Integer, Series> probes = history.probes();
        Set<Integer> atLimit = history.atLimit(history.now(), PlotHistory.FRESH);
        Optional<Integer> depth = history.moistureAt(history.now(), PlotHistory.FRESH).keySet().stream()
                .filter(d -> !atLimit.contains(d))
                .min(Comparator.comparingInt(d -> Math.abs(d - DEPTH_CM)));
        return depth.flatMap(cm -> offer(
                new MoistureHistory(
                        history.now(),
                        cm,
                        plot.place().longitude(),
                        levels(Optional.ofNullable(probes.get(cm))),
                        levels(Optional.ofNullable(probes.lowerEntry(cm)).map(Map.Entry::getValue)),
                        weather(history.weather())),
                new Recession(
                        soil.fieldCapacity(),
                        soil.wiltingPoint(),
                        Recession.drainageHours(
                                soil.saturation(), soil.fieldCapacity(), crop.rootDepthM(), soil.ksMmPerHour()),
                        etcMmPerDay,
                        crop.rootDepthM(),
                        crop.depletionFraction())));
    }

    private Optional<Offer> offer(MoistureHistory history, Recession recession) {
        Optional<MoistureForecast> physics = forecaster.physics(history, recession);
        return forecaster
                .forecast(history, recession)
                .flatMap(made -> physics.map(byPhysics -> new Offer(made, byPhysics, List.of())));
    }

    private static MoistureHistory.Weather weather(Weather weather) {
        return new MoistureHistory.Weather(
                HourlySeries.sums(weather.rain().falls()),
                levels(weather.temperature()),
                levels(weather.humidity()),
                levels(weather.solar()));
    }

    private static HourlySeries levels(Optional<Series> series) {
        return series.map(s -> HourlySeries.levels(s.values())).orElseGet(HourlySeries::none);
    }
}
