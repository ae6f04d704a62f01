package vn.nuong.analytics.forecast.pest;

import java.nio.file.Path;
import java.util.List;

/**
 * What to try.
 *
 * @param train file to learn from
 * @param test file to forecast
 * @param weeks how far ahead, each 1 to {@value #FARTHEST}, each once
 * @param predictions CSV to write
 * @param report JSON to write
 * @param seed written into the report; nothing is drawn, so it changes no forecast
 * @param version of the program
 */
public record PestOptions(
        Path train, Path test, List<Integer> weeks, Path predictions, Path report, long seed, String version) {

    /** Beyond a quarter of a year only the season is left. */
    public static final int FARTHEST = 13;

    /** @throws IllegalArgumentException when a horizon is out of range or there is none */
    public PestOptions {
        weeks = checked(weeks);
    }

    /** Each once, ascending. */
    static List<Integer> checked(List<Integer> weeks) {
        List<Integer> sorted = weeks.stream().distinct().sorted().toList();
        if (sorted.isEmpty() || sorted.get(0) < 1 || sorted.get(sorted.size() - 1) > FARTHEST) {
            throw new IllegalArgumentException(
                    "--weeks " + weeks + ": give whole weeks 1 to " + FARTHEST + ", as in 1,2,4");
        }
        return sorted;
    }
}
