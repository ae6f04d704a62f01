package vn.nuong.analytics.forecast.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;

class LiveForecastsTest {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final String PLOT = "plot-1";

    @TempDir
    Path dir;

    private ForecastLog log;
    private LiveForecasts live;
    private final TreeMap<Instant, Double> came = new TreeMap<>();
    private double watered;

    private final LiveForecasts.Field field = new LiveForecasts.Field() {
        @Override
        public NavigableMap<Instant, Double> readings(int depthCm) {
            return came;
        }

        @Override
        public double wateredMm(Instant from, Instant to) {
            return watered;
        }
    };

    @BeforeEach
    void open() throws IOException {
        log = ForecastLog.open(dir.resolve("forecasts.sqlite"));
        live = new LiveForecasts(log);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    /** Soil that swings between 0.25 and 0.35 m³/m³ within 60 h. */
    private static double moisture(Instant time) {
        return 0.30
                + 0.05 * Math.sin(2 * Math.PI * Duration.between(START, time).toMinutes() / 3600.0);
    }

    private static MoistureForecast forecast(Instant start, Method method, DoubleUnaryOperator share, double band) {
        double now = moisture(start);
        List<Point> points = new ArrayList<>();
        for (int h = 1; h <= 24; h++) {
            Instant time = start.plus(Duration.ofHours(h));
            double expected = now + share.applyAsDouble(h) * (moisture(time) - now);
            points.add(
                    band > 0
                            ? new Point(time, expected, expected - band, expected + band)
                            : new Point(time, expected, null, null));
        }
        return new MoistureForecast(start, 30, method, points, null, null);
    }

    /** An hour: reads the soil, forecasts and says what is shown. */
    private MoistureForecast hour(int hour, double learned, double physics) throws IOException {
        return hour(hour, learned, physics, List.of());
    }

    private MoistureForecast hour(int hour, double learned, double physics, List<String> outside) throws IOException {
        Instant now = START.plus(Duration.ofHours(hour));
        came.put(now, moisture(now));
        Offer offer = new Offer(
                forecast(now, Method.LEARNED, h -> learned, 0.01),
                forecast(now, Method.PHYSICS, h -> physics, 0),
                outside);
        return live.choose(PLOT, offer, "m1", field, now);
    }

    private MoistureForecast hours(int from, int to, double learned, double physics) throws IOException {
        MoistureForecast shown = hour(from, learned, physics);
        for (int h = from + 1; h <= to; h++) {
            shown = hour(h, learned, physics);
        }
        return shown;
    }

    private Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    @Test
    void aModelThatIsRightStaysAndItsRecordSaysHowRight() throws IOException {
        assertThat(hours(0, 240, 0.9, 0.5).method()).isEqualTo(Method.LEARNED);
        LiveForecasts.Record record = live.record(PLOT, at(240));
        assertThat(record.switches()).isEmpty();
        assertThat(record.scores()).singleElement().satisfies(s -> {
            assertThat(s.horizonHours()).isEqualTo(24);
            assertThat(s.n()).isEqualTo(240 / 3 - 24 / 3 + 1);
            assertThat(s.skill()).isCloseTo(0.99, within(1e-9));
            assertThat(s.physics()).isCloseTo(0.5 * s.persistence(), within(1e-9));
            assertThat(s.learned()).isCloseTo(0.1 * s.persistence(), within(1e-9));
            assertThat(s.inside80()).isEqualTo(1);
        });
    }

    @Test
    void aModelThatIsWorseThanPersistenceGivesWayToThePhysicsAndComesBackWhenItIsBetter() throws IOException {
        assertThat(hours(0, 500, -0.5, 0.5).method()).isEqualTo(Method.PHYSICS);
        ModelUse.Switch aside = live.record(PLOT, at(500)).switches().get(0);
        assertThat(aside.method()).isEqualTo(Method.LEARNED);
        assertThat(aside.aside()).isTrue();
        // as soon as enough has come: 56 forecasts, one in three hours, the last of them a day old
        assertThat(aside.at()).isEqualTo(at(3 * (Standing.FEWEST - 1) + 24));

        assertThat(hours(501, 1000, 0.9, 0.5).method()).isEqualTo(Method.LEARNED);
        assertThat(live.record(PLOT, at(1000)).switches())
                .extracting(ModelUse.Switch::aside)
                .containsExactly(false, true);
    }

    @Test
    void whenBothAreWorseThanPersistenceItStaysAsItIs() throws IOException {
        MoistureForecast shown = hours(0, 300, -0.5, -0.5);
        assertThat(shown.method()).isEqualTo(Method.PERSISTENCE);
        assertThat(shown.points()).hasSize(24).allSatisfy(p -> {
            assertThat(p.soilMoisture()).isEqualTo(moisture(at(300)));
            assertThat(p.low()).isNull();
        });
    }

    @Test
    void inputsThatItNeverLearnedFromAreForThePhysics() throws IOException {
        assertThat(hour(0, 0.9, 0.5).method()).isEqualTo(Method.LEARNED);
        assertThat(hour(1, 0.9, 0.5, List.of("air_temperature 44")).method()).isEqualTo(Method.PHYSICS);
        assertThat(hours(2, 24, 0.9, 0.5).method()).isEqualTo(Method.PHYSICS);
        assertThat(hour(25, 0.9, 0.5).method()).isEqualTo(Method.LEARNED);
    }

    @Test
    void whatIsKeptOutlivesTheProcess() throws IOException {
        hours(0, 300, -0.5, 0.5);
        close();
        open();
        assertThat(hour(301, -0.5, 0.5).method()).isEqualTo(Method.PHYSICS);
        assertThat(live.record(PLOT, at(301)).switches()).hasSize(1);
    }

    @Test
    void aForecastOverAnIrrigationIsNotHeldAgainstAnybody() throws IOException {
        watered = 5;
        assertThat(hours(0, 300, -0.5, 0.5).method()).isEqualTo(Method.LEARNED);
        assertThat(live.record(PLOT, at(300)).scores()).isEmpty();
    }

    @Test
    void whatWasNeverReadIsNotScored() throws IOException {
        hours(0, 30, 0.9, 0.5);
        came.remove(at(24));
        hours(31, 120, 0.9, 0.5);
        int n = live.record(PLOT, at(120)).scores().get(0).n();
        came.remove(at(123));
        live.choose(
                PLOT,
                new Offer(
                        forecast(at(123), Method.LEARNED, h -> 0.9, 0),
                        forecast(at(123), Method.PHYSICS, h -> 0.5, 0),
                        List.of()),
                "m1",
                field,
                at(123));
        assertThat(live.record(PLOT, at(123)).scores().get(0).n()).isEqualTo(n);
    }

    @Test
    void nothingFromLaterThanTheClockCounts() throws IOException {
        hours(0, 240, -0.5, 0.5);
        LiveForecasts.Record early = live.record(PLOT, at(20));
        assertThat(early.scores()).isEmpty();
        assertThat(early.switches()).isEmpty();
        assertThat(hour(0, -0.5, 0.5).method()).isEqualTo(Method.LEARNED); // the replay begins again
    }

    @Test
    void twoMonthsAreKeptAndNoMore() throws IOException {
        hours(0, 24 * 70, 0.9, 0.5);
        assertThat(log.due(PLOT, START, at(24 * 70)))
                .allSatisfy(r -> assertThat(r.start()).isAfterOrEqualTo(at(24 * 8)))
                .hasSizeLessThanOrEqualTo(8 * 62 + 1);
    }

    @Test
    void plotsAreApart() throws IOException {
        hours(0, 100, 0.9, 0.5);
        assertThat(live.record("plot-2", at(100)).scores()).isEmpty();
    }
}
