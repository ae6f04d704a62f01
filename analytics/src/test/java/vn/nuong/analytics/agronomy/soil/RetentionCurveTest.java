package vn.nuong.analytics.agronomy.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetentionCurveTest {

    private static RetentionCurve curve(Map<Double, Double> points) {
        return new RetentionCurve(new TreeMap<>(points));
    }

    @Test
    void isExactWhereItWasMeasuredAndLogarithmicInBetween() {
        RetentionCurve curve = curve(Map.of(0.0, 0.48, 10.0, 0.36, 100.0, 0.28, 1500.0, 0.15));
        assertThat(curve.theta(10)).isEqualTo(0.36);
        assertThat(curve.theta(1500)).isEqualTo(0.15);
        assertThat(curve.theta(Math.sqrt(10 * 100))).isEqualTo(0.32, within(1e-12)); // half of the logarithms' way
        assertThat(curve.saturation()).isEqualTo(0.48);
    }

    @Test
    void fallsAsSuctionRises() {
        RetentionCurve curve = curve(Map.of(0.0, 0.48, 33.0, 0.31, 1500.0, 0.15));
        double before = 1;
        for (double kpa = 0.2; kpa <= 1500; kpa *= 1.3) {
            assertThat(curve.theta(kpa)).isLessThan(before);
            before = curve.theta(kpa);
        }
    }

    @Test
    void goesThereAndBackAndIsFlatBelowTheLeastSuction() {
        RetentionCurve curve = curve(Map.of(0.0, 0.48, 10.0, 0.36, 100.0, 0.28, 1500.0, 0.15));
        for (double theta = 0.15; theta < 0.48; theta += 0.001) {
            assertThat(curve.theta(curve.tensionKpa(theta))).isEqualTo(theta, within(1e-12));
        }
        assertThat(curve.theta(0.05)).isEqualTo(0.48);
        assertThatThrownBy(() -> curve.tensionKpa(0.5)).hasMessageContaining("0.5 is outside");
        assertThatThrownBy(() -> curve.tensionKpa(0.14)).hasMessageContaining("0.14 is outside");
    }

    @Test
    void isNeverExtended() {
        RetentionCurve curve = curve(Map.of(33.0, 0.31, 1000.0, 0.17));
        assertThatThrownBy(() -> curve.theta(1500))
                .hasMessageContaining("1000.0")
                .hasMessageContaining("1500.0");
        assertThat(curve.saturation()).isNaN();
    }

    @Test
    void aCurveThatRisesOrIsInPercentIsRefused() {
        assertThatThrownBy(() -> curve(Map.of(33.0, 0.2, 1500.0, 0.3))).hasMessageContaining("rises");
        assertThatThrownBy(() -> curve(Map.of(33.0, 31.0, 1500.0, 15.0))).hasMessageContaining("31.0");
        assertThatThrownBy(() -> curve(Map.of(33.0, 0.31))).hasMessageContaining("1 points");
    }
}
