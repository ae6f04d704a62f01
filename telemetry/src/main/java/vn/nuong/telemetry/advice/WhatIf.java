package vn.nuong.telemetry.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "If I do not irrigate today?": the next days without irrigation, and with one that begins now. Nothing is given later in either.
 *
 * @param netMm what is given to the roots in the second course, mm, {@code turnMm} a day until it is all given
 * @param turnMm most of it in a day, mm
 * @param members ways the weather may go
 * @param outlookDays days of which the outlook tells the rain; after them none falls and the crop uses as much as of late. 0 without an
 *     outlook
 * @param thirstyWithout the day on which more likely than not RAW is passed without irrigation; null when on none of them
 * @param thirstyWith the same with it, once it is no longer thirsty where it is so from the start; the first day where it stays so
 * @param days in order
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WhatIf(
        double netMm,
        double turnMm,
        int members,
        int outlookDays,
        @Nullable LocalDate thirstyWithout,
        @Nullable LocalDate thirstyWith,
        List<Day> days) {

    public WhatIf {
        days = List.copyOf(days);
    }

    /**
     * One day from now, two, and so on.
     *
     * @param date the local day, at the present time of day
     * @param rawMm readily available water at the demand of the day that ends then, mm
     */
    public record Day(LocalDate date, double rawMm, Course without, Course with) {}

    /**
     * One course at one time, over the outlook's members and what is not known of the depletion.
     *
     * @param lowMm 10th percentile of the root-zone depletion, mm
     * @param medianMm its median, mm
     * @param highMm 90th percentile, mm
     * @param ks mean stress coefficient of the day that ends then: 1 is no thirst, 0 is wilting
     * @param thirsty chance that RAW is passed, 0 to 1
     */
    public record Course(double lowMm, double medianMm, double highMm, double ks, double thirsty) {}
}
