package vn.nuong.sim.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.sim.csv.WideCsv;
import vn.nuong.telemetry.property.PropertyKey;

class WeatherGeneratorTest {

    private static final Instant NEW_YEAR = Instant.parse("2000-12-31T17:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static List<WeatherHour> years(int years, long seed) {
        return WeatherGenerator.generate(NEW_YEAR, 8766 * years, ZONE, new Random(seed));
    }

    @Test
    void rainsAboutAsMuchAsAtThaiNguyen() { // 1823 mm a year, 1980 to 2015
        double rain = years(30, 1).stream().mapToDouble(WeatherHour::rainMm).sum() / 30;
        assertThat(rain).isCloseTo(1823, within(180.0));
    }

    @Test
    void isWarmestInJuneAndColdestInJanuary() {
        List<WeatherHour> hours = years(10, 2);
        assertThat(meanTemperature(hours, 6)).isCloseTo(30.5, within(1.0));
        assertThat(meanTemperature(hours, 1)).isCloseTo(17.9, within(1.5));
    }

    private static double meanTemperature(List<WeatherHour> hours, int month) {
        return hours.stream()
                .filter(h -> h.time().atOffset(ZoneOffset.UTC).getMonthValue() == month)
                .mapToDouble(WeatherHour::airTemperature)
                .average()
                .orElseThrow();
    }

    @Test
    void staysWithinWhatIsPlausible() {
        assertThat(years(3, 3)).allSatisfy(h -> {
            assertThat(h.relativeHumidity()).isBetween(0.0, 100.0);
            assertThat(h.rainMm()).isBetween(0.0, 150.0);
            assertThat(h.airTemperature()).isBetween(-10.0, 50.0);
            assertThat(h.windSpeed()).isBetween(0.0, 75.0);
        });
    }

    @Test
    void theSameSeedGivesTheSameWeatherAndAnotherGivesOther() {
        assertThat(years(1, 4)).isEqualTo(years(1, 4)).isNotEqualTo(years(1, 5));
    }

    @Test
    void sumsRainIntoHoursAndKeepsTheLastOfTheRest() {
        PropertyKey rain = PropertyKey.parse("rain");
        PropertyKey temperature = PropertyKey.parse("air_temperature");
        List<WeatherHour> hours = WeatherTable.hourly(List.of(
                new WideCsv.Row(Instant.parse("2022-03-01T00:20:00Z"), Map.of(rain, 1.0, temperature, 20.0)),
                new WideCsv.Row(Instant.parse("2022-03-01T00:40:00Z"), Map.of(rain, 2.0)),
                new WideCsv.Row(Instant.parse("2022-03-01T03:00:00Z"), Map.of(temperature, 25.0))));
        assertThat(hours).extracting(WeatherHour::rainMm).containsExactly(3.0, 0.0, 0.0);
        assertThat(hours).extracting(WeatherHour::airTemperature).containsExactly(20.0, 20.0, 25.0);
        assertThat(hours.get(0).time()).isEqualTo("2022-03-01T01:00:00Z");
    }

    @Test
    void takesAPeriodFromTheSameDaysOfTheMeasuredYear() {
        List<WeatherHour> measured =
                WeatherGenerator.generate(Instant.parse("2021-12-31T00:00:00Z"), 24 * 365, ZONE, new Random(6));
        List<WeatherHour> newYear = WeatherTable.during(measured, Instant.parse("2025-12-30T00:00:00Z"), 72);
        assertThat(newYear).hasSize(72);
        assertThat(newYear.get(0).time()).isEqualTo("2025-12-30T01:00:00Z");
        assertThat(Duration.between(newYear.get(0).time(), newYear.get(71).time()))
                .isEqualTo(Duration.ofHours(71));
        WeatherHour third = newYear.get(70); // 1 January 23:00
        assertThat(measured).anySatisfy(h -> {
            assertThat(h.time()).isEqualTo("2022-01-01T23:00:00Z");
            assertThat(h.rainMm()).isEqualTo(third.rainMm());
            assertThat(h.airTemperature()).isEqualTo(third.airTemperature());
        });
    }

    @Test
    void saysWhichTimeTheWeatherDoesNotCover() {
        List<WeatherHour> spring =
                WeatherGenerator.generate(Instant.parse("2022-03-01T00:00:00Z"), 240, ZONE, new Random(7));
        assertThatThrownBy(() -> WeatherTable.during(spring, Instant.parse("2026-03-10T00:00:00Z"), 48))
                .hasMessageContaining("2026-03-11T01:00:00Z");
    }
}
