package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of one series up to a week, kept up week by week; nothing in it comes from a later row. It makes the features that a
 * forecast is a weighted sum of. Not thread-safe.
 */
final class SeriesState {

    /** Names of the features without weather, in order. */
    static final List<String> PLAIN = List.of(
            "log catch",
            "log catch a week before",
            "two weeks before",
            "three weeks before",
            "mean of about 2 weeks",
            "mean of about 5 weeks",
            "mean of about 17 weeks",
            "mean of all weeks",
            "usual at the target week in the training file",
            "its change from now",
            "offset of this series from it",
            "usual at the target week in this series",
            "its change from now (series)",
            "nothing caught",
            "nothing caught x usual at the target week",
            "highest catch",
            "log weeks recorded",
            "distance from usual x how well usual is known",
            "nothing for two weeks x mean of about 17 weeks",
            "sine of the year",
            "cosine of the year",
            "share of weeks without a catch",
            "weeks since a catch",
            "weeks since a catch x usual at the target week");

    /** Which of them are catches, as they are or averaged: the others follow from these and from the season. */
    static final List<Integer> LEVELS = List.of(0, 1, 2, 3, 4, 5, 6, 7, PLAIN.indexOf("highest catch"));

    /** Names of the features added where weather is known. */
    static final List<String> WITH_WEATHER = withWeather();

    /** Catches of the last weeks do not count as what is usual in a season. */
    private static final int SEASON_DELAY_WEEKS = 8;

    /** Smoothing of the series' own season along the year, weeks. */
    private static final double SEASON_SIGMA = 1.5;

    /** What an older year counts beside a year younger by one. */
    private static final double SEASON_MEMORY_A_YEAR = 0.9;

    /** Weight, in smoothed weeks, of the training file's season beside the series' own. */
    private static final double SEASON_PRIOR = 6;

    private static final double OFFSET_MEMORY_A_WEEK = 0.985;
    private static final double OFFSET_PRIOR_WEEKS = 4;
    private static final double HIGHEST_MEMORY_A_WEEK = 0.99;
    private static final double[] MEAN_STEPS = {0.5, 0.2, 0.06};
    private static final double WEATHER_STEP = 0.35;
    private static final int LONGEST_SPELL = 10;
    private static final double NEAR_ZERO = 0.01;
    private static final double MILD_C = 25;
    private static final double FULL_CIRCLE = 2 * Math.PI / Season.WEEKS;

    private static final double[] BELL = Season.bell(SEASON_SIGMA);

    private final double[] usual;
    private final double[] ownSums = new double[Season.WEEKS];
    private final double[] ownWeights = new double[Season.WEEKS];
    private final List<double[]> waiting = new ArrayList<>(); // number, place, log of weeks not yet counted as season
    private final double[] means = {Double.NaN, Double.NaN, Double.NaN};
    private final double[] weather = new double[CatchFile.WEATHER.size()];
    private final double[] lags = {Double.NaN, Double.NaN, Double.NaN}; // one, two, three weeks before
    private int number = Integer.MIN_VALUE;
    private int place;
    private double log = Double.NaN;
    private int weeks;
    private int zeros;
    private int spell;
    private double sum;
    private double highest;
    private double offsetSum;
    private double offsetWeight;
    private int firstOfSpell;

    /** @param usual the 52 usual values of log(1 + catch), from the training file */
    SeriesState(double[] usual) {
        this.usual = usual.clone();
        Arrays.fill(weather, Double.NaN);
    }

    /**
     * Takes the next observed week.
     *
     * @param weekNumber greater than that before
     * @param week of the year, 1 to 53
     * @param logCatch log(1 + catch), 0 or more
     * @param seen weather of the week, NaN where missing
     */
    void observe(int weekNumber, int week, double logCatch, double[] seen) {
        if (weeks > 0 && weekNumber <= number) {
            throw new IllegalArgumentException("week " + weekNumber + " does not come after " + number);
        }
        shift(weekNumber);
        forget(weekNumber);
        number = weekNumber;
        place = Season.place(week, 0);
        log = logCatch;
        waiting.add(new double[] {weekNumber, place, logCatch});
        ripen();
        for (int i = 0; i < means.length; i++) {
            means[i] = Double.isNaN(means[i]) ? logCatch : means[i] + MEAN_STEPS[i] * (logCatch - means[i]);
        }
        weeks++;
        sum += logCatch;
        highest = Math.max(highest * HIGHEST_MEMORY_A_WEEK, logCatch);
        if (logCatch == 0) {
            zeros++;
            firstOfSpell = spell == 0 ? weekNumber : firstOfSpell;
            spell++;
        } else {
            spell = 0;
        }
        offsetSum = offsetSum * OFFSET_MEMORY_A_WEEK + logCatch - usual[place];
        offsetWeight = offsetWeight * OFFSET_MEMORY_A_WEEK + 1;
        for (int i = 0; i < weather.length; i++) {
            weather[i] = Double.isNaN(weather[i]) || Double.isNaN(seen[i])
                    ? seen[i]
                    : weather[i] + WEATHER_STEP * (seen[i] - weather[i]);
        }
    }

