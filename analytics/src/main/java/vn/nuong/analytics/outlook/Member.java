package vn.nuong.analytics.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * One way the weather may go: steps one after the other. Immutable.
 *
 * @param name the member's, such as {@code 7}
 * @param steps in order of time, none overlapping another
 */
public record Member(String name, List<Step> steps) {

    /** A sum or mean is known when the steps speak for this share of the period. */
    private static final double LEAST_COVERED = 0.9;

    /**
     * What is expected from one time to another.
     *
     * @param from begin
     * @param to end, after it
     * @param rainMm rain, mm; null when it is not told
     * @param temperatureMin lowest air temperature, °C
     * @param temperatureMax highest air temperature, °C
     * @param humidityPercent relative humidity, %
     * @param windMs wind at 2 m, m/s
     * @param etoMm reference evapotranspiration, mm
     */
    public record Step(
            Instant from,
            Instant to,
            @Nullable Double rainMm,
            @Nullable Double temperatureMin,
            @Nullable Double temperatureMax,
            @Nullable Double humidityPercent,
            @Nullable Double windMs,
            @Nullable Double etoMm) {
        public Step {
            if (!to.isAfter(from)) {
                throw new IllegalArgumentException("a step of the outlook ends at " + to + ", not after " + from);
            }
            within("rain expected", rainMm, 0, 2000, "mm");
            within("lowest air temperature expected", temperatureMin, -60, 60, "°C");
            within("highest air temperature expected", temperatureMax, -60, 60, "°C");
            within("relative humidity expected", humidityPercent, 0, 100, "%");
            within("wind expected", windMs, 0, 100, "m/s");
            within("evapotranspiration expected", etoMm, 0, 20, "mm");
        }

        private static void within(String name, @Nullable Double value, double min, double max, String unit) {
            if (value != null) {
                Limits.within(name, value, min, max, unit);
            }
        }

        Duration length() {
            return Duration.between(from, to);
        }

        /** Share of this step that lies between two times, 0 to 1. */
        private double share(Instant begin, Instant end) {
            Instant first = from.isAfter(begin) ? from : begin;
            Instant last = to.isBefore(end) ? to : end;
            return last.isAfter(first) ? (double) Duration.between(first, last).toMillis() / length().toMillis() : 0;
        }
    }

    public Member {
        steps = steps.stream().sorted(Comparator.comparing(Step::from)).toList();
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).from().isBefore(steps.get(i - 1).to())) {
                throw new IllegalArgumentException("member " + name + " of the outlook tells of "
                        + steps.get(i).from() + " twice; keep one step for each time");
            }
        }
    }

    /** The steps of which a part lies between two times. Advice asks for many short periods of a long outlook. */
    public List<Step> between(Instant from, Instant to) {
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps.get(middle).to().isAfter(from)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        int end = low;
        while (end < steps.size() && steps.get(end).from().isBefore(to)) {
            end++;
        }
        return steps.subList(low, end);
    }

    /** Rain between two times, mm; empty when the steps do not tell of it. */
    public OptionalDouble rainMm(Instant from, Instant to) {
        return sum(Step::rainMm, from, to);
    }

    /** Rain that is told between two times, mm: at least so much falls; 0 when nothing is told. */
    public double toldRainMm(Instant from, Instant to) {
        double sum = 0;
        for (Step step : between(from, to)) {
            Double rain = step.rainMm();
            sum += rain == null ? 0 : step.share(from, to) * rain;
        }
        return sum;
    }

    /** Reference evapotranspiration between two times, mm; empty when the steps do not tell of it. */
    public OptionalDouble etoMm(Instant from, Instant to) {
        return sum(Step::etoMm, from, to);
    }

    /** Mean wind between two times, m/s; empty when the steps do not tell of it. */
    public Optional<Double> windMs(Instant from, Instant to) {
        double seconds = Duration.between(from, to).toMillis() / 1000.0;
        double covered = 0;
        double sum = 0;
        for (Step step : between(from, to)) {
            Double wind = step.windMs();
            double part = step.share(from, to) * step.length().toMillis() / 1000.0;
            if (wind != null && part > 0) {
                covered += part;
                sum += part * wind;
            }
        }
        return covered < LEAST_COVERED * seconds ? Optional.empty() : Optional.of(sum / covered);
    }

    /** Lowest air temperature that is told between two times, °C. */
    public OptionalDouble lowest(Instant from, Instant to) {
        return steps.stream()
                .filter(s -> s.share(from, to) > 0 && s.temperatureMin() != null)
                .mapToDouble(s -> s.temperatureMin() == null ? 0 : s.temperatureMin())
                .min();
    }

    /** Highest air temperature that is told between two times, °C. */
    public OptionalDouble highest(Instant from, Instant to) {
        return steps.stream()
                .filter(s -> s.share(from, to) > 0 && s.temperatureMax() != null)
                .mapToDouble(s -> s.temperatureMax() == null ? 0 : s.temperatureMax())
                .max();
    }

    private OptionalDouble sum(Function<Step, @Nullable Double> value, Instant from, Instant to) {
        double seconds = Duration.between(from, to).toMillis() / 1000.0;
        double covered = 0;
        double sum = 0;
        for (Step step : between(from, to)) {
            Double amount = value.apply(step);
            double share = step.share(from, to);
            if (amount != null && share > 0) {
                covered += share * step.length().toMillis() / 1000.0;
                sum += share * amount;
            }
        }
        return covered < LEAST_COVERED * seconds ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }
}
