package vn.nuong.sim.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoilColumnTest {

    private static final SoilTexture CLAY_LOAM = SoilTexture.of(0.30, 0.35, 2.5);

    /** Saxton and Rawls (2006), table 3, at 2.5 % organic matter. */
    @ParameterizedTest
    @CsvSource({
        "0.65, 0.10, 0.081, 0.179, 0.450, 50.3",
        "0.40, 0.20, 0.137, 0.280, 0.459, 15.5",
        "0.30, 0.35, 0.218, 0.358, 0.477, 4.3",
        "0.10, 0.35, 0.215, 0.382, 0.511, 5.7",
        "0.25, 0.50, 0.298, 0.421, 0.498, 1.1"
    })
    void reproducesThePublishedSoils(
            double sand, double clay, double wilting, double capacity, double saturation, double conductivity) {
        SoilTexture soil = SoilTexture.of(sand, clay, 2.5);
        assertThat(soil.wiltingPoint()).isCloseTo(wilting, within(0.001));
        assertThat(soil.fieldCapacity()).isCloseTo(capacity, within(0.001));
        assertThat(soil.saturation()).isCloseTo(saturation, within(0.001));
        assertThat(soil.conductivityMmPerHour()).isCloseTo(conductivity, within(0.06));
    }

    @Test
    void losesAndMakesNoWaterWhateverTheWeather() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            SoilTexture soil = SoilTexture.of(0.1 + 0.5 * random.nextDouble(), 0.1 + 0.3 * random.nextDouble(), 2.5);
            double start = soil.wiltingPoint() + random.nextDouble() * (soil.saturation() - soil.wiltingPoint());
            SoilColumn column = new SoilColumn(soil, start);
            double before = column.storageMm();
            double in = 0;
            double out = 0;
            for (int hour = 0; hour < 2000; hour++) {
                double rain = random.nextInt(20) == 0 ? 60 * random.nextDouble() : 0;
                SoilColumn.Flow flow = column.step(rain, 0.8 * random.nextDouble());
                in += rain;
                out += flow.runoff() + flow.evapotranspiration() + flow.drainage();
                assertThat(flow.infiltration() + flow.runoff()).isCloseTo(rain, within(1e-9));
            }
            assertThat(in - out).as("seed %d", seed).isCloseTo(column.storageMm() - before, within(1e-6));
        }
    }

    @Test
    void staysBetweenWiltingPointAndSaturationAtEveryDepth() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            SoilColumn column = new SoilColumn(CLAY_LOAM, CLAY_LOAM.fieldCapacity());
            for (int hour = 0; hour < 3000; hour++) {
                column.step(hour % 1000 < 100 ? 30 * random.nextDouble() : 0, random.nextDouble());
                for (int depth = 1; depth <= 100; depth += 9) {
                    assertThat(column.moistureAt(depth))
                            .isBetween(CLAY_LOAM.wiltingPoint() - 1e-12, CLAY_LOAM.saturation() + 1e-12);
                }
            }
        }
    }

    @Test
    void rainReachesTheDeeperProbeLater() {
        SoilColumn column = new SoilColumn(CLAY_LOAM, CLAY_LOAM.fieldCapacity());
        int[] arrival = {-1, -1};
        for (int hour = 0; hour < 72; hour++) {
            column.step(hour < 6 ? 4 : 0, 0);
            int[] depths = {15, 50};
            for (int i = 0; i < 2; i++) {
                if (arrival[i] < 0 && column.moistureAt(depths[i]) > CLAY_LOAM.fieldCapacity() + 0.005) {
                    arrival[i] = hour;
                }
            }
        }
        assertThat(arrival[0]).isNotNegative();
        assertThat(arrival[1]).isGreaterThan(arrival[0]);
    }

    @Test
    void drainsToFieldCapacityWithoutRain() {
        SoilColumn column = new SoilColumn(CLAY_LOAM, CLAY_LOAM.saturation());
        for (int hour = 0; hour < 24 * 14; hour++) {
            column.step(0, 0);
        }
        assertThat(column.moistureAt(30)).isCloseTo(CLAY_LOAM.fieldCapacity(), within(0.002));
    }

    @Test
    void dryRootsTakeLessThanMoistOnes() {
        SoilColumn moist = new SoilColumn(CLAY_LOAM, CLAY_LOAM.fieldCapacity());
        SoilColumn dry = new SoilColumn(CLAY_LOAM, CLAY_LOAM.wiltingPoint() + 0.02);
        assertThat(moist.step(0, 0.4).evapotranspiration()).isCloseTo(0.4, within(1e-9));
        assertThat(dry.step(0, 0.4).evapotranspiration()).isLessThan(0.3);
    }

    @Test
    void refusesAStartWetterThanSaturation() {
        assertThatThrownBy(() -> new SoilColumn(CLAY_LOAM, 0.6)).hasMessageContaining("0.6 m³/m³");
    }
}
