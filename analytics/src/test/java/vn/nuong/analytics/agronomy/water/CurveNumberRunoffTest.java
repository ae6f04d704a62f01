package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveNumberRunoffTest {
    private static final SurfaceEvaporation SURFACE = new SurfaceEvaporation(20, 8);

    /** By hand from the equations: CN III 87.540, S 35.58 mm, (50 − 7.117)² / (50 + 28.467). */
    @Test
    void letsRainRunOffAWetSurface() {
        assertThat(CurveNumberRunoff.curveNumber(75, 0, SURFACE)).isCloseTo(87.5401, within(1e-4));
        assertThat(CurveNumberRunoff.runoffMm(50, 75, 0, SURFACE)).isCloseTo(23.436, within(0.001));
    }

    @Test
    void takesTheDrySurfacesCurveNumberWhenItIsDry() {
        assertThat(CurveNumberRunoff.curveNumber(75, 20, SURFACE)).isCloseTo(56.8074, within(1e-4));
        double half = (4 + (0.7 * 8 + 0.3 * 20)) / 2;
        assertThat(CurveNumberRunoff.curveNumber(75, half, SURFACE)).isCloseTo((87.5401 + 56.8074) / 2, within(1e-3));
    }

    @Test
    void neverLetsMoreRunOffThanFellAndMoreOfMoreRainOnAWetterSurface() {
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            double rain = 300 * random.nextDouble();
            double cn = 20 + 80 * random.nextDouble();
            double depletion = 20 * random.nextDouble();
            double runoff = CurveNumberRunoff.runoffMm(rain, cn, depletion, SURFACE);
            assertThat(runoff).isBetween(0.0, rain);
            assertThat(CurveNumberRunoff.runoffMm(rain + 1, cn, depletion, SURFACE))
                    .isGreaterThanOrEqualTo(runoff);
            assertThat(CurveNumberRunoff.runoffMm(rain, cn, depletion / 2, SURFACE))
                    .isGreaterThanOrEqualTo(runoff);
        }
    }
}
