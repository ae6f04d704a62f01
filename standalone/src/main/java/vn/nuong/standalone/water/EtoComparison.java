package vn.nuong.standalone.water;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ETo that a file gives beside what its own weather gives, by which another unit shows. */
final class EtoComparison {

    /** A few days may be odd. */
    private static final int FEWEST_DAYS = 5;

    /** ETo by other equations differs by less, in the mean. This project's choice. */
    private static final double FACTOR = 2;

    private int days;
    private double given;
    private double reckoned;

    /** @param ofWeather what the day's weather gives, mm, or NaN */
    void add(double ofFile, double ofWeather) {
        if (!Double.isNaN(ofWeather)) {
            days++;
            given += ofFile;
            reckoned += ofWeather;
        }
    }

    /** That the two differ by more than a factor of 2 in the mean, or null. */
    @Nullable
    String note(String column) {
        return days < FEWEST_DAYS || given <= FACTOR * reckoned && reckoned <= FACTOR * given
                ? null
                : String.format(
                        Locale.ROOT,
                        "%s averages %.2f mm over %d days whose weather gives %.2f; it is taken as it stands. Check its unit, or"
                                + " leave it out with --recompute-eto",
                        column,
                        given / days,
                        days,
                        reckoned / days);
    }
}
