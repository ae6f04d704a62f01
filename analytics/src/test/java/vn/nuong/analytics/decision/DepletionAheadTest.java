package vn.nuong.analytics.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;
import vn.nuong.telemetry.agronomy.SoilWater;

class DepletionAheadTest {

    private static final Instant NOW = Instant.parse("2026-03-22T04:00:00Z");

    /** Field capacity 0.28 m³/m³, roots to 0.5 m. */
    private static final RootZone ZONE = new RootZone(new SoilWater(0.28, 0.14, 0.46, 10), 0.5, 0.4);

    /** Hourly to a day and six-hourly to a week, with quantiles so far to either side. */
    private static MoistureForecast forecast(int depthCm, DoubleUnaryOperator byDay, DoubleUnaryOperator spread) {
        List<Point> points = new ArrayList<>();
        for (int h = 0; h <= 168; h += h < 24 ? 1 : 6) {
            double theta = Math.max(0, byDay.applyAsDouble(h / 24.0));
            double s = spread.applyAsDouble(h / 24.0);
            points.add(new Point(
                    NOW.plus(Duration.ofHours(h)), theta, theta - s, theta + s, theta - s / 2, theta, theta + s / 2));
        }
        return new MoistureForecast(NOW, depthCm, Method.LEARNED, points, null, null);
    }

    private static DepletionAhead of(MoistureForecast... forecasts) {
        return DepletionAhead.of(List.of(forecasts), ZONE, d -> 0.28, NOW).orElseThrow();
    }

    @Test
    void aProbeAloneStandsForTheWholeRootZone() {
        // 0.01 m³/m³ a day over 0.5 m are 5 mm a day; the 10th percentile of moisture, 0.004 lower, 2 mm more.
        DepletionAhead ahead = of(forecast(30, d -> 0.26 - 0.01 * d, d -> 0.004));
        assertThat(ahead.meanMm(1)).isEqualTo(5, within(0.01));
        assertThat(ahead.meanMm(3)).isEqualTo(15, within(0.01));
        assertThat(ahead.highMm(3)).isEqualTo(17, within(0.01));
        assertThat(ahead.lowMm(3)).isEqualTo(13, within(0.01));
        assertThat(ahead.changeMm()[1][0]).as("25th percentile of moisture").isEqualTo(6, within(0.01));
    }

    @Test
    void everyProbeStandsForItsLayer() {
        // 20 cm for 0 to 30 cm, 40 cm for 30 to 50 cm: 300 · 0.02 + 200 · 0.005 = 7 mm.
        DepletionAhead ahead =
                of(forecast(20, d -> 0.25 - 0.02 * d, d -> 0), forecast(40, d -> 0.26 - 0.005 * d, d -> 0));
        assertThat(ahead.meanMm(1)).isEqualTo(7, within(0.01));
    }

    @Test
    void waterAboveFieldCapacityDrainsAndIsNotMissed() {
        // From 0.32 to 0.27 m³/m³: only the last 0.01 lie below field capacity.
        assertThat(of(forecast(30, d -> 0.32 - 0.05 * d, d -> 0)).meanMm(1)).isEqualTo(5, within(0.01));
        assertThat(of(forecast(30, d -> 0.40 - 0.01 * d, d -> 0)).meanMm(7)).isZero();
    }

    @Test
    void whatAProbeAlwaysReadsTooMuchCancels() {
        double[] once = of(forecast(30, d -> 0.25 - 0.01 * d, d -> 0.01)).changeMm()[2];
        double[] drier = of(forecast(30, d -> 0.20 - 0.01 * d, d -> 0.01)).changeMm()[2];
        for (int d = 0; d < DepletionAhead.DAYS; d++) {
            assertThat(drier[d]).isEqualTo(once[d], within(1e-9));
        }
    }

    @Test
    void rainThatIsExpectedMakesItLess() {
        assertThat(of(forecast(30, d -> d < 0.9 ? 0.20 : 0.25, d -> 0)).meanMm(1))
                .isEqualTo(-25, within(0.01));
    }

    @Test
    void probesBelowTheRootsAreLeftOutAndAForecastWithoutQuantilesSaysNothing() {
        MoistureForecast deep = forecast(100, d -> 0.3 - 0.05 * d, d -> 0);
        MoistureForecast within = forecast(30, d -> 0.26 - 0.01 * d, d -> 0);
        assertThat(of(deep, within).meanMm(1)).isEqualTo(5, within(0.01));
        assertThat(DepletionAhead.of(List.of(deep), ZONE, d -> 0.28, NOW)).isEmpty();
        assertThat(DepletionAhead.of(List.of(), ZONE, d -> 0.28, NOW)).isEmpty();
        MoistureForecast bare = new MoistureForecast(
                NOW, 30, Method.PERSISTENCE, List.of(new Point(NOW, 0.25, null, null)), null, null);
        assertThat(DepletionAhead.of(List.of(bare), ZONE, d -> 0.28, NOW)).isEmpty();
        MoistureForecast aDay =
                new MoistureForecast(NOW, 30, Method.LEARNED, within.points().subList(0, 24), null, null);
        assertThat(DepletionAhead.of(List.of(aDay), ZONE, d -> 0.28, NOW))
                .as("it does not reach a week")
                .isEmpty();
    }
}
