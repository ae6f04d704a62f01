package vn.nuong.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.time.Times;

/** Each weather test before, at and after its limits. */
class WeatherTestsTest {

    private static final IntToDoubleFunction DAILY = hour -> 22 + 5 * Math.sin(2 * Math.PI * (hour - 9) / 24.0);

    @Test
    void saysNothingOfAnOrdinaryDay() {
        assertThat(station(5).flags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "air_temperature, 20, 15.1, true", "air_temperature, 20, 14.9, false",
        "relative_humidity, 10, 81, true", "relative_humidity, 10, 80, false",
        "air_pressure, 100, 1.6, true", "air_pressure, 100, 1.5, false",
        "wind_speed, 1, 40.5, true", "wind_speed, 1, 39.5, false",
        "solar_radiation, 100, 1001, true", "solar_radiation, 100, 999, false"
    })
    void aStepExceedsItsLimit(String key, double level, double step, boolean caught) {
        Field field = new Field(PlotContext.UNKNOWN)
                .hours("station", key, 0, 6, hour -> level + 0.1 * (hour % 2))
                .hours("station", key, 6, 8, hour -> level + 0.1 + step + (hour == 7 ? 0.01 : 0));
        assertThat(field.caught(Flag.STEP, "station", key))
                .isEqualTo(caught ? java.util.List.of(6) : java.util.List.of());
    }

    @Test
    void aStepAfterASilenceIsNotJudged() {
        Field field = new Field(PlotContext.UNKNOWN)
                .at("station", "air_temperature", 0, 10)
                .at("station", "air_temperature", 2, 30);
        assertThat(field.flags()).isEmpty();
    }

    @Test
    void airThatIsColdOnlyWhereItHardlyFreezesIsOutOfRangeThere() {
        assertThat(PlausibleRange.doubt(Plots.loam(), key("air_temperature"), -10))
                .isNull();
        assertThat(PlausibleRange.doubt(Plots.loam(), key("air_temperature"), -10.1))
                .isNotNull();
        assertThat(PlausibleRange.doubt(PlotContext.UNKNOWN, key("air_temperature"), -30))
                .isNull();
        PlotContext set = Plots.loam("quality: {air_temperature_min_c: -2, air_temperature_max_c: 43}\n");
        assertThat(PlausibleRange.doubt(set, key("air_temperature"), -2.1)).isEqualTo("-2.1 < -2 °C");
        assertThat(PlausibleRange.doubt(set, key("air_temperature"), 43.1)).isEqualTo("43.1 > 43 °C");
    }

    @Test
    void halfADayAtOneTemperatureStandsStill() {
        assertThat(station(4)
                        .hours("station", "air_temperature", 40, 53, hour -> 21.4)
                        .caught(Flag.PERSISTENCE, "station", "air_temperature"))
                .containsExactlyElementsOf(IntStream.range(40, 53).boxed().toList());
        assertThat(station(4)
                        .hours("station", "air_temperature", 40, 52, hour -> 21.4)
                        .flags())
                .isEmpty();
    }

    @Test
    void dampAirCalmAndDarkMayStandStill() {
        assertThat(station(4)
                        .hours("station", "relative_humidity", 0, 96, hour -> 95)
                        .hours("station", "wind_speed", 0, 96, hour -> 0.5)
                        .hours("station", "solar_radiation", 0, 96, hour -> 0)
                        .flags())
                .isEmpty();
        assertThat(station(4)
                        .hours("station", "relative_humidity", 0, 96, hour -> 94.9)
                        .flags())
                .containsExactly(Flag.PERSISTENCE);
        assertThat(station(4).hours("station", "wind_speed", 0, 96, hour -> 0.6).flags())
                .containsExactly(Flag.PERSISTENCE);
    }

    @Test
    void rainInDryAirIsNoRain() {
        assertThat(rainy(39.9, 0.5).caught(Flag.RAIN_WITHOUT_HUMIDITY, "station", "rain"))
                .containsExactly(50);
        assertThat(rainy(40, 0.5).flags()).isEmpty();
        assertThat(rainy(39.9, 0.4).flags()).isEmpty();
    }

    @Test
    void rainThatCoolsDryAirIsRain() {
        assertThat(rainy(30, 5).at("station", "relative_humidity", 49, 45).flags())
                .isEmpty();
    }

    @Test
    void rainWithoutAHygrometerIsNotJudged() {
        Field field = new Field(Plots.loam()).hours("station", "rain", 0, 96, hour -> hour == 50 ? 5 : 0);
        assertThat(field.flags()).isEmpty();
    }

