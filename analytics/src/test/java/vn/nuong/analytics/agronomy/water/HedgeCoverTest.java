package vn.nuong.analytics.agronomy.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HedgeCoverTest {
    private static final LocalDate PRUNED = LocalDate.of(2026, 1, 10);

    @Test
    void growsBackEvenlyAfterPruning() {
        HedgeCover hedge = new HedgeCover(0.9, List.of(new HedgeCover.Cut(PRUNED, 0.1, 100, null)));
        assertThat(hedge.on(PRUNED.minusDays(1))).isEqualTo(0.9);
        assertThat(hedge.on(PRUNED)).isCloseTo(0.1, within(1e-12));
        assertThat(hedge.on(PRUNED.plusDays(50))).isCloseTo(0.5, within(1e-12));
        assertThat(hedge.on(PRUNED.plusDays(400))).isEqualTo(0.9);
    }

    @Test
    void doesNotGrowAPrunedHedgeByPickingIt() {
        HedgeCover.Cut pruning = new HedgeCover.Cut(PRUNED, 0.1, 100, null);
        HedgeCover.Cut picking = new HedgeCover.Cut(PRUNED.plusDays(10), 0.8, 30, null);
        HedgeCover both = new HedgeCover(0.9, List.of(picking, pruning));
        HedgeCover pruned = new HedgeCover(0.9, List.of(pruning));
        for (int day = 0; day < 200; day++) {
            assertThat(both.on(PRUNED.plusDays(day))).isLessThanOrEqualTo(pruned.on(PRUNED.plusDays(day)));
        }
    }

    @Test
    void growsBackInHeightFromWhatACutLeft() {
        HedgeCover hedge = new HedgeCover(
                0.9,
                List.of(
                        new HedgeCover.Cut(PRUNED, 0.1, 100, 0.5),
                        new HedgeCover.Cut(PRUNED.plusDays(20), 0.8, 30, null)));
        assertThat(hedge.heightOn(PRUNED.minusDays(1), 1.5)).isEqualTo(1.5);
        assertThat(hedge.heightOn(PRUNED, 1.5)).isEqualTo(0.5);
        assertThat(hedge.heightOn(PRUNED.plusDays(50), 1.5)).isCloseTo(1.0, within(1e-12));
        assertThat(hedge.heightOn(PRUNED.plusDays(100), 1.5)).isEqualTo(1.5);
        assertThat(hedge.lowersOn(PRUNED)).isTrue();
        assertThat(hedge.lowersOn(PRUNED.plusDays(20))).isFalse();
    }

    @Test
    void transpiresMoreThanItsCoverButNeverMoreThanTwice() {
        assertThat(CoverCoefficient.density(1, 1.5)).isEqualTo(1);
        assertThat(CoverCoefficient.density(0, 1.5)).isZero();
        assertThat(CoverCoefficient.density(0.1, 1.5)).isCloseTo(0.2, within(1e-12));
        assertThat(CoverCoefficient.density(0.5, 1)).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(CoverCoefficient.basal(1, 1.5, 0.95)).isCloseTo(0.95, within(1e-12));
        assertThat(CoverCoefficient.basal(0, 1.5, 0.95)).isEqualTo(0.15);
        double before = 0;
        for (double cover = 0; cover <= 1; cover += 0.01) {
            double kcb = CoverCoefficient.basal(cover, 0.8, 0.95);
            assertThat(kcb).isBetween(before, 0.95);
            before = kcb;
        }
    }
}
