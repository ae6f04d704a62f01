package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.ProbeReading;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Point;

/**
 * What a forecast of the probes' soil moisture says of the root zone: by how much its depletion will have changed in one day to seven when
 * nothing is given, at five quantiles.
 *
 * <p>Each probe stands for a layer (FAO-56 Eq. 87, {@link RootZone}); Δ = D(θ then) − D(θ now), both by the forecast, so that a probe's
 * additive error cancels. Moisture above field capacity counts as field capacity: that water drains. All probes are taken to be at the same
 * quantile at once, and to stay there; that makes the widest spread. Pure; for any thread.
 *
 * @param changeMm by quantile, the driest first, and day, mm; above 0 the soil dries
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; made once and only read
public record DepletionAhead(double[][] changeMm) {

    /** Days that are looked ahead. */
    public static final int DAYS = Week.DAYS;

    /** Of 100 ways the soil may go, so many go by each quantile: those that lie nearer to 10, 25, 50, 75 or 90 than to another. */
    private static final double[] SHARES = {0.175, 0.20, 0.25, 0.20, 0.175};

    private static final List<Function<Point, @Nullable Double>> QUANTILES =
            List.of(Point::low, Point::q25, Point::median, Point::q75, Point::high);

    /** A forecast whose last hour is not farther from the end than this reaches to it: it starts from the last reading. */
    private static final Duration SHORT = Duration.ofHours(6);

    public DepletionAhead {
        if (changeMm.length != SHARES.length) {
            throw new IllegalArgumentException(changeMm.length + " quantiles of depletion, not " + SHARES.length);
        }
        for (double[] way : changeMm) {
            if (way.length != DAYS) {
                throw new IllegalArgumentException(way.length + " days of depletion ahead, not " + DAYS);
            }
        }
    }

    /**
     * Of forecasts for the probes of one plot.
     *
     * @param forecasts one a probe; those below the roots are left out
     * @param fieldCapacity of the probe at a depth in cm, m³/m³
     * @return empty when none is within the roots, or one of those has no quantiles or does not reach a week ahead
     */
    public static Optional<DepletionAhead> of(
            List<MoistureForecast> forecasts, RootZone zone, IntToDoubleFunction fieldCapacity, Instant now) {
        OptionalDouble before = depletion(forecasts, zone, fieldCapacity, Point::soilMoisture, now);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        double[][] change = new double[SHARES.length][DAYS];
        for (int q = 0; q < change.length; q++) {
            for (int d = 0; d < DAYS; d++) {
                Instant then = now.plus(Duration.ofDays(d + 1L));
                OptionalDouble after = depletion(forecasts, zone, fieldCapacity, QUANTILES.get(q), then);
                if (after.isEmpty()) {
                    return Optional.empty();
                }
                change[q][d] = after.getAsDouble() - before.getAsDouble();
            }
        }
        return Optional.of(new DepletionAhead(change));
    }

    /** Root-zone depletion that probes would see, mm; what they read above field capacity counts as field capacity. */
    private static OptionalDouble depletion(
            List<MoistureForecast> forecasts,
            RootZone zone,
            IntToDoubleFunction fieldCapacity,
            Function<Point, @Nullable Double> quantile,
            Instant time) {
        List<ProbeReading> readings = new ArrayList<>();
        for (MoistureForecast forecast : forecasts) {
            if (forecast.depthCm() / 100.0 > zone.rootDepthM()) {
                continue;
            }
            Double theta = at(forecast.points(), quantile, time);
            if (theta == null) {
                return OptionalDouble.empty();
            }
            readings.add(drained(forecast.depthCm(), theta, fieldCapacity));
        }
        return zone.depletionFromProbes(readings);
    }

    /** A reading as the root zone's balance counts it: no more than field capacity. */
    public static ProbeReading drained(int depthCm, double theta, IntToDoubleFunction fieldCapacity) {
        double capacity = fieldCapacity.applyAsDouble(depthCm);
        return new ProbeReading(depthCm / 100.0, Math.min(theta, capacity), capacity);
    }

    /** Between two hours of the forecast on a straight line; null where it does not reach. */
    private static @Nullable Double at(List<Point> points, Function<Point, @Nullable Double> quantile, Instant time) {
        @Nullable Point before = null;
        for (Point point : points) {
            Double value = quantile.apply(point);
            if (value == null) {
                return null;
            }
            if (!point.time().isBefore(time)) {
                Double from = before == null ? null : quantile.apply(before);
                if (before == null || from == null) {
                    return value; // it starts from the last full hour: the first point is now or soon
                }
                double along = (double) Duration.between(before.time(), time).toMillis()
                        / Duration.between(before.time(), point.time()).toMillis();
                return from + along * (value - from);
            }
            before = point;
        }
        return before == null || before.time().plus(SHORT).isBefore(time) ? null : quantile.apply(before);
    }

    /** The mean change to the end of a day, 1 to {@value #DAYS}, mm. */
    public double meanMm(int day) {
        double sum = 0;
        for (int q = 0; q < SHARES.length; q++) {
            sum += SHARES[q] * changeMm[q][day - 1];
        }
        return sum;
    }

    /** The change that nine of ten ways exceed, mm: the wettest quantile. */
    public double lowMm(int day) {
        return changeMm[SHARES.length - 1][day - 1];
    }

    /** The change that one of ten ways exceeds, mm: the driest quantile. */
    public double highMm(int day) {
        return changeMm[0][day - 1];
    }

    /** All quantiles. @param weight beside the balance, 0 to 1 */
    public ExpectedCost.Ways ways(double weight) {
        return new ExpectedCost.Ways(changeMm, SHARES, weight);
    }

    /** The driest quantile alone, as if it were sure. */
    public ExpectedCost.Ways driest(double weight) {
        return new ExpectedCost.Ways(new double[][] {changeMm[0]}, new double[] {1}, weight);
    }

    /** The wettest quantile alone, as if it were sure. */
    public ExpectedCost.Ways wettest(double weight) {
        return new ExpectedCost.Ways(new double[][] {changeMm[SHARES.length - 1]}, new double[] {1}, weight);
    }
}
