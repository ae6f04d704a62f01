package vn.nuong.standalone.models;

import java.util.List;
import java.util.Optional;
import vn.nuong.analytics.forecast.pest.PestCatches;
import vn.nuong.analytics.forecast.registry.ModelForecaster;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureRecordings;

/** What can run the models of each kind. */
final class Forecasters {

    private static final List<ModelForecaster> ALL = List.of(new SoilMoistureRecordings(), new PestCatches());

    private Forecasters() {}

    static Optional<ModelForecaster> of(String kind) {
        return ALL.stream().filter(f -> f.kind().equals(kind)).findFirst();
    }
}
