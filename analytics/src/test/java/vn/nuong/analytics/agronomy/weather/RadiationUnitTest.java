package vn.nuong.analytics.agronomy.weather;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadiationUnitTest {

    @ParameterizedTest
    @CsvSource({
        "0.95, 1, BELIEVABLE, a clear day",
        "0.06, 1, BELIEVABLE, a day of storm",
        "0.25, 9, BELIEVABLE, a week of rain",
        "0.25, 10, DOUBTFUL, more than a week of rain",
        "0.25, 30, IMPOSSIBLE, kWh/m²/d taken for MJ/m²/d",
        "0.35, 365, BELIEVABLE, a year of cloud",
        "0.0864, 3, IMPOSSIBLE, MJ/m²/d taken for W/m²",
        "0.0036, 1, IMPOSSIBLE, MJ/m²/h taken for W/m²",
        "0, 1, IMPOSSIBLE, a dead probe"
    })
    void tellsAnotherUnitFromDarkWeather(double brightest, int days, RadiationUnit expected, String what) {
        assertThat(RadiationUnit.judge(brightest, days)).as(what).isEqualTo(expected);
    }
}
