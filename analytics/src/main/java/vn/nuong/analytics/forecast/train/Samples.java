package vn.nuong.analytics.forecast.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.LagFeatures;
import vn.nuong.analytics.forecast.LagFeatures.Instrument;
import vn.nuong.analytics.forecast.MoistureHistory;

/** Makes samples of "what was known then" and "how moisture had changed at each lead", and takes instruments away from them. */
public final class Samples {

    private static final Set<Instrument> MAY_BE_MISSING = Set.of(
            Instrument.RANGE,
            Instrument.SHALLOWER_PROBE,
            Instrument.RAIN_GAUGE,
            Instrument.WEATHER,
            Instrument.PYRANOMETER);

    private Samples() {}

    /**
     * @param recording name of the recording
     * @param depthCm depth of the probe, cm
     * @param issued when the forecast would have been issued
     * @param features as {@link LagFeatures} gives them
     * @param usualChange how much moisture had usually changed in a day, m³/m³; NaN when not known
     * @param changes change of moisture at each lead, m³/m³
     */
    public record Sample(
            String recording, int depthCm, Instant issued, double[] features, double usualChange, double[] changes) {}

    /**
     * Samples issued in {@code [from, until)} whose last target also lies before {@code until}, so that no split sees into the next.
     *
     * @param everyHours distance between two samples
     */
    public static List<Sample> of(
            Recording recording, int depthCm, Instant from, Instant until, int everyHours, List<Integer> leads) {
        List<Sample> samples = new ArrayList<>();
        HourlySeries soil = recording.depth(depthCm);
        int longest = leads.get(leads.size() - 1);
        long last = until.getEpochSecond() / 3600 - longest - 1;
        for (long hour = -Math.floorDiv(-from.getEpochSecond(), 3600L); hour <= last; hour += everyHours) {
            long start = hour;
            double now = soil.valueAt(Instant.ofEpochSecond(hour * 3600));
            double[] changes = leads.stream()
                    .mapToDouble(lead -> soil.valueAt(Instant.ofEpochSecond((start + lead) * 3600)) - now)
                    .toArray();
            Instant issued = Instant.ofEpochSecond(hour * 3600);
            if (!hasGap(changes)) {
                MoistureHistory history = recording.history(issued, depthCm);
                double usual = history.usualChange().orElse(Double.NaN);
                LagFeatures.of(history)
                        .ifPresent(f -> samples.add(new Sample(recording.name(), depthCm, issued, f, usual, changes)));
            }
        }
        return samples;
    }

    private static boolean hasGap(double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** The features as a site without some instruments would have them; each is taken away with the given probability. */
    public static double[] withoutSomeInstruments(double[] features, double probability, Random random) {
        Set<Instrument> missing = new TreeSet<>();
        for (Instrument instrument : Instrument.values()) {
            if (MAY_BE_MISSING.contains(instrument) && random.nextDouble() < probability) {
                missing.add(instrument);
            }
        }
        double[] kept = features.clone();
        for (int i = 0; i < kept.length; i++) {
            if (missing.contains(LagFeatures.instruments().get(i))) {
                kept[i] = Double.NaN;
            }
        }
        return kept;
    }
}
