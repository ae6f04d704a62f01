package vn.nuong.analytics.forecast.faults;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to try.
 *
 * @param train folder of stations to set the limits by; null for the usual limits
 * @param test folder of stations to judge
 * @param target column to judge, such as {@code soil_moisture_20cm}
 * @param report JSON to write; null for none
 * @param findings CSV to write; null for none
 * @param falseAlarms allowed at the training stations, a probe and year
 * @param injected how often each fault is put into each test station; 0 to judge the recordings as they are
 * @param seed of where the faults begin
 * @param version of the software
 */
public record ProbeFaultOptions(
        @Nullable Path train,
        Path test,
        String target,
        @Nullable Path report,
        @Nullable Path findings,
        double falseAlarms,
        int injected,
        long seed,
        String version) {

    public ProbeFaultOptions {
        if (!(falseAlarms > 0 && falseAlarms <= 12)) {
            throw new IllegalArgumentException(
                    "--false-alarms " + falseAlarms + " is not from above 0 to 12 a probe and year");
        }
        if (injected < 0 || injected > 100) {
            throw new IllegalArgumentException("--injected " + injected + " is not from 0 to 100 a station");
        }
    }
}
