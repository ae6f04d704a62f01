package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SalinityStressTest {

    /** FAO-56 Example 39: bean, ECe 1.5 dS/m, threshold 1.0, slope 19 %, Ky 1.15. */
    @Test
    void slowsTheBeanOfFao56Example39() {
        SalinityStress bean = new SalinityStress(1.0, 19, 1.15);

        assertThat(bean.coefficient(1.5)).isCloseTo(0.92, within(0.005));
        assertThat(bean.relativeYield(1.5)).isCloseTo(0.905, within(1e-9));
    }

    @Test
    void doesNothingBelowTheThresholdAndNeverGoesBelowNothing() {
        SalinityStress bean = new SalinityStress(1.0, 19, 1.15);

        assertThat(bean.coefficient(0.9)).isEqualTo(1);
        assertThat(bean.relativeYield(20)).isZero();
        assertThat(bean.coefficient(20)).isZero();
    }
}
