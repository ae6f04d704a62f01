package vn.nuong.analytics.forecast.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of two models on data later than either has seen.
 *
 * @param newer version of the model that would take over
 * @param older version of the one in use; {@link ModelTrial#PERSISTENCE} where none was
 * @param laterFiles the files of the trial and their SHA-256
 * @param from first day that was forecast
 * @param to last day that was
 * @param horizons figures by horizon
 * @param measure what the figures are, such as {@code skill against persistence}
 * @param lowerIsBetter whether the lower figure is the better one
 */
public record TrialResult(
        String newer,
        String older,
        Map<String, String> laterFiles,
        LocalDate from,
        LocalDate to,
        String measure,
        boolean lowerIsBetter,
        List<Horizon> horizons) {

    public TrialResult {
        laterFiles = Map.copyOf(laterFiles);
        horizons = List.copyOf(horizons);
    }

    /**
     * @param horizonHours how far ahead, h
     * @param n forecasts of both models that were compared with what came
     * @param newer figure of the newer model; null where nothing changed
     * @param older of the older
     */
    public record Horizon(
            int horizonHours,
            int n,
            @Nullable Double newer,
            @Nullable Double older) {

        boolean isBetter(boolean lowerIsBetter) {
            return newer != null && older != null && (lowerIsBetter ? newer < older : newer > older);
        }
    }

    /** Whether the newer model is better at every horizon. */
    public boolean newerIsBetter() {
        return !horizons.isEmpty() && horizons.stream().allMatch(h -> h.isBetter(lowerIsBetter));
    }

    /** The figures in a line, such as {@code 24 h: 0.31 against 0.28 (n 812)}. */
    public String figures() {
        return horizons.stream()
                .map(h -> String.format(
                        Locale.ROOT,
                        "%d h: %s against %s (n %d)",
                        h.horizonHours(),
                        figure(h.newer()),
                        figure(h.older()),
                        h.n()))
                .collect(Collectors.joining("; "));
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "nothing changed" : String.format(Locale.ROOT, "%.3f", value);
    }
}