    /** The last three weeks' catches, moved on by the weeks since; a week without a catch leaves NaN. */
    private void shift(int weekNumber) {
        double[] before = {log, lags[0], lags[1], lags[2]};
        long gap = weeks == 0 ? Integer.MAX_VALUE : weekNumber - number;
        for (int i = 0; i < lags.length; i++) {
            long from = i + 1 - gap;
            lags[i] = from >= 0 ? before[(int) from] : Double.NaN;
        }
    }

    private void forget(int weekNumber) {
        if (weeks > 0) {
            double keep = Math.pow(SEASON_MEMORY_A_YEAR, (weekNumber - number) / (double) Season.WEEKS);
            for (int w = 0; w < Season.WEEKS; w++) {
                ownSums[w] *= keep;
                ownWeights[w] *= keep;
            }
        }
    }

    private void ripen() {
        while (!waiting.isEmpty() && waiting.get(0)[0] <= number - SEASON_DELAY_WEEKS) {
            double[] ripe = waiting.remove(0);
            Season.spread(ownSums, ownWeights, BELL, (int) ripe[1], ripe[2]);
        }
    }

    /** Observed weeks so far. */
    int weeks() {
        return weeks;
    }

    /** log(1 + catch) of the last observed week. */
    double log() {
        return log;
    }

    /** Observed weeks, one after the other, that caught nothing, up to now. */
    int spell() {
        return spell;
    }

    /** Weeks from the first of these to now, with those not observed. */
    int spellSpan() {
        return spell == 0 ? 0 : number - firstOfSpell + 1;
    }

    /** The usual log(1 + catch) so many weeks from now: the series' own season, drawn towards the training file's where it is short. */
    double season(int later) {
        int at = Math.floorMod(place + later, Season.WEEKS);
        double prior = usual[at] + offset();
        return (ownSums[at] + SEASON_PRIOR * prior) / (ownWeights[at] + SEASON_PRIOR);
    }

    private double offset() {
        return offsetSum / (offsetWeight + OFFSET_PRIOR_WEEKS);
    }

    /** Whether the weather of the last observed week is known whole. */
    boolean knowsWeather() {
        return Arrays.stream(weather).noneMatch(Double::isNaN);
    }

    /** Features for a forecast so many weeks ahead, as {@link #PLAIN} or {@link #WITH_WEATHER} names them. */
    double[] features(int later, boolean withWeather) {
        int target = Math.floorMod(place + later, Season.WEEKS);
        double season = season(later);
        double known = ownWeights[target] / (ownWeights[target] + SEASON_PRIOR);
        double none = log == 0 ? 1 : 0;
        double since = Math.min(spell, LONGEST_SPELL) / (double) LONGEST_SPELL;
        double[] f = new double[(withWeather ? WITH_WEATHER : PLAIN).size()];
        int n = 0;
        f[n++] = log;
        f[n++] = or(lags[0], means[0]);
        f[n++] = or(lags[1], means[1]);
        f[n++] = or(lags[2], means[1]);
        f[n++] = means[0];
        f[n++] = means[1];
        f[n++] = means[2];
        f[n++] = sum / weeks;
        f[n++] = usual[target];
        f[n++] = usual[target] - usual[place];
        f[n++] = offset();
        f[n++] = season;
        f[n++] = season - season(0);
        f[n++] = none;
        f[n++] = none * season;
        f[n++] = highest;
        f[n++] = Math.log1p(weeks);
        f[n++] = (season - log) * known;
        f[n++] = means[0] < NEAR_ZERO ? means[2] : 0;
        f[n++] = Math.sin(FULL_CIRCLE * target);
        f[n++] = Math.cos(FULL_CIRCLE * target);
        f[n++] = (double) zeros / weeks;
        f[n++] = since;
        f[n++] = since * season;
        if (withWeather) {
            for (double w : weather) {
                f[n++] = w;
            }
            double warm = (weather[0] + weather[1]) / 2 - MILD_C;
            f[n] = warm * warm;
        }
        return f;
    }

    private static double or(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    private static List<String> withWeather() {
        List<String> names = new ArrayList<>(PLAIN);
        CatchFile.WEATHER.forEach(w -> names.add(w + ", mean of about 3 weeks"));
        names.add("square of (mean temperature - 25 °C)");
        return List.copyOf(names);
    }
}
