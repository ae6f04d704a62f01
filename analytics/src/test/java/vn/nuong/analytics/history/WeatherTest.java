package vn.nuong.analytics.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.agronomy.weather.DailyWeather;

class WeatherTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Taipei");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 20);
    private static final Instant START = DAY.atStartOfDay(ZONE).toInstant();
    private static final Instant END = DAY.plusDays(1).atStartOfDay(ZONE).toInstant();

    @Test
    void aLocalDayHoldsWhatItsReadingsSaw() {
        DailyWeather day = Field.withMoisture(0.2).history().weather().day(DAY, ZONE);
        assertThat(day.tMinC()).isEqualTo(16, within(1e-9));
        assertThat(day.tMaxC()).isEqualTo(28, within(1e-9));
        assertThat(day.rhMinPercent()).isEqualTo(60, within(1e-9));
        assertThat(day.windMs()).isEqualTo(2);
        assertThat(day.rainMm()).isZero();
        // Mean of the positive half of a sine of 700 W/m²: 700/π, over a day 0.0864 MJ/m² for a W/m².
        assertThat(day.solarMjPerM2()).isEqualTo(700 / Math.PI * 0.0864, within(0.15));
    }

    @Test
    void rainBelongsToTheDayBeforeTheReading() {
        PlotHistory history = new Field()
                .withWeather()
                .with("rain", START, 3) // fell in the last hour of the day before
                .with("rain", START.plusSeconds(3600), 5)
                .with("rain", END, 7)
                .history();
        assertThat(history.weather().day(DAY, ZONE).rainMm()).isEqualTo(12);
        assertThat(history.weather().day(DAY.minusDays(1), ZONE).rainMm()).isEqualTo(3);
    }

    @Test
    void aDayMeasuredForLessThanEighteenHoursIsUnknown() {
        assertThat(lost(6).tMaxC()).isNotNull();
        assertThat(lost(6).rainMm()).isNotNull();
        assertThat(lost(8).tMaxC()).isNull();
        assertThat(lost(8).rainMm()).isNull();
        assertThat(lost(6).solarMjPerM2()).isNull(); // radiation needs 22 of 24 hours
    }

    @Test
    void radiationInMegajoulesAnHourIsLeftOut() {
        PlotHistory history = Field.withMoisture(0.2)
                .hourly(
                        "solar_radiation",
                        t -> Math.max(0, 2.5 * Math.sin(t.getEpochSecond() % 86_400 / 86_400.0 * 6.28)))
                .history();
        assertThat(history.weather().day(DAY, ZONE).solarMjPerM2()).isNull();
        assertThat(history.weather().doubtedLight()).isBetween(0.001, 0.02);
        assertThat(Field.withMoisture(0.2).history().weather().doubtedLight()).isNull();
    }

    @Test
    void aCounterGivesDifferencesAlsoAcrossARestart() {
        Field field = new Field()
                .hourly("rain_total", START, START.plus(Duration.ofHours(10)), t -> 100)
                .hourly("rain_total", START.plus(Duration.ofHours(11)), START.plus(Duration.ofHours(14)), t -> 108)
                .hourly("rain_total", START.plus(Duration.ofHours(15)), END, t -> 2);
        assertThat(field.history().weather().day(DAY, ZONE).rainMm()).isEqualTo(10);
    }

    @Test
    void rainThatWasNotWatchedIsUnknownAndNeverZero() {
        PlotHistory history = new Field()
                .withWeather()
                .without(r -> r.key().code().equals("rain"))
                .history();
        assertThat(history.rainMm(START, END)).isEmpty();
        PlotHistory silent = new Field()
                .withWeather()
                .without(r ->
                        r.key().code().equals("rain") && r.measured().isAfter(Field.NOW.minus(Duration.ofHours(9))))
                .history();
        assertThat(silent.rainMm(silent.startOfToday(), Field.NOW)).isEmpty();
    }

    @Test
    void impossibleRainIsNotBelieved() {
        Field field = new Field().withWeather();
        for (int hour = 1; hour <= 10; hour++) {
            field.with("rain", START.plus(Duration.ofHours(hour)), 149);
        }
        assertThat(field.history().weather().day(DAY, ZONE).rainMm()).isNull();
    }

    private static DailyWeather lost(int hours) {
        return new Field()
                .withWeather()
                .without(r -> r.measured().isAfter(START.plus(Duration.ofHours(5)))
                        && !r.measured().isAfter(START.plus(Duration.ofHours(5L + hours))))
                .history()
                .weather()
                .day(DAY, ZONE);
    }
}
