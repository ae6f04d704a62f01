package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.SurfaceEvaporation.Day;

class SurfaceEvaporationTest {

    /** FAO-56 Example 31: TEW 20 mm, REW 9 mm, Kcmax 1.20, Kcb 0.15, ETo 4.5 mm/day, wetted once. */
    @Test
    void driesTheSurfaceAsInFao56Example31() {
        double[] expected = {4.73, 9.45, 13.98, 16.57, 18.04, 18.88, 19.36, 19.64, 19.79, 19.88};
        SurfaceEvaporation surface = new SurfaceEvaporation(20, 9);
        double depletion = 0;
        for (double de : expected) {
            depletion = surface.day(depletion, 0, 0, 1, 1, 0.15, 1.20, 4.5).depletionMm();
            assertThat(depletion).isCloseTo(de, within(0.006));
        }
    }

    /**
     * FAO-56 Example 35 recomputed: the table as printed is wrong (see its errata). Kcmax 1.2120, TEW 18 mm, REW 8 mm;
     * 40 mm on day 1 wets 0.8 of the surface, 6 mm of rain on day 6 wets all; Kcb 0.30 to 0.40, bare share 0.92 to 0.86.
     */
    @Test
    void evaporatesAsInFao56Example35() {
        double[] eto = {4.5, 5, 3.9, 4.2, 4.8, 2.7, 5.8, 5.1, 4.7, 5.2};
        double[] ke = {.912, .901, .644, .360, .192, .605, .441, .193, .098, .053};
        double[] de = {5.13, 10.76, 13.90, 15.79, 16.94, 12.78, 15.69, 16.82, 17.34, 17.67};
        SurfaceEvaporation surface = new SurfaceEvaporation(18, 8);
        double depletion = 18;
        for (int i = 0; i < eto.length; i++) {
            double kcb = 0.30 + 0.10 * i / 9;
            double wetted = i < 5 ? 0.8 : 1;
            double few = SurfaceEvaporation.exposedWetted(0.92 - 0.06 * i / 9, wetted);
            Day day = surface.day(depletion, i == 5 ? 6 : 0, i == 0 ? 40 : 0, wetted, few, kcb, 1.2120, eto[i]);
            assertThat(day.ke()).as("Ke of day %d", i + 1).isCloseTo(ke[i], within(0.0006));
            assertThat(day.depletionMm()).as("De of day %d", i + 1).isCloseTo(de[i], within(0.006));
            assertThat(day.evaporationMm()).isCloseTo(day.ke() * eto[i], within(1e-9));
            depletion = day.depletionMm();
        }
    }

    @Test
    void findsTotalEvaporableWaterAndTheUpperLimit() {
        assertThat(SurfaceEvaporation.totalEvaporableMm(0.23, 0.10, 0.10)).isCloseTo(18, within(1e-9));
        assertThat(SurfaceEvaporation.upperLimit(0.9, 2, 45, 1.5)).isCloseTo(1.2, within(1e-12));
        assertThat(SurfaceEvaporation.upperLimit(1.2, 2, 45, 1.5)).isCloseTo(1.25, within(1e-12));
    }

    /** No soil has more readily than totally evaporable water; pyfao56 1.4.3 reckons with it so. */
    @Test
    void letsNothingEvaporateWhereEq74HasMoreReadilyThanTotallyEvaporableWater() {
        SurfaceEvaporation surface = new SurfaceEvaporation(8, 18);
        for (double depletion = 0; depletion <= 8; depletion += 0.5) {
            assertThat(surface.reduction(depletion)).isZero();
        }
    }

    @Test
    void refusesReadilyEvaporableWaterThatEq74CannotDivideBy() {
        for (double rew : new double[] {8, -1, Double.NaN}) {
            assertThatThrownBy(() -> new SurfaceEvaporation(8, rew))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rew + " mm must be")
                    .hasMessageContaining("Table 19");
        }
    }
}
