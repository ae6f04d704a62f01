package vn.nuong.analytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;
import vn.nuong.telemetry.advice.Text;

class MoistureForecasterTest {

    private static final Instant ISSUED = Histories.ISSUED;
    private static final Recession RECESSION = new Recession(0.28, 0.14, 12, 4, 0.6, 0.4);
    private static final TreeMap<Instant, Double> READINGS = Histories.around(25, 0.25, 0.001, new Random(8));

    /** Says −0.006, −0.012, −0.018, −0.024 at its four leads. */
    private record FakeModel(ModelReport report, boolean answers) implements MoistureModel {
        @Override
        public Optional<double[]> deltas(MoistureHistory history) {
            return answers ? Optional.of(new double[] {-0.006, -0.012, -0.018, -0.024}) : Optional.empty();
        }
    }

    private static FakeModel model(double skill, @Nullable Double physicsSkill, boolean answers) {
        ModelReport r = ModelReport.shipped();
        ModelReport.Measured measured = new ModelReport.Measured(
                "here",
                "March",
                new Text("đo ở đây", "measured here"),
                30,
                24,
                100,
                skill,
                -1,
                1,
                physicsSkill,
                0.8,
                true);
        ModelReport report = new ModelReport(
                r.version(),
                r.trained(),
                r.seed(),
                r.network(),
                r.sources(),
                r.trainedOn(),
                r.chosenOn(),
                r.unseen(),
                r.transfer(),
                r.features(),
                r.normalisation(),
                r.leadHours(),
                r.changeScale(),
                r.shrink(),
                r.low(),
                r.high(),
                List.of(measured),
                r.check());
        return new FakeModel(report, answers);
    }

    private static MoistureForecast forecast(MoistureModel model, MoistureHistory history) {
        return new MoistureForecaster(model).forecast(history, RECESSION).orElseThrow();
    }

    @Test
    void physicsOverrulesAModelWithoutSkill() {
        MoistureHistory history = Histories.of(READINGS, 30);
        assertThat(forecast(model(0.0001, null, true), history).method()).isEqualTo(Method.LEARNED);
        assertThat(forecast(model(0, null, true), history).method()).isEqualTo(Method.PHYSICS);
        assertThat(forecast(model(-0.5, null, true), history).method()).isEqualTo(Method.PHYSICS);
    }

    @Test
    void physicsOverrulesAModelThatIsWorseThanPhysics() {
        MoistureHistory history = Histories.of(READINGS, 30);
        assertThat(forecast(model(0.05, 0.06, true), history).method()).isEqualTo(Method.PHYSICS);
        assertThat(forecast(model(0.05, 0.04, true), history).method()).isEqualTo(Method.LEARNED);
    }

    @Test
    void physicsTakesOverWhereNothingWasMeasuredNearThatDepthOrTheModelCannotAnswer() {
        FakeModel model = model(0.1, null, true);
        assertThat(forecast(model, Histories.of(READINGS, 45)).method()).isEqualTo(Method.LEARNED);
        MoistureForecast deep = forecast(model, Histories.of(READINGS, 46));
        assertThat(deep.method()).isEqualTo(Method.PHYSICS);
        assertThat(deep.skill()).isNull();
        assertThat(forecast(model(0.1, null, false), Histories.of(READINGS, 30)).method())
                .isEqualTo(Method.PHYSICS);
    }

    @Test
    void startsAtTheLastObservationAndGoesOnForADay() {
        Instant last = ISSUED.minus(Duration.ofHours(3));
        double now = READINGS.get(last);
        MoistureForecast forecast = forecast(model(0.1, null, true), Histories.of(READINGS.headMap(last, true), 30));
        List<Point> points = forecast.points();
        assertThat(points).hasSize(24);
        assertThat(points.get(0).time()).isEqualTo(last.plus(Histories.HOUR));
        assertThat(points.get(0).soilMoisture()).isCloseTo(now - 0.001, within(1e-12));
        assertThat(points.get(23).time()).isEqualTo(last.plus(Duration.ofHours(24)));
        assertThat(points.get(23).soilMoisture()).isCloseTo(now - 0.024, within(1e-12));
        assertThat(forecast.issued()).isEqualTo(ISSUED);
    }

    @Test
    void physicsStartsAtTheLastObservationToo() {
        MoistureForecast forecast = forecast(model(-1, null, true), Histories.of(READINGS, 30));
        assertThat(forecast.points())
                .extracting(Point::soilMoisture)
                .containsExactlyElementsOf(java.util.Arrays.stream(RECESSION.after(READINGS.get(ISSUED), 24))
                        .boxed()
                        .toList());
    }

    @Test
    void anObservationOlderThanSixHoursIsNothingToStartFrom() {
        MoistureForecaster forecaster = new MoistureForecaster(model(0.1, null, true));
        Instant sixHoursAgo = ISSUED.minus(Duration.ofHours(6));
        assertThat(forecaster.forecast(Histories.of(READINGS.headMap(sixHoursAgo, true), 30), RECESSION))
                .isPresent();
        assertThat(forecaster.forecast(Histories.of(READINGS.headMap(sixHoursAgo, false), 30), RECESSION))
                .isEmpty();
        assertThat(forecaster.forecast(Histories.of(new TreeMap<>(), 30), RECESSION))
                .isEmpty();
    }

    @Test
    void percentilesAreOrderedAndWiderWhereTheProbeMovesMore() {
        MoistureForecast calm = forecast(model(0.1, null, true), Histories.of(READINGS, 30));
        MoistureForecast lively =
                forecast(model(0.1, null, true), Histories.of(Histories.around(25, 0.25, 0.004, new Random(8)), 30));
        for (MoistureForecast forecast : List.of(calm, lively)) {
            assertThat(forecast.points())
                    .allSatisfy(p -> assertThat(p.soilMoisture()).isBetween(p.low(), p.high()));
        }
        assertThat(width(lively)).isGreaterThan(2 * width(calm));
    }

    private static double width(MoistureForecast forecast) {
        Point last = forecast.points().get(23);
        return last.high() - last.low();
    }

    @Test
    void withoutDaysToCompareTheBandIsNotKnown() {
        TreeMap<Instant, Double> short_ = new TreeMap<>(READINGS.tailMap(ISSUED.minus(Duration.ofDays(2)), true));
        assertThat(forecast(model(0.1, null, true), Histories.of(short_, 30)).points())
                .allSatisfy(p -> assertThat(p.low()).isNull());
    }

    @Test
    void saysWhereTheSkillWasMeasuredInBothLanguages() {
        MoistureForecast forecast = forecast(model(0.1, null, true), Histories.of(READINGS, 35));
        assertThat(forecast.skill()).isEqualTo(0.1);
        assertThat(forecast.skillSource())
                .isEqualTo(new Text("đo ở đây, sâu 30 cm, trước 24 giờ", "measured here, 30 cm deep, 24 h ahead"));
    }
}
