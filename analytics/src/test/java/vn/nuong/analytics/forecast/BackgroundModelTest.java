package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BackgroundModelTest {

    private static final MoistureHistory HISTORY = Histories.of(Histories.around(25, 0.25, 0.001, new Random(2)), 30);

    @Test
    void hasItsReportAtOnceAndLetsTheFirstForecastWait() {
        CompletableFuture<MoistureModel> loading = new CompletableFuture<>();
        BackgroundModel model = new BackgroundModel(ModelReport.shipped(), loading);
        assertThat(model.report()).isEqualTo(ModelReport.shipped());

        CompletableFuture<Optional<double[]>> asked = CompletableFuture.supplyAsync(() -> model.deltas(HISTORY));
        assertThat(asked).isNotDone();
        loading.complete(new UnavailableModel(ModelReport.shipped()));
        assertThat(asked.join()).isEmpty();
    }

    @Test
    void oneThatCannotRunNeverAnswers() {
        MoistureForecaster forecaster = new MoistureForecaster(new UnavailableModel(ModelReport.shipped()));
        assertThat(forecaster
                        .forecast(HISTORY, new Recession(0.28, 0.14, 12, 4, 0.6, 0.4))
                        .orElseThrow()
                        .method())
                .isEqualTo(vn.nuong.telemetry.advice.MoistureForecast.Method.PHYSICS);
    }
}
