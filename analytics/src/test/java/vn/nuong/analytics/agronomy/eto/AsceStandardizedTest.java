package vn.nuong.analytics.agronomy.eto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.analytics.agronomy.eto.AsceStandardized.Crop;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

class AsceStandardizedTest {
    private static final Place MARICOPA = new Place(33.069, 361);
    private static final Place TAN_CUONG = new Place(21.55, 50);

    /** Reckoned with pyfao56 1.4.3, function refet.ascedaily. */
    @ParameterizedTest
    @CsvSource({"SHORT,9.403898569,1.313474868", "TALL,13.085199891,1.526245428"})
    void findsWhatAnIndependentProgramFinds(Crop crop, double dry, double humid) {
        double dew = VapourPressure.saturation(10.1);
        assertThat(AsceStandardized.daily(MARICOPA, 180, 24.3, 41.2, 29.5, dew, WindProfile.atTwoMetres(2.7, 3), crop))
                .isCloseTo(dry, within(1e-8));
        double ea = (VapourPressure.saturation(14.9) * 98 + VapourPressure.saturation(18.2) * 75) / 200;
        assertThat(AsceStandardized.daily(TAN_CUONG, 45, 14.9, 18.2, 6.1, ea, WindProfile.logarithmic(1.1, 2), crop))
                .isCloseTo(humid, within(1e-8));
    }

    @Test
    void isFao56sGrassButForTheRoundingOfConstants() {
        double ea = VapourPressure.saturation(10.1);
        double u2 = WindProfile.atTwoMetres(2.7, 3);
        double ra = SolarGeometry.dailyRadiation(MARICOPA, 180);
        double rso = SolarRadiation.clearSky(ra, 361);
        double fao = PenmanMonteith.daily(
                32.75,
                NetRadiation.daily(29.5, rso, 24.3, 41.2, ea),
                0,
                u2,
                VapourPressure.dailySaturation(24.3, 41.2),
                ea,
                VapourPressure.psychrometricConstant(361));

        assertThat(AsceStandardized.daily(MARICOPA, 180, 24.3, 41.2, 29.5, ea, u2, Crop.SHORT))
                .isCloseTo(fao, within(0.002));
    }
}
