package vn.nuong.analytics.agronomy.nutrient;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * A laboratory's soil test. A probe in the field is none: cheap N-P-K probes do not measure what a dose needs.
 *
 * @param date when the soil was sampled
 * @param ph soil pH, 2 to 10
 * @param method how pH was measured; in KCl it reads about 0.5–1 lower than in water
 * @param p2o5MgPer100g available P₂O₅, mg/100 g, or null if not tested
 */
public record SoilTest(
        LocalDate date,
        double ph,
        PhMethod method,
        @Nullable Double p2o5MgPer100g) {
    public SoilTest {
        Limits.within("soil pH", ph, 2, 10, "");
        if (p2o5MgPer100g != null) {
            Limits.within("available P2O5", p2o5MgPer100g, 0, 1000, "mg/100 g");
        }
    }

    /** How pH was measured. */
    public enum PhMethod {
        /** In water. */
        WATER,
        /** In potassium chloride. */
        KCL
    }
}
