package vn.nuong.analytics.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.site.WaterSource;
import vn.nuong.telemetry.site.WaterSource.LevelPoint;

class LevelVolumeTest {

    @Test
    void fourHundredAndNineHundredSquareMetresOneAndAHalfMetresApartHoldNineHundredAndFiftyCubicMetres() {
        LevelVolume pond = Sources.pondCurve();
        assertThat(pond.fullM3()).isEqualTo(950, within(1e-9));
        assertThat(pond.volumeM3(1.5)).isEqualTo(950, within(1e-9));
        assertThat(pond.volumeM3(0)).isZero();
        // Half way the sides are 25 m: 0.75/3 · (400 + 625 + 500).
        assertThat(pond.volumeM3(0.75)).isEqualTo(381.25, within(1e-9));
        assertThat(pond.surfaceM2(381.25)).isEqualTo(625, within(1e-9));
    }

    @Test
    void surveyedVolumesAreLinearBetweenThePoints() {
        LevelVolume tank = new LevelVolume(List.of(
                new LevelPoint(0.2, null, 5.0), new LevelPoint(1.2, null, 25.0), new LevelPoint(2.2, null, 55.0)));
        assertThat(tank.volumeM3(0.7)).isEqualTo(15, within(1e-9));
        assertThat(tank.volumeM3(1.7)).isEqualTo(40, within(1e-9));
        assertThat(tank.surfaceM2(15)).isEqualTo(20, within(1e-9));
        assertThat(tank.surfaceM2(40)).isEqualTo(30, within(1e-9));
        assertThat(tank.levelM(40)).isEqualTo(1.7, within(1e-9));
    }

    @Test
    void beyondTheCurveItsEndsCount() {
        LevelVolume pond = Sources.pondCurve();
        assertThat(pond.volumeM3(-1)).isZero();
        assertThat(pond.volumeM3(9)).isEqualTo(pond.fullM3());
        assertThat(pond.levelM(-5)).isZero();
        assertThat(pond.levelM(1e6)).isEqualTo(1.5);
    }

    @Test
    void volumeRisesWithTheLevelAndLevelIsItsInverseAndSurfaceItsSlope() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            double bottom = random.nextDouble();
            double middle = bottom + 0.05 + random.nextDouble();
            double top = middle + 0.05 + random.nextDouble();
            boolean straight = run % 5 == 0;
            double area = 10 + 500 * random.nextDouble();
            LevelVolume pond = new LevelVolume(List.of(
                    new LevelPoint(bottom, area, null),
                    new LevelPoint(middle, straight ? area : area * (0.5 + 2 * random.nextDouble()), null),
                    new LevelPoint(top, 10 + 900 * random.nextDouble(), null)));
            double before = -1;
            for (int i = 0; i <= 40; i++) {
                double h = bottom + (top - bottom) * i / 40;
                double v = pond.volumeM3(h);
                assertThat(v).isGreaterThan(before);
                before = v;
                assertThat(pond.levelM(v)).isEqualTo(h, within(1e-9));
                if (i > 0 && i < 40 && Math.abs(h - middle) > 1e-3) {
                    double slope = (pond.volumeM3(h + 1e-5) - pond.volumeM3(h - 1e-5)) / 2e-5;
                    assertThat(pond.surfaceM2(v)).isEqualTo(slope, within(1e-3 * slope));
                }
            }
        }
    }

    @Test
    void aPointHasEitherSurfaceOrVolume() {
        WaterSource pond = Sources.pond("");
        assertThat(pond.isStore()).isTrue();
        assertThat(pond.name()).isEqualTo("ao");
    }
}
