package vn.nuong.analytics.agronomy.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.agronomy.SaxtonRawls;

class SaxtonRawlsCurveTest {

    private static final List<double[]> TEXTURES = List.of(
            new double[] {0.88, 0.05},
            new double[] {0.65, 0.10},
            new double[] {0.40, 0.20},
            new double[] {0.20, 0.15},
            new double[] {0.30, 0.35},
            new double[] {0.10, 0.35},
            new double[] {0.25, 0.50});

    private static SaxtonRawlsCurve curve(double sand, double clay) {
        return new SaxtonRawlsCurve(SaxtonRawls.of(sand, clay, 2.5), SaxtonRawls.airEntryKpa(sand, clay, 2.5));
    }

    /** Saxton and Rawls (2006), Table 3: wilting point, field capacity, saturation in % at 2.5 % organic matter. */
    @Test
    void holdsWhatTheTablePublishesAt1500And33KpaAndAtSaturation() {
        double[][] table = {
            {0.65, 0.10, 8, 18, 45}, // sandy loam
            {0.40, 0.20, 14, 28, 46}, // loam
            {0.20, 0.15, 11, 31, 48}, // silt loam
            {0.30, 0.35, 22, 36, 48}, // clay loam
            {0.10, 0.35, 21, 38, 51}, // silty clay loam
            {0.25, 0.50, 30, 42, 50}, // clay
        };
        for (double[] row : table) {
            SaxtonRawlsCurve curve = curve(row[0], row[1]);
            assertThat(100 * curve.theta(1500)).isEqualTo(row[2], within(0.6));
            assertThat(100 * curve.theta(33)).isEqualTo(row[3], within(0.6));
            assertThat(100 * curve.theta(0)).isEqualTo(row[4], within(0.6));
        }
    }

    @Test
    void airEntersLoamAtAboutFourKilopascalAndCoarseSandAtOnce() {
        // Eq. 4 reckoned by hand from θS-33 = 0.1757: ψet = 2.716, and 2.716 + 0.02·2.716² − 0.113·2.716 − 0.70 is
        // below.
        assertThat(SaxtonRawls.airEntryKpa(0.40, 0.20, 2.5)).isEqualTo(4.147, within(0.005));
        assertThat(SaxtonRawls.airEntryKpa(0.88, 0.05, 2.5)).isZero();
    }

    @Test
    void goesThereAndBack() {
        for (double[] texture : TEXTURES) {
            SaxtonRawlsCurve curve = curve(texture[0], texture[1]);
            double wilting = curve.soil().wiltingPoint();
            double saturation = curve.soil().saturation();
            for (int i = 0; i <= 200; i++) {
                double theta = wilting + i / 200.0 * (saturation - wilting);
                double kpa = curve.tensionKpa(theta);
                assertThat(curve.theta(Math.min(1500, kpa))).isEqualTo(theta, within(1e-12));
            }
        }
    }

    @Test
    void fallsAsTensionRisesWithoutALeap() {
        for (double[] texture : TEXTURES) {
            SaxtonRawlsCurve curve = curve(texture[0], texture[1]);
            double before = curve.soil().saturation();
            for (double kpa = 0; kpa <= 1500; kpa += 0.25) {
                double theta = curve.theta(kpa);
                assertThat(theta).isBetween(before - 0.0051, before);
                assertThat(kpa <= curve.airEntryKpa() || theta < before).isTrue();
                before = theta;
            }
        }
    }

    @Test
    void isNotExtended() {
        SaxtonRawlsCurve loam = curve(0.40, 0.20);
        assertThatThrownBy(() -> loam.theta(1501)).hasMessageContaining("1501");
        assertThatThrownBy(() -> loam.theta(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> loam.tensionKpa(0.05)).hasMessageContaining("0.05");
    }
}
