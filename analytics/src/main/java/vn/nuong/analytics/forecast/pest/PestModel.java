package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.registry.ModelCard;

/**
 * Weekly catches forecast some weeks ahead: one ridge regression of log(1 + catch) for all pests and units on what the series itself, the
 * season and the weather of the last weeks say; a second one for weeks without weather. Each location's samples see the season of the other
 * locations only, as at a place that is new. What it goes on learning from a series that is forecast is kept apart. Immutable.
 */
final class PestModel {

    /** With fewer samples the weights would be noise. */
    static final int FEWEST_SAMPLES = 200;

    /** So many weeks of a series count as much as all of the training file; 700 to 2000 were equally good on held-out locations. */
    private static final double WORTH = 1500;

    private final int horizon;
    private final int samples;
    private final Ridge withWeather;
    private final Ridge plain;
    private final boolean knowsWeather;
    private final IntervalTable table;
    private final double persistenceLow;
    private final double persistenceHigh;
    private final double[] least;
    private final double[] most;

    /**
     * All of it, as it is kept in a file.
     *
     * @param horizon weeks ahead
     * @param samples learned from
     * @param plain the regression without weather
     * @param withWeather that with weather; null when too few weeks had any
     * @param table how far off it may be
     * @param persistenceLow 10 % quantile of the change over the horizon, log(1 + catch)
     * @param persistenceHigh 90 % quantile of the same
     * @param least smallest value of each feature in training
     * @param most largest of the same
     */
    @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
    record Numbers(
            int horizon,
            int samples,
            Ridge.Numbers plain,
            Ridge.@Nullable Numbers withWeather,
            IntervalTable.Numbers table,
            double persistenceLow,
            double persistenceHigh,
            double[] least,
            double[] most) {}

    /** @throws IllegalArgumentException when they do not fit together, or to the features of this version */
    PestModel(Numbers numbers) {
        horizon = numbers.horizon();
        samples = numbers.samples();
        plain = new Ridge(numbers.plain());
        Ridge.Numbers weather = numbers.withWeather();
        knowsWeather = weather != null;
        withWeather = weather == null ? plain : new Ridge(weather);
        table = new IntervalTable(numbers.table());
        persistenceLow = numbers.persistenceLow();
        persistenceHigh = numbers.persistenceHigh();
        least = numbers.least().clone();
        most = numbers.most().clone();
        int features = featureNames().size();
        if (horizon < 1
                || plain.size() != SeriesState.PLAIN.size()
                || withWeather.size() != features
                || least.length != features
                || most.length != features) {
            throw new IllegalArgumentException("a model of " + plain.size() + " and " + withWeather.size()
                    + " features, not of " + SeriesState.PLAIN.size() + " and " + features + "; train it anew");
        }
    }

    Numbers numbers() {
        return new Numbers(
                horizon,
                samples,
                plain.numbers(),
                knowsWeather ? withWeather.numbers() : null,
                table.numbers(),
                persistenceLow,
                persistenceHigh,
                least,
                most);
    }

    /** One week of the training file from which a week {@code horizon} later is known; {@code features} is empty without weather. */
    @SuppressWarnings("ArrayRecordComponent") // read only in this class, never compared
    private record Sample(SeriesKey key, double[] features, double[] plain, double now, double later, int weeks) {}

