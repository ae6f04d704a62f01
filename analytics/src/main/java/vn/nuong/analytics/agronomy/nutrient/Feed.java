package vn.nuong.analytics.agronomy.nutrient;

import java.time.LocalDate;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * A feed that was given.
 *
 * @param date when
 * @param nKgPerHa its nitrogen of all sources, kg/ha
 */
public record Feed(LocalDate date, double nKgPerHa) {
    public Feed {
        Limits.within("nitrogen given on " + date, nKgPerHa, 0, 2000, "kg/ha");
    }
}
