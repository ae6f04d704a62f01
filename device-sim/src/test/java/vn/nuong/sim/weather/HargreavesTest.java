package vn.nuong.sim.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.site.Plot;

class HargreavesTest {

    @Test
    void reproducesExampleEightOfFao56() { // 3 September, 20° S
        assertThat(Hargreaves.extraterrestrialRadiation(-20, 246)).isCloseTo(32.2, within(0.05));
    }

    @Test
    void reproducesExampleTwentyOfFao56() { // Lyon, July
        assertThat(Hargreaves.daily(14.8, 26.6, 45.72, 196)).isCloseTo(5.0, within(0.05));
    }

    @Test
    void sharesTheDayOutOverItsSunnyHours() {
        Plot.Place place = new Plot.Place(21.55, 105.75, 50, ZoneId.of("Asia/Ho_Chi_Minh"));
        Instant midnight = Instant.parse("2026-04-09T17:00:00Z"); // of solar time, within some minutes
        List<WeatherHour> hours = new ArrayList<>();
        for (int h = 1; h <= 24; h++) {
            double temperature = 24 - 5 * Math.cos(Math.PI / 12 * (h - 3));
            hours.add(new WeatherHour(midnight.plus(Duration.ofHours(h)), 0, temperature, 80, 1));
        }
        List<Double> hourly = Hargreaves.hourly(hours, place);
        double sum = hourly.stream().mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isCloseTo(Hargreaves.daily(19, 29, 21.55, 100), within(0.1));
        assertThat(hourly.get(2)).isZero();
        assertThat(hourly.get(12)).isGreaterThan(hourly.get(7)).isGreaterThan(hourly.get(17));
    }
}
