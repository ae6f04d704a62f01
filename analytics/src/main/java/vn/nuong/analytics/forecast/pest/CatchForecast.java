package vn.nuong.analytics.forecast.pest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the traps of a plot may catch of one species in 1, 2 and 4 weeks: by the model of pests in use where it can answer for them, else as
 * last week ({@link CatchPersistence}), else nothing and why. A pure function of the counts. Immutable.
 *
 * @param state whether there is a forecast, or why not
 * @param ahead the forecasts, the nearest first; empty without
 * @param weeks weeks with a known catch
 * @param model version of the model that made them; null where it is as last week, or where there is none
 * @param usual upper quartile of the catches of the weeks before the last; null where too few are known
 */
public record CatchForecast(
        State state,
        List<CatchAhead> ahead,
        int weeks,
        @Nullable String model,
        @Nullable Double usual) {

    /** How far ahead, weeks. */
    static final List<Integer> HORIZONS = List.of(1, 2, 4);

    /** Weeks of counts that the plain forecast needs, and what is usual too. */
    public static final int LEAST_WEEKS = CatchPersistence.LEAST_CHANGES + 1;

    /** After half a year in which nothing was caught nobody knows from the counts whether the trap works. */
    static final int SILENT_WEEKS = 26;

    /** Scouting is brought forward by what is expected within so many weeks. */
    private static final int SOON_WEEKS = 2;

    private static final double QUARTILE = 0.75;

    /** Whether there is a forecast. */
    public enum State {
        /** There is. */
        KNOWN,
        /** Too few days of the last seven were counted. */
        LAST_WEEK_UNKNOWN,
        /** Too few weeks are known. */
        TOO_FEW_WEEKS,
        /** Nothing was caught in all weeks known, or in half a year; whether the trap works is not known. */
        NOTHING_CAUGHT
    }

    public CatchForecast {
        ahead = List.copyOf(ahead);
    }

    /**
     * Forecasts.
     *
     * @param species as in {@code trap_count_empoasca_onukii}
     * @param model the model of pests in use; null when there is none
     */
    public static CatchForecast of(String species, WeeklyCatches weeks, @Nullable PestForecaster model) {
        if (weeks.weeks() == 0) {
            return none(State.TOO_FEW_WEEKS, weeks);
        }
        if (Double.isNaN(weeks.last())) {
            return none(State.LAST_WEEK_UNKNOWN, weeks);
        }
        List<Double> known = weeks.known();
        if (known.subList(Math.max(0, known.size() - SILENT_WEEKS), known.size()).stream()
                .allMatch(c -> c == 0)) {
            return none(State.NOTHING_CAUGHT, weeks);
        }
        Optional<List<CatchAhead>> learned =
                model == null ? Optional.empty() : model.forecast(species, weeks, HORIZONS);
        List<CatchAhead> ahead = learned.orElseGet(() -> HORIZONS.stream()
                .flatMap(h -> CatchPersistence.forecast(weeks, h).stream())
                .toList());
        return ahead.isEmpty()
                ? none(State.TOO_FEW_WEEKS, weeks)
                : new CatchForecast(
                        State.KNOWN,
                        ahead,
                        known.size(),
                        learned.isPresent() && model != null ? model.version() : null,
                        usual(known.subList(0, known.size() - 1)));
    }

    private static CatchForecast none(State state, WeeklyCatches weeks) {
        return new CatchForecast(state, List.of(), weeks.weeks(), null, null);
    }

    private static @Nullable Double usual(List<Double> before) {
        double[] sorted =
                Quantile.sorted(before.stream().mapToDouble(Double::doubleValue).toArray());
        return sorted.length < LEAST_WEEKS - 1 ? null : Quantile.of(sorted, QUARTILE);
    }

    /**
     * Whether even the lower end of the interval, in one week or in two, is above what three in four of the trap's own weeks caught. That may
     * bring a look forward; it never says that a spray is due.
     */
    public boolean isHigh() {
        Double limit = usual;
        return limit != null && soon().anyMatch(a -> a.lower() > limit);
    }

    private Stream<CatchAhead> soon() {
        return ahead.stream().filter(a -> a.weeks() <= SOON_WEEKS);
    }
}
