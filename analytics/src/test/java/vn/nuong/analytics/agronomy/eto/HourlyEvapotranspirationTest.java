package vn.nuong.analytics.agronomy.eto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Hour;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Longitudes;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Resistance;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Result;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;

/** FAO-56 Example 19: N'Diaye, Senegal, 16.22°N, 16.25°W (zone 15°W), 8 m, 1 October. */
class HourlyEvapotranspirationTest {
    private static final Place N_DIAYE = new Place(16.22, 8);
    private static final Longitudes LONGITUDES = new Longitudes(16.25, 15);
    private static final LocalDate DATE = LocalDate.of(2025, 10, 1);
    private static final Hour NIGHT = Hour.ofHumidity(DATE, 2.5, 28, 90, 1.9, 0, 0.8);
    private static final Hour AFTERNOON = Hour.ofHumidity(DATE, 14.5, 38, 52, 3.3, 2.450, 0.8);

    @Test
    void findsTheNightHourOfFao56Example19() {
        Result night = HourlyEvapotranspiration.of(N_DIAYE, LONGITUDES, NIGHT, Resistance.FAO56);

        assertThat(SolarGeometry.seasonalCorrection(274)).isCloseTo(0.1889, within(0.00005));
        assertThat(night.hourAngle()).isCloseTo(-2.46, within(0.005));
        assertThat(night.ra()).isZero();
        assertThat(night.rn()).isCloseTo(-0.100, within(0.0005));
        assertThat(night.mm()).isCloseTo(0.004, within(0.0005));
    }

    @Test
    void findsTheAfternoonHourOfFao56Example19() {
        Result afternoon = HourlyEvapotranspiration.of(N_DIAYE, LONGITUDES, AFTERNOON, Resistance.FAO56);

        assertThat(afternoon.hourAngle()).isCloseTo(0.682, within(0.0005));
        assertThat(afternoon.ra()).isCloseTo(3.543, within(0.0005));
        assertThat(afternoon.rso()).isCloseTo(2.658, within(0.0005));
        assertThat(afternoon.rn()).isCloseTo(1.749, within(0.0005));
        assertThat(afternoon.mm()).isCloseTo(0.627, within(0.0005));
    }

    @Test
    void losesMoreByDayAndLessByNightWithTheResistancesOf2006() {
        double day = HourlyEvapotranspiration.of(N_DIAYE, LONGITUDES, AFTERNOON, Resistance.ALLEN_2006)
                .mm();
        double night = HourlyEvapotranspiration.of(N_DIAYE, LONGITUDES, NIGHT, Resistance.ALLEN_2006)
                .mm();

        assertThat(day).isCloseTo(0.656, within(0.0005));
        assertThat(night)
                .isPositive()
                .isLessThan(HourlyEvapotranspiration.of(N_DIAYE, LONGITUDES, NIGHT, Resistance.FAO56)
                        .mm());
    }

    @Test
    void turnsLongitudesEastIntoDegreesWest() {
        assertThat(Longitudes.ofEast(105.75, 7)).isEqualTo(new Longitudes(254.25, 255));
        assertThat(Longitudes.ofEast(-16.25, -1)).isEqualTo(LONGITUDES);
        assertThat(Longitudes.ofEast(0, 0)).isEqualTo(new Longitudes(0, 0));
    }
}
