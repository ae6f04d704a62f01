package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconciledDepletionTest {

    private static final double TAW = 100;

    @Test
    void withNothingKnownOfTheBiasYetAnUpdateIsTheScalarOne() {
        // Pf 25, Zr 0.5 m, σθ 0.03: R 225, K 0.10; 20 against 32 gives 21.2 and Pa 22.5.
        ReconciledDepletion updated = new ReconciledDepletion(20, 0, 25, 0, 225 - 6.25).corrected(32, 6.25, TAW);
        assertThat(updated.depletionMm()).isCloseTo(21.2, within(1e-9));
        assertThat(updated.variance()).isCloseTo(22.5, within(1e-9));

        Assimilation scalar = Assimilation.of(20, 25, new DepletionObservation(32, 15));
        assertThat(updated.depletionMm()).isCloseTo(scalar.depletionMm(), within(1e-9));
        assertThat(updated.variance()).isCloseTo(scalar.variance(), within(1e-9));
    }

    @Test
    void probesThatRepeatThemselvesDoNotMakeSurerThanTheirBias() {
        ReconciledDepletion belief = ReconciledDepletion.ofProbes(40, 6.25, 225, TAW);
        for (int i = 0; i < 1000; i++) {
            belief = belief.corrected(40, 6.25, TAW);
        }
        assertThat(belief.depletionMm()).isCloseTo(40, within(1e-6));
        assertThat(belief.variance()).isBetween(225.0, 225.1);
    }

    @Test
    void aRootZoneThatIsKnownToBeFullTellsTheBias() {
        ReconciledDepletion belief =
                ReconciledDepletion.ofProbes(30, 6.25, 225, TAW).carried(5, 20, 0);
        ReconciledDepletion measured = belief.measured(5, 1e-6, 18, 6.25, TAW);
        assertThat(measured.depletionMm()).isCloseTo(5, within(0.01));
        // 13 mm too dry, shared with the noise of the reading: b's variance once Dr is known is 225 − 225²/251.25.
        double known = 225 - 225 * 225 / 251.25;
        assertThat(measured.biasMm()).isCloseTo(13 * known / (known + 6.25), within(1e-3));
        assertThat(Math.sqrt(measured.biasVariance())).isLessThan(3);
        // From then on what they read is corrected by it.
        ReconciledDepletion later = measured.carried(25, 4, 0).corrected(25 + measured.biasMm(), 6.25, TAW);
        assertThat(later.depletionMm()).isCloseTo(25, within(0.01));
    }

    @Test
    void silenceNeverMakesSurerAndAnObservationAlwaysDoes() {
        Random random = new Random(7);
        for (int season = 0; season < 200; season++) {
            ReconciledDepletion belief =
                    ReconciledDepletion.ofProbes(100 * random.nextDouble(), 1 + 10 * random.nextDouble(), 400, TAW);
            for (int day = 0; day < 60; day++) {
                double before = belief.variance();
                belief = belief.carried(100 * random.nextDouble(), 0.5 + random.nextDouble(), 0.04);
                assertThat(belief.variance()).isGreaterThan(before);
                if (random.nextInt(3) == 0) {
                    before = belief.variance();
                    belief = belief.corrected(-50 + 200 * random.nextDouble(), 1 + 10 * random.nextDouble(), TAW);
                    assertThat(belief.variance()).isLessThan(before).isNotNegative();
                    assertThat(belief.depletionMm()).isBetween(0.0, TAW);
                    assertThat(belief.covariance() * belief.covariance())
                            .isLessThanOrEqualTo(belief.variance() * belief.biasVariance() + 1e-6);
                }
            }
        }
    }

    @Test
    void aDrierProbeNeverMeansAWetterRootZone() {
        ReconciledDepletion belief =
                ReconciledDepletion.ofProbes(30, 6.25, 400, TAW).carried(34, 2, 0.04);
        double before = -1;
        for (double seen = -50; seen <= 150; seen += 1) {
            double now = belief.corrected(seen, 6.25, TAW).depletionMm();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }
}