    @Test
    void noReadingOfTheSunExceedsTheRarestLimit() {
        Plot.Place place = Plots.plot("").place();
        long noon = Times.toEpochNanos(Instant.parse("2026-06-21T05:00:00Z")); // the sun stands in the zenith
        assertThat(ClearSky.limit(place, noon)).isCloseTo(1.2 * 1366.7 * 0.967 + 50, within(10.0));
        assertThat(ClearSky.doubt(place, noon, 1600)).isNull();
        long night = Times.toEpochNanos(Instant.parse("2026-06-21T17:00:00Z"));
        assertThat(ClearSky.doubt(place, night, 50)).isNull();
        assertThat(ClearSky.doubt(place, night, 51)).isNotNull();
        assertThat(ClearSky.doubt(null, night, 900)).isNull();
    }

    @Test
    void aDayBringsNoMoreSunThanAClearSkyWithItsMargin() {
        double clear = ClearSkyDay.clearSkyMj(Plots.plot("").place(), LocalDate.parse("2026-03-02"));
        assertThat(sunny(1.19 * clear).flags()).isEmpty();
        assertThat(sunny(1.21 * clear).flags()).containsExactly(Flag.ABOVE_CLEAR_SKY);
        assertThat(sunny(1.21 * clear)
                        .without("station", "solar_radiation", 30)
                        .without("station", "solar_radiation", 31)
                        .without("station", "solar_radiation", 26)
                        .flags())
                .isEmpty(); // 21 hours are not a day
    }

    @Test
    void aGaugeThatStaysDryBesideTwentyMillimetresIsBlocked() {
        assertThat(gauges(0.2, 20).caught(Flag.GAUGES_DISAGREE, "a", "rain")).hasSize(24);
        assertThat(gauges(0.2, 19.9).flags()).isEmpty();
        assertThat(gauges(0.3, 20).flags()).isEmpty();
    }

    @Test
    void aGaugeThatAloneIsWetWasWettedBySomethingElse() {
        Field three = gauges(0.2, 20).hours("c", "rain", 1, 97, hour -> 0);
        assertThat(three.caught(Flag.GAUGES_DISAGREE, "b", "rain")).containsExactly(30);
        assertThat(three.caught(Flag.GAUGES_DISAGREE, "a", "rain")).isEmpty();
    }

    @Test
    void aGaugeHeardForLessThanTwentyHoursIsNotCompared() {
        Field field = gauges(0.2, 20);
        for (int hour = 40; hour < 45; hour++) {
            field.without("a", "rain", hour);
        }
        assertThat(field.flags()).isEmpty();
    }

    @Test
    void aCounterIsAGaugeToo() {
        Field field = new Field(Plots.loam())
                .hours("a", "rain", 1, 97, hour -> hour == 30 ? 25 : 0)
                .hours("b", "rain_total", 0, 97, hour -> 310);
        assertThat(field.caught(Flag.GAUGES_DISAGREE, "b", "rain_total")).hasSize(24);
    }

    private static vn.nuong.telemetry.property.ObservedProperty key(String code) {
        return vn.nuong.telemetry.property.ObservedProperty.find(code).orElseThrow();
    }

    private static Field station(int days) {
        return new Field(Plots.loam())
                .hours("station", "air_temperature", 0, 24 * days, DAILY)
                .hours("station", "relative_humidity", 0, 24 * days, hour -> 100 - 2 * (DAILY.applyAsDouble(hour) - 10))
                .hours("station", "rain", 0, 24 * days, hour -> 0);
    }

    private static Field rainy(double humidity, double mm) {
        return new Field(Plots.loam())
                .hours("station", "relative_humidity", 0, 96, hour -> humidity - 0.1 * (hour % 3 == 2 ? 0 : hour % 3))
                .hours("station", "rain", 0, 96, hour -> hour == 50 ? mm : 0);
    }

    /** A day whose hours bring so much sun in all, MJ/m², as a sine from six to six. */
    private static Field sunny(double mj) {
        double[] sun = IntStream.range(0, 24)
                .mapToDouble(h -> Math.max(0, Math.sin(Math.PI * (h - 6) / 12.0)))
                .toArray();
        double sum = IntStream.range(0, 24).mapToDouble(h -> sun[h]).sum();
        return new Field(Plots.loam())
                .hours("station", "solar_radiation", 24, 48, hour -> mj * 1e6 / 3600 * sun[hour % 24] / sum);
    }

    /** Two gauges that told rain by the thirtieth hour, on the second day. */
    private static Field gauges(double a, double b) {
        return new Field(Plots.loam())
                .hours("a", "rain", 1, 97, hour -> hour == 30 ? a : 0)
                .hours("b", "rain", 1, 97, hour -> hour == 30 ? b : 0);
    }
}
