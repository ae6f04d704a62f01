package vn.nuong.standalone.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelForecaster;

class ForecastersTest {

    @ParameterizedTest
    @ValueSource(strings = {ModelCard.SOIL_MOISTURE, ModelCard.PEST})
    void everyKindIsRunByAForecasterOfItsOwn(String kind) {
        assertThat(Forecasters.of(kind)).map(ModelForecaster::kind).contains(kind);
    }

    @Test
    void anUnknownKindHasNone() {
        assertThat(Forecasters.of("weather")).isEmpty();
    }
}
