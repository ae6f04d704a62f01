package vn.nuong.analytics.forecast.pest;

import java.time.LocalDate;
import java.time.Month;

/**
 * Days of the standard weeks of a year: week 1 begins on 1 January, each has seven days, the 52nd the rest (India Meteorological
 * Department's standard meteorological weeks, which gives a leap year's eighth day to week 9; that day's shift is not made here). ISO weeks
 * differ by up to four days, in each year alike.
 */
final class Weeks {

    private static final int DAYS = 7;

    private Weeks() {}

    /** @param week 1 to 53 */
    static LocalDate firstDay(int year, int week) {
        return LocalDate.of(year, Month.JANUARY, 1).plusDays((long) DAYS * (week - 1));
    }

    /** @param week 1 to 53 */
    static LocalDate lastDay(int year, int week) {
        return week >= Season.WEEKS
                ? LocalDate.of(year, Month.DECEMBER, 31)
                : firstDay(year, week).plusDays(DAYS - 1);
    }
}
