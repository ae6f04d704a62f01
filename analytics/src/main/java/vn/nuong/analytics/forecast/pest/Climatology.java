package vn.nuong.analytics.forecast.pest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is usual in each week of the year, as the mean of log(1 + catch) over recorded series: by pest and unit, drawn towards the mean of
 * all pests in that unit, and that towards the mean of all, by a weight of a few weeks. Immutable.
 */
final class Climatology {

    /** Standard deviation of the smoothing along the year, weeks. */
    private static final double SIGMA = 2;

    /** Weight, in smoothed weeks, of the more general mean that a pest's own is drawn towards. */
    private static final double PRIOR = 10;

    private final SortedMap<String, double[]> byPest = new TreeMap<>();
    private final SortedMap<String, double[]> byUnit = new TreeMap<>();
    private final double[] all;

    /**
     * All of it, as it is kept in a file: 52 values each.
     *
     * @param byPest by unit and pest, a tab between them
     */
    @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
    record Numbers(SortedMap<String, double[]> byPest, SortedMap<String, double[]> byUnit, double[] all) {}

    /** @throws IllegalArgumentException when one has not 52 values */
    Climatology(Numbers numbers) {
        byPest.putAll(numbers.byPest());
        byUnit.putAll(numbers.byUnit());
        all = Season.checked(numbers.all());
        byPest.values().forEach(Season::checked);
        byUnit.values().forEach(Season::checked);
    }

    Numbers numbers() {
        return new Numbers(byPest, byUnit, all);
    }

    Climatology(Collection<PestSeries> series) {
        Map<String, Sum> pests = new TreeMap<>();
        Map<String, Sum> units = new TreeMap<>();
        Sum total = new Sum();
        double[] bell = Season.bell(SIGMA);
        for (PestSeries one : series) {
            Sum pest = pests.computeIfAbsent(name(one.key().pest(), one.key().unit()), k -> new Sum());
            Sum unit = units.computeIfAbsent(one.key().unit(), k -> new Sum());
            for (int i = 0; i < one.size(); i++) {
                if (one.observed(i)) {
                    int place = Season.place(one.row(i).week(), 0);
                    pest.add(bell, place, one.log(i));
                    unit.add(bell, place, one.log(i));
                    total.add(bell, place, one.log(i));
                }
            }
        }
        all = total.mean(new double[Season.WEEKS], 0);
        units.forEach((unit, sum) -> byUnit.put(unit, sum.mean(all, PRIOR)));
        for (PestSeries one : series) {
            String name = name(one.key().pest(), one.key().unit());
            Sum sum = pests.get(name);
            double[] unit = byUnit.get(one.key().unit());
            if (sum != null && unit != null) {
                byPest.computeIfAbsent(name, k -> sum.mean(unit, PRIOR));
            }
        }
    }

    /** The 52 usual values for a series, from the nearest there is: its pest and unit, its unit, or all. */
    double[] of(SeriesKey key) {
        double[] pest = byPest.get(name(key.pest(), key.unit()));
        return pest != null ? pest : byUnit.getOrDefault(key.unit(), all);
    }

    boolean knowsPest(SeriesKey key) {
        return byPest.containsKey(name(key.pest(), key.unit()));
    }

    boolean knowsUnit(SeriesKey key) {
        return byUnit.containsKey(key.unit());
    }

    /** The pests and units that it learned; their location is empty, since it is of no place. */
    List<SeriesKey> pests() {
        return byPest.keySet().stream()
                .map(name -> name.split("\t", 2))
                .map(parts -> new SeriesKey("", parts[1], parts[0]))
                .toList();
    }

    private static String name(String pest, String unit) {
        return unit + "\t" + pest;
    }

    private static final class Sum {
        private final double[] sums = new double[Season.WEEKS];
        private final double[] weights = new double[Season.WEEKS];

        void add(double[] bell, int place, double value) {
            Season.spread(sums, weights, bell, place, value);
        }

        double[] mean(double[] prior, double weight) {
            double[] mean = new double[Season.WEEKS];
            for (int w = 0; w < mean.length; w++) {
                double n = weights[w] + weight;
                mean[w] = n > 0 ? (sums[w] + weight * prior[w]) / n : 0;
            }
            return mean;
        }
    }
}
