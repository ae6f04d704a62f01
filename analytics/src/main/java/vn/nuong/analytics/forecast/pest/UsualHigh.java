package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What nine in ten catches of a pest do not exceed at a time of the year, as log(1 + catch), over recorded series: the upper end for a trap
 * of which it is not known whether it still works. Immutable.
 */
final class UsualHigh {

    private static final int WEEKS_AROUND = 4;
    private static final int FEWEST = 20;
    private static final double SHARE = 0.9;

    private final SortedMap<String, double[]> byPest = new TreeMap<>();
    private final double[] all;

    /**
     * All of it, as it is kept in a file: 52 values each.
     *
     * @param byPest by unit and pest, a tab between them
     */
    @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
    record Numbers(SortedMap<String, double[]> byPest, double[] all) {}

    /** @throws IllegalArgumentException when one has not 52 values */
    UsualHigh(Numbers numbers) {
        byPest.putAll(numbers.byPest());
        all = Season.checked(numbers.all());
        byPest.values().forEach(Season::checked);
    }

    UsualHigh(Collection<PestSeries> series) {
        Map<String, List<List<Double>>> pests = new TreeMap<>();
        List<List<Double>> every = places();
        for (PestSeries one : series) {
            List<List<Double>> pest = pests.computeIfAbsent(name(one.key()), k -> places());
            for (int i = 0; i < one.size(); i++) {
                if (one.observed(i)) {
                    int place = Season.place(one.row(i).week(), 0);
                    pest.get(place).add(one.log(i));
                    every.get(place).add(one.log(i));
                }
            }
        }
        all = new double[Season.WEEKS];
        for (int place = 0; place < all.length; place++) {
            double[] near = near(every, place);
            all[place] = near.length == 0 ? 0 : Quantile.of(near, SHARE);
        }
        pests.forEach((name, places) -> {
            double[] high = new double[Season.WEEKS];
            for (int place = 0; place < high.length; place++) {
                double[] near = near(places, place);
                high[place] = near.length < FEWEST ? all[place] : Quantile.of(near, SHARE);
            }
            byPest.put(name, high);
        });
    }

    Numbers numbers() {
        return new Numbers(byPest, all);
    }

    /** @param place of the target week, 0 to 51 */
    double at(SeriesKey key, int place) {
        return byPest.getOrDefault(name(key), all)[place];
    }

    private static double[] near(List<List<Double>> places, int place) {
        List<Double> near = new ArrayList<>();
        for (int w = -WEEKS_AROUND; w <= WEEKS_AROUND; w++) {
            near.addAll(places.get(Math.floorMod(place + w, Season.WEEKS)));
        }
        return Quantile.sorted(near.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String name(SeriesKey key) {
        return key.unit() + "\t" + key.pest();
    }

    private static List<List<Double>> places() {
        List<List<Double>> places = new ArrayList<>();
        for (int w = 0; w < Season.WEEKS; w++) {
            places.add(new ArrayList<>());
        }
        return places;
    }
}
