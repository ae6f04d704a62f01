package vn.nuong.analytics.forecast.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ModelEffect;

/** Soil that dries by 4 mm a day, of which the balance expects 6 and the model 5. */
class LiveWeightTest {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir
    Path dir;

    private ForecastLog log;
    private LiveWeight weights;
    private Instant readUntil = Instant.MAX;
    private Instant watered = Instant.MIN;

    private final LiveWeight.Field field = new LiveWeight.Field() {
        @Override
        public OptionalDouble changeMm(Instant from, Instant to) {
            return to.isAfter(readUntil)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(4 * Duration.between(from, to).toHours() / 24.0);
        }

        @Override
        public double wateredMm(Instant from, Instant to) {
            return watered.isAfter(from) && !watered.isAfter(to) ? 10 : 0;
        }
    };

    @BeforeEach
    void open() throws IOException {
        log = ForecastLog.open(dir.resolve("forecasts.sqlite"));
        weights = new LiveWeight(log);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private ModelWeight hours(int from, int to, String version) throws IOException {
        ModelWeight weight = ModelWeight.NONE;
        for (int h = from; h <= to; h++) {
            Instant now = at(h);
            weight = weights.of("plot-1", version, field, now);
            List<ModelEffect.Day> days = IntStream.rangeClosed(1, 7)
                    .mapToObj(d -> new ModelEffect.Day(d, 20 + 6 * d, 20 + 5 * d, 20, 60, 20 + 6 * d))
                    .toList();
            weights.keep(
                    "plot-1",
                    new ModelEffect(
                            false,
                            version,
                            0,
                            0,
                            null,
                            null,
                            null,
                            20,
                            days,
                            Decision.DO_NOT_IRRIGATE,
                            0,
                            null,
                            null,
                            false),
                    now);
        }
        return weight;
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    @Test
    void whatCameOfItsForecastsGivesTheModelItsWeight() throws IOException {
        assertThat(hours(0, 6 * 24, "m1").weight()).as("less than a week").isZero();
        ModelWeight weight = hours(6 * 24 + 1, 20 * 24, "m1");
        // Half the balance's error at every lead; forecasts were issued on 20 days of which something has come.
        assertThat(weight.days()).isEqualTo(20);
        assertThat(weight.weight()).isEqualTo(0.75 * 20 / 27, within(1e-9));
    }

    @Test
    void forecastsOverAnIrrigationAndOfAnotherModelDoNotCount() throws IOException {
        hours(0, 20 * 24, "m1");
        assertThat(weights.of("plot-1", "m2", field, at(20 * 24)).days()).isZero();
        assertThat(weights.of("plot-2", "m1", field, at(20 * 24)).days()).isZero();
        watered = at(20 * 24 + 12);
        int before = log.dueDepletion("plot-1", START, at(20 * 24)).size();
        hours(20 * 24 + 1, 21 * 24, "m1");
        assertThat(log.dueDepletion("plot-1", START, at(21 * 24)).stream()
                        .filter(r -> !r.valid().isBefore(watered) && r.issued().isBefore(watered)))
                .isEmpty();
        assertThat(before).isPositive();
    }

    @Test
    void whatNobodyReadIsDroppedAndNothingIsKeptForEver() throws IOException {
        readUntil = at(10 * 24);
        ModelWeight weight = hours(0, 20 * 24, "m1");
        assertThat(weight.days()).isEqualTo(10);
        assertThat(log.dueDepletion("plot-1", START, at(17 * 24))).allMatch(r -> r.cameMm() != null);
        readUntil = Instant.MAX;
        hours(20 * 24 + 1, 80 * 24, "m1");
        assertThat(log.dueDepletion("plot-1", START, at(80 * 24)))
                .allMatch(r -> !r.issued().isBefore(at(80 * 24).minus(ForecastLog.KEPT)));
        assertThat(weights.of("plot-1", "m1", field, at(80 * 24)).days()).isLessThanOrEqualTo(38);
    }

    @Test
    void oneForecastInThreeHoursIsKept() throws IOException {
        hours(0, 47, "m1");
        assertThat(log.dueDepletion("plot-1", START, at(24 * 30))).hasSize(3 * 16);
    }
}
