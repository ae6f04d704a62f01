package vn.nuong.telemetry.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the learned forecast of soil moisture had to do with the advice on irrigation.
 *
 * @param used whether it was weighed in
 * @param name the model's version
 * @param weight beside the water balance, 0 to 1; what its record here gives it, even where it was not used
 * @param recordDays days of forecasts here that it was compared with the balance on
 * @param modelErrorMm root mean square of its errors on them, of the change of depletion over √days ahead, mm; null without any
 * @param balanceErrorMm the same of the balance
 * @param why why it was not used; null when it was
 * @param nowMm root-zone depletion now, mm
 * @param days the days ahead without irrigation; empty where one of the two says nothing of them
 * @param decisionWithout what would have been decided without it
 * @param netMmWithout net water that would have been advised without it, mm; 0 for none
 * @param dueDayWithout where it is waited and the model moves the day on which irrigation falls due: that day without it, 1 tomorrow, one more
 *     than the days ahead when on none of them; null where it moves nothing
 * @param dueDayWith the same with it
 * @param changed whether it changed the decision, the amount or that day
 */
public record ModelEffect(
        boolean used,
        String name,
        double weight,
        int recordDays,
        @Nullable Double modelErrorMm,
        @Nullable Double balanceErrorMm,
        @Nullable Text why,
        double nowMm,
        List<Day> days,
        Decision decisionWithout,
        double netMmWithout,
        @Nullable Integer dueDayWithout,
        @Nullable Integer dueDayWith,
        boolean changed) {

    public ModelEffect {
        days = List.copyOf(days);
    }

    /**
     * Root-zone depletion so many days ahead when nothing is given, mm.
     *
     * @param day 1 to 7
     * @param withoutMm by the water balance, the mean over the outlook
     * @param modelMm by the learned forecast
     * @param lowMm its 10th percentile
     * @param highMm its 90th percentile
     * @param withMm by both, at the model's weight
     */
    public record Day(int day, double withoutMm, double modelMm, double lowMm, double highMm, double withMm) {}
}
