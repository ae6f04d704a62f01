package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * What came to a field on one day of a season.
 *
 * @param date the day
 * @param etoMm reference evapotranspiration, mm, −1 to 25
 * @param rainMm rain, mm, 0 to 2000
 * @param u2 wind speed at 2 m, m/s
 * @param rhMinPercent lowest relative humidity, %, 0 to 100
 * @param irrigation the day's irrigation, or null
 * @param kcb basal crop coefficient that was observed, or null
 * @param heightM crop height that was observed, m, or null
 * @param cover ground cover fc that was observed, 0 to 1, or null
 */
public record SeasonDay(
        LocalDate date,
        double etoMm,
        double rainMm,
        double u2,
        double rhMinPercent,
        @Nullable Irrigation irrigation,
        @Nullable Double kcb,
        @Nullable Double heightM,
        @Nullable Double cover) {
    public SeasonDay {
        Limits.within("reference evapotranspiration on " + date, etoMm, -1, 25, "mm");
        Limits.within("rain on " + date, rainMm, 0, 2000, "mm");
        Limits.within("wind speed on " + date, u2, 0, 75, "m/s");
        Limits.within("lowest relative humidity on " + date, rhMinPercent, 0, 100, "%");
    }

    /**
     * An irrigation.
     *
     * @param depthMm depth pumped over the whole field, mm, 0 to 2000
     * @param wettedShare fw, share of the surface wetted, 0.01 to 1 (FAO-56 Table 20)
     * @param efficiencyPercent share of it that reaches the soil, %, above 0 to 100
     */
    public record Irrigation(double depthMm, double wettedShare, double efficiencyPercent) {
        public Irrigation {
            Limits.within("irrigation", depthMm, 0, 2000, "mm");
            Limits.within("wetted share of the surface", wettedShare, 0.01, 1, "");
            Limits.within("application efficiency", efficiencyPercent, 1, 100, "%");
        }

        /** What reaches the soil, mm. */
        public double netMm() {
            return depthMm - depthMm * (1 - efficiencyPercent / 100);
        }
    }
}
