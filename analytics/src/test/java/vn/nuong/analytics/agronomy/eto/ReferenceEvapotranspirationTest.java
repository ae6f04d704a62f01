package vn.nuong.analytics.agronomy.eto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.analytics.agronomy.eto.EtoResult.Method;
import vn.nuong.analytics.agronomy.eto.EtoResult.Source;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

class ReferenceEvapotranspirationTest {
    private static final Place TAN_CUONG = new Place(21.55, 50);
    private static final Place UCCLE = new Place(50.80, 100);
    private static final Place LYON = new Place(45.72, 200);

    /** FAO-56 Example 17: Bangkok, 13.73°N, 2 m, mean April, ea 2.85 kPa, n 8.5 h, u2 2 m/s, G 0.14 MJ/m²/day. */
    @Test
    void findsTheMonthOfFao56Example17() {
        Place bangkok = new Place(13.73, 2);
        double ra = SolarGeometry.dailyRadiation(bangkok, 105);
        double daylight = SolarGeometry.daylightHours(bangkok, 105);
        double rs = SolarRadiation.fromSunshine(ra, 8.5, daylight);
        double rn = NetRadiation.daily(rs, SolarRadiation.clearSky(ra, 2), 25.6, 34.8, 2.85);
        double eto = PenmanMonteith.daily(
                30.2,
                rn,
                0.14,
                2,
                VapourPressure.dailySaturation(25.6, 34.8),
                2.85,
                VapourPressure.psychrometricConstant(2));

        assertThat(ra).isCloseTo(38.06, within(0.005));
        assertThat(daylight).isCloseTo(12.31, within(0.005));
        assertThat(rs).isCloseTo(22.65, within(0.005));
        assertThat(rn).isCloseTo(14.33, within(0.005));
        assertThat(eto).isCloseTo(5.716, within(0.0005));
    }

    /** FAO-56 Example 18: Uccle, 50.80°N, 100 m, 6 July, everything measured (sunshine 9.25 h gives Rs 22.07). */
    @Test
    void findsTheDayOfFao56Example18() {
        double ra = SolarGeometry.dailyRadiation(UCCLE, 187);
        double daylight = SolarGeometry.daylightHours(UCCLE, 187);
        double rs = SolarRadiation.fromSunshine(ra, 9.25, daylight);
        EtoResult result = ReferenceEvapotranspiration.daily(
                        UCCLE,
                        day(187).withTemperature(12.3, 21.5)
                                .withHumidity(63.0, 84.0)
                                .withSolar(rs)
                                .withWind(10 / 3.6, 10))
                .orElseThrow();

        assertThat(result.u2()).isCloseTo(2.078, within(0.0005));
        assertThat(VapourPressure.dailySaturation(12.3, 21.5)).isCloseTo(1.997, within(0.0005));
        assertThat(result.ea()).isCloseTo(1.409, within(0.0006));
        assertThat(result.ra()).isCloseTo(41.09, within(0.005));
        assertThat(daylight).isCloseTo(16.1, within(0.05));
        assertThat(rs).isCloseTo(22.07, within(0.005));
        assertThat(SolarRadiation.clearSky(ra, 100)).isCloseTo(30.90, within(0.005));
        assertThat(result.rn()).isCloseTo(13.28, within(0.005));
        assertThat(result.mm()).isCloseTo(3.880, within(0.0005));
        assertThat(result.estimated()).isEmpty();
        assertThat(result.method()).isEqualTo(Method.PENMAN_MONTEITH);
    }

    /** FAO-56 Example 20: Lyon, 45.72°N, 200 m, July, only temperature. */
    @Test
    void findsTheTemperatureOnlyDayOfFao56Example20() {
        EtoResult result = ReferenceEvapotranspiration.daily(LYON, day(196).withTemperature(14.8, 26.6))
                .orElseThrow();

        assertThat(result.ra()).isCloseTo(40.55, within(0.005));
        assertThat(result.rn()).isCloseTo(13.48, within(0.005));
        assertThat(result.mm()).isCloseTo(4.56, within(0.005));
        assertThat(result.estimated())
                .containsExactly(Source.LOWEST_TEMPERATURE, Source.TEMPERATURE_RANGE, Source.DEFAULT_WIND);
    }

    @ParameterizedTest
    @CsvSource({"1,4.2", "3,4.8"})
    void findsFao56Example20AtOtherWinds(double u2, double expected) {
        EtoSettings settings = new EtoSettings(0.16, u2, Method.PENMAN_MONTEITH, 1.1);
        DailyWeather weather = day(196).withTemperature(14.8, 26.6);
        assertThat(ReferenceEvapotranspiration.daily(LYON, weather, settings)
                        .orElseThrow()
                        .mm())
                .isCloseTo(expected, within(0.06));
    }

