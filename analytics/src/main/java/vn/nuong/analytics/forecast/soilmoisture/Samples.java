package vn.nuong.analytics.forecast.soilmoisture;

import java.util.ArrayList;
import java.util.List;

/** What the network of one horizon learns from: one row an issue. Grows while the training stations are read; not thread-safe. */
final class Samples {

    /** Parts of the record in time, and groups of stations, that are held out together. */
    static final int PARTS = 3;

    private final List<double[]> features = new ArrayList<>();
    private final List<double[]> changes = new ArrayList<>(); // base, change that came
    private final List<int[]> groups = new ArrayList<>(); // station, part of the record
    private int longest = 1;
    private int horizon;

    /** @param site of a training station, wholly or as a poorer one; every so many hours is taken */
    void add(Site site, MoistureFeatures at, int station, int everyHours, Span span) {
        double[] moisture = site.station().depth(site.targetCm());
        Doubt[] doubts = Doubt.byHour(moisture, site.targetCm());
        longest = Math.max(longest, moisture.length);
        horizon = at.horizon();
        for (int t = 0; t < moisture.length; t += everyHours) {
            double came = at.came(t);
            if (!Double.isNaN(came) && doubts[t] == Doubt.NONE && moisture[t] + came > Station.NO_SOIL) {
                features.add(at.at(t));
                changes.add(new double[] {at.base(t), came});
                groups.add(new int[] {station, span.part(site.station().firstHour() + t)});
            }
        }
    }

    /**
     * The time that all training stations span, in hours since 1970.
     *
     * @param first included
     * @param last included
     */
    record Span(long first, long last) {
        int part(long hour) {
            return (int) Math.min(PARTS - 1, (hour - first) * PARTS / (last - first + 1));
        }
    }

    /** The horizon as a share of the longest record. */
    double horizonsInRecord() {
        return (double) horizon / longest;
    }

    int size() {
        return features.size();
    }

    double[] features(int i) {
        return features.get(i);
    }

    double base(int i) {
        return changes.get(i)[0];
    }

    double came(int i) {
        return changes.get(i)[1];
    }

    /** Neither a station nor a part of the time of the held-out fold. */
    List<Integer> outside(int fold) {
        boolean few = isFewStations();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if ((few || groups.get(i)[0] % PARTS != fold) && groups.get(i)[1] != fold) {
                kept.add(i);
            }
        }
        return kept;
    }

    /** Both a station and a part of the time of the fold. */
    List<Integer> heldOut(int fold) {
        boolean few = isFewStations();
        List<Integer> held = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if ((few || groups.get(i)[0] % PARTS == fold) && groups.get(i)[1] == fold) {
                held.add(i);
            }
        }
        return held;
    }

    /** With fewer stations than parts only time is held out. */
    private boolean isFewStations() {
        return groups.stream().mapToInt(g -> g[0]).distinct().count() < PARTS;
    }
}