    private PestModel(int horizon, List<Sample> all) {
        this.horizon = horizon;
        this.samples = all.size();
        List<Sample> weather = all.stream().filter(s -> s.features().length > 0).toList();
        this.knowsWeather = weather.size() >= FEWEST_SAMPLES;
        this.plain = fit(all, Sample::plain);
        this.withWeather = knowsWeather ? fit(weather, Sample::features) : plain;
        this.table = new IntervalTable(outcomes(all, weather));
        double[] changes = Quantile.sorted(
                all.stream().mapToDouble(s -> s.later() - s.now()).toArray());
        this.persistenceLow = Quantile.of(changes, 0.1);
        this.persistenceHigh = Quantile.of(changes, 0.9);
        this.least = new double[featureNames().size()];
        this.most = new double[least.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (Sample s : all) {
            widen(s.plain());
            widen(knowsWeather ? s.features() : new double[0]);
        }
    }

    private void widen(double[] features) {
        for (int f = 0; f < features.length; f++) {
            least[f] = Math.min(least[f], features[f]);
            most[f] = Math.max(most[f], features[f]);
        }
    }

    /** Names of what it looks at, in order. */
    List<String> featureNames() {
        return knowsWeather ? SeriesState.WITH_WEATHER : SeriesState.PLAIN;
    }

    /** Smallest and largest value of a feature in training. */
    ModelCard.Range range(int feature) {
        return new ModelCard.Range(least[feature], most[feature]);
    }

    /**
     * @param horizon weeks ahead, 1 or more
     * @throws IllegalArgumentException when the series have fewer than {@value #FEWEST_SAMPLES} pairs of weeks so far apart
     * @throws InterruptedException when the thread was asked to stop
     */
    static PestModel learn(Collection<PestSeries> training, int horizon) throws InterruptedException {
        Set<String> locations = new TreeSet<>();
        training.forEach(s -> locations.add(s.key().location()));
        List<Sample> samples = new ArrayList<>();
        for (String location : locations) {
            List<PestSeries> others = training.stream()
                    .filter(s -> !s.key().location().equals(location))
                    .toList();
            Climatology usual = new Climatology(others.isEmpty() ? training : others);
            for (PestSeries series : training) {
                if (series.key().location().equals(location)) {
                    addSamples(series, usual.of(series.key()), horizon, samples);
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped");
            }
        }
        if (samples.size() < FEWEST_SAMPLES) {
            throw new IllegalArgumentException("the training file has " + samples.size() + " pairs of weeks " + horizon
                    + " apart; at least " + FEWEST_SAMPLES + " are needed to learn from");
        }
        return new PestModel(horizon, samples);
    }

    private static void addSamples(PestSeries series, double[] usual, int horizon, List<Sample> to) {
        SeriesState state = new SeriesState(usual);
        for (int i = 0; i < series.size(); i++) {
            if (series.observed(i)) {
                state.observe(
                        series.number(i),
                        series.row(i).week(),
                        series.log(i),
                        series.row(i).weather());
                int later = series.later(i, horizon);
                if (later >= 0) {
                    to.add(new Sample(
                            series.key(),
                            state.knowsWeather() ? state.features(horizon, true) : new double[0],
                            state.features(horizon, false),
                            state.log(),
                            series.log(later),
                            state.weeks()));
                }
            }
        }
    }

    private static Ridge fit(List<Sample> samples, Function<Sample, double[]> features) {
        return new Ridge(
                samples.stream().map(features).toList(),
                samples.stream().map(Sample::later).toList());
    }

    /** What would have been forecast at each location without its own samples, or, with one location only, with them. */
    private List<IntervalTable.Outcome> outcomes(List<Sample> all, List<Sample> weather) {
        List<IntervalTable.Outcome> outcomes = new ArrayList<>();
        Set<String> locations = new TreeSet<>();
        all.forEach(s -> locations.add(s.key().location()));
        for (String location : locations) {
            Ridge blind = without(all, location, Sample::plain, plain);
            Ridge blindWeather = knowsWeather ? without(weather, location, Sample::features, withWeather) : blind;
            for (Sample s : all) {
                if (s.key().location().equals(location)) {
                    double forecast = knowsWeather && s.features().length > 0
                            ? blindWeather.predict(s.features())
                            : blind.predict(s.plain());
                    outcomes.add(new IntervalTable.Outcome(forecast, s.later(), s.weeks()));
                }
            }
        }
        return outcomes;
    }

    private static Ridge without(
            List<Sample> samples, String location, Function<Sample, double[]> features, Ridge otherwise) {
        List<Sample> others = samples.stream()
                .filter(s -> !s.key().location().equals(location))
                .toList();
        return others.size() < FEWEST_SAMPLES ? otherwise : fit(others, features);
    }

    int horizon() {
        return horizon;
    }

    int samples() {
        return samples;
    }

    /** The model as it goes on learning from one series. */
    Adapting adapting() {
        return new Adapting();
    }

    /** What a forecast is made from, kept until its week has come. */
    Features features(SeriesState state) {
        boolean weather = knowsWeather && state.knowsWeather();
        return new Features(weather ? state.features(horizon, true) : new double[0], state.features(horizon, false));
    }

    /** Whether the catches that it looks at, their means and the highest, lie between the least and the most of training. */
    boolean covers(Features from) {
        for (int f : SeriesState.LEVELS) {
            double value = from.plain()[f];
            if (!(value >= least[f] && value <= most[f])) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param weather empty where the weather is not known
     * @param plain without weather
     */
    @SuppressWarnings("ArrayRecordComponent") // read only in this class, never compared
    record Features(double[] weather, double[] plain) {}

    /** The two regressions as one series draws them towards itself. Not thread-safe. */
    final class Adapting {
        private final Ridge.Adapting ownPlain = plain.adapting(WORTH);
        private final Ridge.Adapting ownWeather = withWeather.adapting(WORTH);

        /** The mean of log(1 + catch) to come, not yet cut off at 0. */
        double mean(Features from) {
            return from.weather().length > 0 ? ownWeather.predict(from.weather()) : ownPlain.predict(from.plain());
        }

        /** A forecast's catch, as log(1 + catch), has come. */
        void learn(Features from, double target) {
            ownPlain.learn(from.plain(), target);
            if (from.weather().length > 0) {
                ownWeather.learn(from.weather(), target);
            }
        }
    }

    IntervalTable table() {
        return table;
    }

    /** Low end of quantile persistence: the last value plus the 10 % quantile of the training file's changes, log(1 + catch). */
    double persistenceLower(double log) {
        return Math.max(0, log + persistenceLow);
    }

    double persistenceUpper(double log) {
        return Math.max(0, log + persistenceHigh);
    }

    boolean usesWeather() {
        return knowsWeather;
    }

    /** Effect on log(1 + catch) of one standard deviation of each feature, in the order of the names of {@link SeriesState}. */
    double[] weights() {
        return withWeather.weights();
    }
}
