package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeSteepnessTest {

    @Test
    void isOneOnTheSlopeThatItIsScaledTo() {
        assertThat(SlopeSteepness.of(9)).isEqualTo(1, within(0.01));
        assertThat(SlopeSteepness.of(8.999)).isEqualTo(SlopeSteepness.of(9), within(0.01));
    }

    @Test
    void growsWithTheSlope() {
        assertThat(SlopeSteepness.of(0)).isEqualTo(0.03, within(1e-12));
        for (int percent = 0; percent < 150; percent++) {
            assertThat(SlopeSteepness.of(percent + 1)).isGreaterThan(SlopeSteepness.of(percent));
        }
        assertThat(SlopeSteepness.of(100)).isEqualTo(16.8 / Math.sqrt(2) - 0.5, within(1e-12));
    }

    @Test
    void refusesSlopesThatAreNone() {
        assertThatThrownBy(() -> SlopeSteepness.of(-1)).hasMessageContaining("slope");
        assertThatThrownBy(() -> SlopeSteepness.of(151)).hasMessageContaining("slope");
    }
}
