package vn.nuong.analytics.agronomy.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.telemetry.agronomy.SaxtonRawls;
import vn.nuong.telemetry.agronomy.SoilWater;

class SoilTextureTest {

    /** Saxton and Rawls (2006), Table 3: all of its classes as printed, organic matter 2.5 %. */
    @ParameterizedTest
    @CsvSource({
        "sand,            0.88, 0.05,  5, 10, 46, 108.1",
        "loamy sand,      0.80, 0.05,  5, 12, 46,  96.7",
        "sandy loam,      0.65, 0.10,  8, 18, 45,  50.3",
        "loam,            0.40, 0.20, 14, 28, 46,  15.5",
        "silt loam,       0.20, 0.15, 11, 31, 48,  16.1",
        "silt,            0.10, 0.05,  6, 30, 48,  22.0",
        "sandy clay loam, 0.60, 0.25, 17, 27, 43,  11.3",
        "clay loam,       0.30, 0.35, 22, 36, 48,   4.3",
        "silty clay loam, 0.10, 0.35, 22, 38, 51,   5.7",
        "silty clay,      0.10, 0.45, 27, 41, 52,   3.7",
        "sandy clay,      0.50, 0.40, 25, 36, 44,   1.4",
        "clay,            0.25, 0.50, 30, 42, 50,   1.1"
    })
    void givesEveryClassOfThePublishedTable(
            String name, double sand, double clay, double wp, double fc, double sat, double ks) {
        SoilWater soil = SaxtonRawls.of(sand, clay, 2.5);
        assertThat(100 * soil.wiltingPoint()).as(name).isCloseTo(wp, within(0.6));
        assertThat(100 * soil.fieldCapacity()).as(name).isCloseTo(fc, within(0.6));
        assertThat(100 * soil.saturation()).as(name).isCloseTo(sat, within(0.6));
        assertThat(soil.ksMmPerHour()).as(name).isCloseTo(ks, within(0.006 * ks + 0.05));
    }

    // The same to three digits, reckoned from the equations by another program.
    @ParameterizedTest
    @CsvSource({
        "sandy loam,      0.65, 0.10, 0.081, 0.179, 0.450, 50.3",
        "loam,            0.40, 0.20, 0.137, 0.280, 0.459, 15.5",
        "clay loam,       0.30, 0.35, 0.218, 0.358, 0.477,  4.3",
        "silty clay loam, 0.10, 0.35, 0.215, 0.382, 0.511,  5.7",
        "clay,            0.25, 0.50, 0.298, 0.421, 0.498,  1.1"
    })
    void findsTheSoilsOfSaxtonAndRawls(
            String name, double sand, double clay, double wp, double fc, double sat, double ks) {
        SoilWater soil = SaxtonRawls.of(sand, clay, 2.5);
        assertThat(soil.wiltingPoint()).as(name).isCloseTo(wp, within(0.00055));
        assertThat(soil.fieldCapacity()).as(name).isCloseTo(fc, within(0.00055));
        assertThat(soil.saturation()).as(name).isCloseTo(sat, within(0.00055));
        assertThat(soil.ksMmPerHour()).as(name).isCloseTo(ks, within(0.055));
    }

    @Test
    void refusesPercentWhereAFractionIsMeant() {
        assertThatThrownBy(() -> SaxtonRawls.of(30, 0.35, 2.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sand is 30.0 (fraction)");
        assertThatThrownBy(() -> SaxtonRawls.of(0.7, 0.4, 2.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASoilWhoseFieldCapacityIsAboveSaturation() {
        assertThatThrownBy(() -> new SoilWater(0.5, 0.2, 0.45, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("field capacity 0.5")
                .hasMessageContaining("fractions of volume");
        assertThatThrownBy(() -> new SoilWater(0.3, 0.1, 0.45, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsSoilMoistureFromPermittivity() {
        assertThat(Topp.soilMoisture(20)).isCloseTo(0.3454, within(0.00005));
        assertThatThrownBy(() -> Topp.soilMoisture(0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
