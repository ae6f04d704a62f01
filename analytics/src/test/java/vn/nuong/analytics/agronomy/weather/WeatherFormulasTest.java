package vn.nuong.analytics.agronomy.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

class WeatherFormulasTest {
    private static final Place TAN_CUONG = new Place(21.55, 50);

    @Test
    void findsTheRadiationAndDaylightOfFao56Examples8And9() {
        Place place = new Place(-20, 0);
        assertThat(SolarGeometry.dailyRadiation(place, 246)).isCloseTo(32.2, within(0.05));
        assertThat(SolarGeometry.daylightHours(place, 246)).isCloseTo(11.7, within(0.05));
    }

    @Test
    void bringsWindOfFao56Example14ToTwoMetres() {
        assertThat(WindProfile.atTwoMetres(3.2, 10)).isCloseTo(2.4, within(0.05));
        assertThat(WindProfile.atTwoMetres(3.2, 2)).isCloseTo(3.2, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"15,25.93", "105,37.84", "196,39.55", "288,31.14"})
    void findsTheRadiationAboveTanCuong(int dayOfYear, double expected) {
        assertThat(SolarGeometry.dailyRadiation(TAN_CUONG, dayOfYear)).isCloseTo(expected, within(0.005));
    }

    @Test
    void survivesPolarNightAndMidnightSun() {
        Place svalbard = new Place(78.2, 10);
        assertThat(SolarGeometry.dailyRadiation(svalbard, 355)).isCloseTo(0, within(1e-9));
        assertThat(SolarGeometry.daylightHours(svalbard, 172)).isCloseTo(24, within(1e-9));
    }

    @Test
    void addsTheHoursOfADayUpToItsRadiation() {
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            Place place = new Place(random.nextDouble() * 120 - 60, 0);
            int day = 1 + random.nextInt(365);
            double sum = 0;
            for (int hour = -12; hour < 12; hour++) {
                sum += SolarGeometry.periodRadiation(place, day, hour * Math.PI / 12, (hour + 1) * Math.PI / 12);
            }
            assertThat(sum).isCloseTo(SolarGeometry.dailyRadiation(place, day), within(1e-9));
        }
    }

    // Stull (2011); columns: air temperature °C, humidity %, wet bulb °C, ΔT °C.
    @ParameterizedTest
    @CsvSource({"20,50,13.70,6.30", "30,40,20.45,9.55", "30,80,27.13,2.87", "25,95,24.37,0.63"})
    void findsWetBulbAndDeltaTOfStull(double tC, double rh, double wetBulb, double deltaT) {
        assertThat(WetBulb.temperature(tC, rh)).isCloseTo(wetBulb, within(0.006));
        assertThat(WetBulb.deltaT(tC, rh)).isCloseTo(deltaT, within(0.006));
    }

    @Test
    void refusesHumidityOutsideStullsFit() {
        assertThatThrownBy(() -> WetBulb.temperature(20, 4.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relative humidity is 4.9 %")
                .hasMessageContaining("5.0 to 100.0");
    }

    @Test
    void findsVapourPressuresOfFao56Tables() {
        // FAO-56 Annex 2: Table 2.1 pressure and 2.2 γ at 1800 m, Table 2.3 e°(T), Table 2.4 Δ.
        assertThat(VapourPressure.airPressure(1800)).isCloseTo(81.8, within(0.05));
        assertThat(VapourPressure.psychrometricConstant(1800)).isCloseTo(0.054, within(0.0005));
        assertThat(VapourPressure.saturation(24.5)).isCloseTo(3.075, within(0.0005));
        assertThat(VapourPressure.saturation(15)).isCloseTo(1.705, within(0.0005));
        assertThat(VapourPressure.slope(20)).isCloseTo(0.145, within(0.0005));
    }

    @Test
    void findsNoVapourPressureDeficitInSaturatedAir() {
        assertThat(VapourPressure.deficit(25, 100)).isZero();
        assertThat(VapourPressure.deficit(25, 50)).isCloseTo(3.168 / 2, within(0.001));
    }

    @Test
    void findsTheSunshineThatMadeTheRadiation() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            int day = 1 + random.nextInt(365);
            double ra = SolarGeometry.dailyRadiation(TAN_CUONG, day);
            double daylight = SolarGeometry.daylightHours(TAN_CUONG, day);
            double sunshine = random.nextDouble() * daylight;
            double rs = SolarRadiation.fromSunshine(ra, sunshine, daylight);
            assertThat(SolarRadiation.sunshineHours(TAN_CUONG, day, rs)).isCloseTo(sunshine, within(1e-9));
        }
        assertThat(SolarRadiation.sunshineHours(TAN_CUONG, 105, 2.0)).isZero();
    }

    @Test
    void keepsRadiationFromTemperatureBelowClearSky() {
        double ra = 38;
        assertThat(SolarRadiation.fromTemperature(TAN_CUONG, ra, 5, 40, 0.19))
                .isEqualTo(SolarRadiation.clearSky(ra, 50));
        assertThat(SolarRadiation.fromTemperature(TAN_CUONG, ra, 20, 29, 0.16)).isCloseTo(0.48 * ra, within(1e-9));
    }

    @Test
    void refusesADayWhoseLowestTemperatureIsAboveItsHighest() {
        DailyWeather day = DailyWeather.of(LocalDate.of(2026, 4, 1));
        assertThatThrownBy(() -> day.withTemperature(25, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25.0")
                .hasMessageContaining("exchange them");
        assertThatThrownBy(() -> day.withMeanHumidity(100.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> day.withRain(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
