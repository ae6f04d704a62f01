package vn.nuong.analytics.forecast.faults;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a try came to, as it is written in JSON.
 *
 * @param falseAlarmsAllowed a probe and year at the training stations
 * @param limits by what there is to compare with
 * @param trainYears probe-years that they rest on
 * @param refused files that were not used, with the reason
 */
record ProbeFaultReport(
        String target,
        String method,
        long seed,
        Map<String, String> versions,
        double seconds,
        double falseAlarmsAllowed,
        Map<String, Limits> limits,
        Map<String, Double> trainYears,
        Map<String, String> trainFiles,
        Map<String, String> testFiles,
        AsRecorded asRecorded,
        List<Found> injected,
        Map<String, String> refused,
        List<String> notes) {

    /**
     * The test recordings as they are.
     *
     * @param probeYears on which a judgement was possible
     * @param suspectShare share of them on which the probe was suspect
     * @param falseAlarmsPerYear findings a probe-year, all counted as false
     * @param falseAlarmsPerYearUnsuspected the same by the years in which it was not suspect already
     * @param byKind findings by kind
     * @param byStation findings by station
     */
    record AsRecorded(
            double probeYears,
            double suspectShare,
            int findings,
            double falseAlarmsPerYear,
            double falseAlarmsPerYearUnsuspected,
            Map<String, Integer> byKind,
            Map<String, Integer> byStation) {}

    /**
     * A fault that was put in.
     *
     * @param cases how often; cases in which the sound record was suspect at the time are left out
     * @param found share found within 180 days of the onset
     * @param foundIn60Days share found within 60 days
     * @param named share found and called by a name that fits
     * @param medianDays from onset to finding, of those found; null when none was
     * @param byRules share whose readings the rules flagged on at least one day within 180 on which they did not flag the sound ones; null when
     *     the rules were not tried
     */
    record Found(
            String kind,
            double size,
            String unit,
            int cases,
            double found,
            double foundIn60Days,
            double named,
            @Nullable Double medianDays,
            @Nullable Double byRules,
            @Nullable Double byRulesMedianDays) {}
}
