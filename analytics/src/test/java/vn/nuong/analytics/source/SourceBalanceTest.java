package vn.nuong.analytics.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceBalanceTest {

    private final LevelVolume pond = Sources.pondCurve();

    @Test
    void aDayByHand() {
        // 381.25 m³ have a surface of 625 m²: rain 10 mm is 6.25 m³, ETo 4 mm at 1.05 takes 2.625 m³.
        SourceBalance day = SourceBalance.of(pond, 381.25, 50, new SourceBalance.Day(12, 10, 4, 2, 30));
        assertThat(day.rainM3()).isEqualTo(6.25, within(1e-9));
        assertThat(day.evaporationM3()).isEqualTo(2.625, within(1e-9));
        assertThat(day.endM3()).isEqualTo(381.25 + 12 + 6.25 - 2.625 - 2 - 30, within(1e-9));
        assertThat(day.overflowM3()).isZero();
    }

    @Test
    void theBalanceClosesAndNothingIsBelowZeroOnRandomDays() {
        Random random = new Random(2);
        for (int run = 0; run < 300; run++) {
            double volume = pond.fullM3() * random.nextDouble();
            double locked = 200 * random.nextDouble();
            for (int d = 0; d < 60; d++) {
                SourceBalance day = SourceBalance.of(
                        pond,
                        volume,
                        locked,
                        new SourceBalance.Day(
                                40 * random.nextDouble(),
                                random.nextInt(5) == 0 ? 80 * random.nextDouble() : 0,
                                8 * random.nextDouble(),
                                10 * random.nextDouble(),
                                150 * random.nextDouble()));
                double change = day.inflowM3()
                        + day.rainM3()
                        - day.evaporationM3()
                        - day.seepageM3()
                        - day.drawnM3()
                        - day.overflowM3();
                assertThat(day.endM3() - day.startM3()).isEqualTo(change, within(1e-9));
                assertThat(day.endM3()).isBetween(0.0, pond.fullM3());
                assertThat(day.drawnM3()).isNotNegative();
                assertThat(day.drawnM3() == 0 || day.endM3() >= Math.min(locked, pond.fullM3()) - 1e-9)
                        .isTrue();
                volume = day.endM3();
            }
        }
    }

    @Test
    void anEmptySourceGivesNothingAndAFullOneFlowsOver() {
        SourceBalance dry = SourceBalance.of(pond, 0, 0, new SourceBalance.Day(0, 0, 6, 5, 40));
        assertThat(dry.drawnM3()).isZero();
        assertThat(dry.endM3()).isZero();
        SourceBalance full = SourceBalance.of(pond, 950, 0, new SourceBalance.Day(100, 0, 0, 0, 0));
        assertThat(full.overflowM3()).isEqualTo(100, within(1e-9));
        assertThat(full.endM3()).isEqualTo(950, within(1e-9));
    }
}
