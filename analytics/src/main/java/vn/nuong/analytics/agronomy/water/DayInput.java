package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * What entered and left a plot on one day.
 *
 * @param date the local day
 * @param etoMm reference evapotranspiration, mm, 0 to 20, or null if unknown
 * @param rainMm rain, mm, 0 to 2000, or null if unknown; 0 only if a gauge was seen dry
 * @param irrigationMm net irrigation reaching the root zone, mm, 0 to 500; 0 if none was recorded
 * @param observed depletion seen by probes at the day's end, or null if none could be trusted
 */
public record DayInput(
        LocalDate date,
        @Nullable Double etoMm,
        @Nullable Double rainMm,
        double irrigationMm,
        @Nullable DepletionObservation observed) {

    public DayInput {
        if (etoMm != null) {
            Limits.within("reference evapotranspiration on " + date, etoMm, 0, 20, "mm/day");
        }
        if (rainMm != null) {
            Limits.within("rain on " + date, rainMm, 0, 2000, "mm");
        }
        Limits.within("net irrigation on " + date, irrigationMm, 0, 500, "mm");
    }

    /** A day of which nothing is known. */
    public static DayInput unknown(LocalDate date) {
        return new DayInput(date, null, null, 0, null);
    }
}
