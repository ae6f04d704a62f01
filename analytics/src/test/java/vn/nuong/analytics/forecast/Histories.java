package vn.nuong.analytics.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Made-up weeks of readings, the same for the same seed. */
final class Histories {

    static final Instant ISSUED = Instant.parse("2022-04-10T06:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);

    private Histories() {}

    /** Hourly readings from {@code days} before until {@code days} after {@link #ISSUED}: a wandering level. */
    static TreeMap<Instant, Double> around(int days, double level, double step, Random random) {
        TreeMap<Instant, Double> readings = new TreeMap<>();
        double value = level;
        for (Instant t = ISSUED.minus(Duration.ofDays(days));
                !t.isAfter(ISSUED.plus(Duration.ofDays(days)));
                t = t.plus(HOUR)) {
            value += step * random.nextGaussian();
            readings.put(t, value);
        }
        return readings;
    }

    static MoistureHistory.Weather weather(
            NavigableMap<Instant, Double> rain,
            NavigableMap<Instant, Double> temperature,
            NavigableMap<Instant, Double> humidity,
            NavigableMap<Instant, Double> radiation) {
        return new MoistureHistory.Weather(
                HourlySeries.sums(rain),
                HourlySeries.levels(temperature),
                HourlySeries.levels(humidity),
                HourlySeries.levels(radiation));
    }

    static MoistureHistory of(NavigableMap<Instant, Double> moisture, int depthCm) {
        return of(ISSUED, moisture, depthCm);
    }

    static MoistureHistory of(Instant issued, NavigableMap<Instant, Double> moisture, int depthCm) {
        return new MoistureHistory(
                issued,
                depthCm,
                105.8,
                HourlySeries.levels(moisture),
                HourlySeries.none(),
                MoistureHistory.Weather.none());
    }
}
