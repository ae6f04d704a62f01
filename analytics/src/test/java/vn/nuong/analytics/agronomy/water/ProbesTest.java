package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.agronomy.SoilWater;

class ProbesTest {
    private static final SoilWater SOIL = new SoilWater(0.358, 0.218, 0.477, 4.3);

    @Test
    void letsEachProbeStandForTheLayerBetweenMidpoints() {
        // Probes at 0.20, 0.30, 0.50 m; layers 0–0.25, 0.25–0.40, 0.40–0.50 m.
        List<ProbeReading> readings =
                List.of(ProbeReading.of(0.50, 0.338), ProbeReading.of(0.20, 0.258), ProbeReading.of(0.30, 0.308));
        assertThat(RootZone.depletionFromProbes(readings, SOIL, 0.5).getAsDouble())
                .isCloseTo(100 * 0.25 + 50 * 0.15 + 20 * 0.10, within(1e-9));
    }

    @Test
    void letsOneProbeStandForTheWholeRootZone() {
        assertThat(RootZone.depletionFromProbes(List.of(ProbeReading.of(0.2, 0.308)), SOIL, 0.5)
                        .getAsDouble())
                .isCloseTo(25, within(1e-9));
    }

    @Test
    void leavesOutProbesBelowTheRoots() {
        List<ProbeReading> readings = List.of(ProbeReading.of(0.2, 0.308), ProbeReading.of(0.8, 0.1));
        assertThat(RootZone.depletionFromProbes(readings, SOIL, 0.5).getAsDouble())
                .isCloseTo(25, within(1e-9));
        assertThat(RootZone.depletionFromProbes(List.of(ProbeReading.of(0.8, 0.1)), SOIL, 0.5))
                .isEmpty();
    }

    @Test
    void cancelsAnAdditiveErrorWithTheProbesOwnFieldCapacity() {
        List<ProbeReading> biased = List.of(new ProbeReading(0.25, 0.308 + 0.07, 0.358 + 0.07));
        assertThat(RootZone.depletionFromProbes(biased, SOIL, 0.5).getAsDouble())
                .isCloseTo(25, within(1e-9));
    }

    @Test
    void refusesTwoReadingsOfOneDepth() {
        List<ProbeReading> twice = List.of(ProbeReading.of(0.2, 0.3), ProbeReading.of(0.2, 0.31));
        assertThatThrownBy(() -> RootZone.depletionFromProbes(twice, SOIL, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.2 m");
    }

    @Test
    void agreesWithAUniformProfileWhereverTheProbesAre() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            double zr = 0.3 + random.nextDouble();
            double theta = 0.2 + 0.2 * random.nextDouble();
            List<ProbeReading> readings = new ArrayList<>();
            for (int k = 1 + random.nextInt(5); k > 0; k--) {
                readings.add(ProbeReading.of(zr * random.nextDouble(), theta));
            }
            assertThat(RootZone.depletionFromProbes(readings, SOIL, zr).getAsDouble())
                    .isCloseTo(1000 * (0.358 - theta) * zr, within(1e-9));
        }
    }

    @Test
    void pullsTheModelATenthOfTheWayToAnUncalibratedProbe() {
        DepletionObservation observed =
                DepletionObservation.ofProbes(32, 0.5, DepletionObservation.UNCALIBRATED_SIGMA_THETA);
        Assimilation result = Assimilation.of(20, 25, observed);

        assertThat(observed.variance()).isCloseTo(225, within(1e-9));
        assertThat(result.gain()).isCloseTo(0.10, within(1e-12));
        assertThat(result.depletionMm()).isCloseTo(21.2, within(1e-9));
        assertThat(result.variance()).isCloseTo(22.5, within(1e-9));
        assertThat(result.accepted()).isTrue();
    }

    @Test
    void refusesAnInnovationBeyondThreeDeviations() {
        // √(16 + 9) = 5, so the limit is 15 mm.
        DepletionObservation at = new DepletionObservation(35, 3);
        DepletionObservation beyond = new DepletionObservation(35.001, 3);

        assertThat(Assimilation.of(20, 16, at).accepted()).isTrue();
        Assimilation refused = Assimilation.of(20, 16, beyond);
        assertThat(refused.accepted()).isFalse();
        assertThat(refused.depletionMm()).isEqualTo(20);
        assertThat(refused.variance()).isEqualTo(16);
        assertThat(refused.limitMm()).isCloseTo(15, within(1e-12));
    }
}
