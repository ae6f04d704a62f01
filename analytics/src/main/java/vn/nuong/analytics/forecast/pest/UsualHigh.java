package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What nine in ten catches of a pest do not exceed at a time of the year, as log(1 + catch), over recorded series: the upper end for a trap
 * of which it is not known whether it still works. Immutable.
 */
final class UsualHigh {

    private static final int WEEKS_AROUND = 4;
    private static final int FEWEST = 20;
    private static final double SHARE = 0.9;

    private final Map<String, List<List<Double>>> byPest = new HashMap<>();
    private final List<List<Double>> all = places();

    UsualHigh(Collection<PestSeries> series) {
        for (PestSeries one : series) {
            List<List<Double>> pest = byPest.computeIfAbsent(name(one.key()), k -> places());
            for (int i = 0; i < one.size(); i++) {
                if (one.observed(i)) {
                    int place = Season.place(one.row(i).week(), 0);
                    pest.get(place).add(one.log(i));
                    all.get(place).add(one.log(i));
                }
            }
        }
    }

    /** @param place of the target week, 0 to 51 */
    double at(SeriesKey key, int place) {
        List<List<Double>> pest = byPest.get(name(key));
        double[] near = pest == null ? new double[0] : near(pest, place);
        double[] values = near.length >= FEWEST ? near : near(all, place);
        return values.length == 0 ? 0 : Quantile.of(values, SHARE);
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