    @Test
    void findsHargreavesOfFao56Example20WhenToldTo() {
        EtoSettings settings = new EtoSettings(0.16, 2, Method.HARGREAVES, 1.1);
        EtoResult alone = ReferenceEvapotranspiration.daily(LYON, day(196).withTemperature(14.8, 26.6), settings)
                .orElseThrow();
        EtoResult withHumidity = ReferenceEvapotranspiration.daily(
                        LYON, day(196).withTemperature(14.8, 26.6).withMeanHumidity(70), settings)
                .orElseThrow();

        assertThat(alone.mm()).isCloseTo(5.0, within(0.05));
        assertThat(alone.method()).isEqualTo(Method.HARGREAVES);
        assertThat(withHumidity.method()).isEqualTo(Method.PENMAN_MONTEITH);
    }

    @Test
    void isEmptyWithoutATemperature() {
        DailyWeather noMaximum = new DailyWeather(
                LocalDate.of(2026, 4, 1), 18.0, null, 90.0, 60.0, null, null, null, 15.0, null, 1.0, 2.0, 0.0);
        assertThat(ReferenceEvapotranspiration.daily(TAN_CUONG, noMaximum)).isEmpty();
        assertThat(ReferenceEvapotranspiration.daily(TAN_CUONG, day(91))).isEmpty();
    }

    @Test
    void doesNotBelieveRadiationAboveClearSky() {
        DailyWeather weather =
                day(15).withTemperature(12, 18).withMeanHumidity(85).withWind(1.5, 2);
        EtoResult bright = ReferenceEvapotranspiration.daily(TAN_CUONG, weather.withSolar(30))
                .orElseThrow();
        EtoResult none = ReferenceEvapotranspiration.daily(TAN_CUONG, weather).orElseThrow();

        assertThat(bright.estimated()).containsExactly(Source.TEMPERATURE_RANGE_AS_RADIATION_IMPLAUSIBLE);
        assertThat(bright.mm()).isEqualTo(none.mm());
    }

    /** Illustrative days; FAO-56 gives no values for the site, so only the order of size is checked. */
    @ParameterizedTest
    @CsvSource({"350,13,21,1.5,3.0", "105,21,28,2.4,4.4", "196,25.5,33,3.8,5.6"})
    void staysPlausibleOverTheYearAtTanCuong(int dayOfYear, double tMin, double tMax, double low, double high) {
        assertThat(ReferenceEvapotranspiration.daily(TAN_CUONG, day(dayOfYear).withTemperature(tMin, tMax))
                        .orElseThrow()
                        .mm())
                .isBetween(low, high);
    }

    @Test
    void risesWithRadiation() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            int dayOfYear = 1 + random.nextInt(365);
            double tMin = 5 + 20 * random.nextDouble();
            double tMax = tMin + 1 + 12 * random.nextDouble();
            double rh = 20 + 70 * random.nextDouble();
            double rs = SolarRadiation.clearSky(SolarGeometry.dailyRadiation(TAN_CUONG, dayOfYear), 50)
                    * (0.3 + 0.6 * random.nextDouble());
            DailyWeather weather =
                    day(dayOfYear).withTemperature(tMin, tMax).withWind(0.2 + 5 * random.nextDouble(), 2);
            double base = eto(weather.withMeanHumidity(rh).withSolar(rs));
            assertThat(base).isPositive();
            assertThat(eto(weather.withMeanHumidity(rh).withSolar(rs + 1))).isGreaterThan(base);
        }
    }

    @Test
    void risesWithNetRadiationAndWithTheDrynessOfTheAir() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            double t = 5 + 30 * random.nextDouble();
            double es = VapourPressure.saturation(t);
            double ea = es * (0.2 + 0.7 * random.nextDouble());
            double rn = 20 * random.nextDouble();
            double u2 = 0.1 + 6 * random.nextDouble();
            double base = PenmanMonteith.daily(t, rn, 0, u2, es, ea, 0.067);
            assertThat(PenmanMonteith.daily(t, rn + 1, 0, u2, es, ea, 0.067)).isGreaterThan(base);
            assertThat(PenmanMonteith.daily(t, rn, 0, u2, es, 0.95 * ea, 0.067)).isGreaterThan(base);
        }
    }

    private static double eto(DailyWeather weather) {
        return ReferenceEvapotranspiration.daily(TAN_CUONG, weather)
                .orElseThrow()
                .mm();
    }

    private static DailyWeather day(int dayOfYear) {
        return DailyWeather.of(LocalDate.ofYearDay(2025, dayOfYear));
    }
}
