package vn.nuong.analytics.agronomy.soil;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Field capacity as a probe itself reads it: its nights 24 to 48 hours after heavy rain, when what drains fast has drained and nothing
 * transpires. Read so, an additive error of the probe cancels against its own readings.
 *
 * <p>Source: agronomic practice, from memory of the literature: 40 mm and more, then one to two days. That drainage has slowed is told
 * by the night's readings lying within 0.01 m³/m³, and that no more water came by less than 5 mm since: this project's choice.
 *
 * @param theta median over the rains, m³/m³
 * @param sigma its standard deviation: of the rains over the root of their number, 0.005 at the least
 * @param rains how many rains it rests on, at least two
 */
public record ProbeFieldCapacity(double theta, double sigma, int rains) {

    private static final double HEAVY_MM = 40;
    private static final double DRY_MM = 5;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final int NIGHT_ENDS_HOUR = 6;
    private static final int LEAST_READINGS = 3;
    private static final double SLOWED = 0.01;
    private static final int LEAST_RAINS = 2;
    private static final double LEAST_SIGMA = 0.005;

    /**
     * Of a probe's readings and the rain beside it; empty with fewer than two rains that tell it.
     *
     * @param theta soil moisture by time, m³/m³
     * @param rainMm rain by the time of the reading that reported it, and irrigation likewise, mm
     * @param zone whose nights are nights
     */
    public static Optional<ProbeFieldCapacity> of(
            NavigableMap<Instant, Double> theta, NavigableMap<Instant, Double> rainMm, ZoneId zone) {
        List<Double> found = new ArrayList<>();
        Instant done = Instant.MIN;
        for (Map.Entry<Instant, Double> fall : rainMm.entrySet()) {
            Instant end = fall.getKey();
            if (fall.getValue() <= 0
                    || end.isBefore(done)
                    || sum(rainMm, end.minus(DAY), end) < HEAVY_MM
                    || sum(rainMm, end, end.plus(TWO_DAYS)) >= DRY_MM) {
                continue;
            }
            Optional<Double> night = night(theta.subMap(end.plus(DAY), true, end.plus(TWO_DAYS), true), zone);
            if (night.isPresent()) {
                found.add(night.get());
                done = end.plus(TWO_DAYS);
            }
        }
        if (found.size() < LEAST_RAINS) {
            return Optional.empty();
        }
        double mean = found.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares =
                found.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double sigma = Math.sqrt(squares / (found.size() - 1) / found.size());
        return Optional.of(new ProbeFieldCapacity(median(found), Math.max(LEAST_SIGMA, sigma), found.size()));
    }

    private static double sum(NavigableMap<Instant, Double> rainMm, Instant after, Instant to) {
        return rainMm.subMap(after, false, to, true).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static Optional<Double> night(NavigableMap<Instant, Double> theta, ZoneId zone) {
        List<Double> night = theta.entrySet().stream()
                .filter(e -> e.getKey().atZone(zone).getHour() < NIGHT_ENDS_HOUR)
                .map(Map.Entry::getValue)
                .toList();
        if (night.size() < LEAST_READINGS) {
            return Optional.empty();
        }
        double lowest = night.stream().min(Double::compare).orElseThrow();
        double highest = night.stream().max(Double::compare).orElseThrow();
        return highest - lowest > SLOWED ? Optional.empty() : Optional.of(median(night));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }
}
