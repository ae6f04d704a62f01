package vn.nuong.analytics.forecast.pest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one series as if each week were now. What is issued in a week rests on the rows up to it and on the training file alone: a
 * catch is looked up in later rows only to be written beside the forecast. Not thread-safe.
 */
final class SeriesForecaster {

    /** After a year without a catch nobody knows from the counts whether the trap still works. */
    private static final int SILENT_WEEKS = 52;

    /** Weeks that must have been looked at in it; after so many a trap that never caught anything is doubted too. */
    private static final int SILENT_ROWS = 26;

    private static final double DECIMALS = 1e4;

    private final PestSeries series;
    private final List<Boolean> scored;
    private final SeriesState state;
    private final UsualHigh high;
    private final List<Lead> leads = new ArrayList<>();
    private int silentRows;

    /** A forecast for week {@code number} that has not come. */
    private record Open(int number, double lower, double upper, PestModel.Features from) {}

    /** A forecast in log(1 + catch), and whether it was made from values that the model has seen the like of. */
    private record Issued(double forecast, double lower, double upper, boolean known) {}

    /** One horizon and its forecasts whose week has not come. */
    private static final class Lead {
        private final PestModel model;
        private final Stretch stretch = new Stretch();
        private final PestModel.Adapting adapting;
        private final Deque<Open> open = new ArrayDeque<>();

        Lead(PestModel model) {
            this.model = model;
            this.adapting = model.adapting();
        }

        void settle(int number, double log) {
            while (!open.isEmpty() && open.getFirst().number() <= number) {
                Open issued = open.removeFirst();
                if (issued.number() == number) {
                    stretch.settle(log, issued.lower(), issued.upper());
                    adapting.learn(issued.from(), log);
                }
            }
        }
    }

    /**
     * @param series what is known of it from both files
     * @param scored for each row whether it is of the test file
     */
    SeriesForecaster(
            PestSeries series, List<Boolean> scored, Climatology usual, UsualHigh high, List<PestModel> models) {
        this.series = series;
        this.scored = List.copyOf(scored);
        this.state = new SeriesState(usual.of(series.key()));
        this.high = high;
        models.forEach(m -> leads.add(new Lead(m)));
    }

    /** Weeks of the test file in which it was not known whether the trap worked. */
    int silentRows() {
        return silentRows;
    }

    /** Every forecast of which both ends were observed in the test file, in the order of weeks and horizons. */
    List<PestPrediction> run() {
        List<PestPrediction> predictions = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            if (series.observed(i)) {
                observe(i);
                for (Lead lead : leads) {
                    PestPrediction prediction = prediction(i, lead, issue(i, lead));
                    if (prediction != null) {
                        predictions.add(prediction);
                    }
                }
            }
        }
        return predictions;
    }

    /**
     * What is forecast from the last row, in the order of horizons.
     *
     * @return empty when the last row was not observed, or what it is forecast from lies outside of what was learned from
     */
    Optional<List<CatchAhead>> ahead() {
        List<CatchAhead> ahead = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            ahead.clear();
            if (series.observed(i)) {
                observe(i);
                for (Lead lead : leads) {
                    Issued issued = issue(i, lead);
                    if (issued.known()) {
                        ahead.add(new CatchAhead(
                                lead.model.horizon(),
                                caught(issued.forecast()),
                                caught(issued.lower()),
                                caught(issued.upper())));
                    }
                }
            }
        }
        return !leads.isEmpty() && ahead.size() == leads.size() ? Optional.of(ahead) : Optional.empty();
    }

    private void observe(int i) {
        double log = series.log(i);
        int number = series.number(i);
        leads.forEach(lead -> lead.settle(number, log));
        state.observe(number, series.row(i).week(), log, series.row(i).weather());
        silentRows += scored.get(i) && isSilent() ? 1 : 0;
    }

    private boolean isSilent() {
        return state.spell() >= SILENT_ROWS && (state.spell() == state.weeks() || state.spellSpan() >= SILENT_WEEKS);
    }

    private Issued issue(int i, Lead lead) {
        int horizon = lead.model.horizon();
        PestModel.Features from = lead.model.features(state);
        double most = Math.log1p(series.key().most());
        double mean = Math.min(most, lead.adapting.mean(from));
        IntervalTable table = lead.model.table();
        double wide = state.weeks() <= IntervalTable.NEW_WEEKS ? table.newStretch() : 1;
        double forecast = Math.max(0, mean);
        double lower = Math.max(0, Math.min(forecast, mean - table.below(mean) * lead.stretch.below() * wide));
        double upper = Math.min(most, Math.max(forecast, mean + table.above(mean) * lead.stretch.above() * wide));
        lead.open.addLast(new Open(series.number(i) + horizon, lower, upper, from));
        if (isSilent()) {
            lower = 0;
            upper = Math.max(
                    upper, high.at(series.key(), Season.place(series.row(i).week(), horizon)));
        }
        return new Issued(forecast, lower, upper, lead.model.covers(from));
    }

    private @Nullable PestPrediction prediction(int i, Lead lead, Issued issued) {
        int horizon = lead.model.horizon();
        int later = series.later(i, horizon);
        if (later < 0 || !scored.get(i) || !scored.get(later)) {
            return null;
        }
        double log = series.log(i);
        return new PestPrediction(
                series.key(),
                series.row(i).year(),
                series.row(i).week(),
                horizon,
                series.row(later).value(),
                series.row(i).value(),
                caught(state.season(horizon)),
                caught(issued.forecast()),
                caught(issued.lower()),
                caught(issued.upper()),
                caught(lead.model.persistenceLower(log)),
                caught(lead.model.persistenceUpper(log)));
    }

    /** From log(1 + catch) to a catch of four decimals, 0 or more. */
    private static double caught(double log) {
        return Math.max(0, Math.rint(Math.expm1(log) * DECIMALS) / DECIMALS);
    }
}
