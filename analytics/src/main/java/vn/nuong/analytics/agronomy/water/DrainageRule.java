package vn.nuong.analytics.agronomy.water;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * Whether roots have been short of air for so long that a plot must be drained.
 *
 * <p>Tea roots suffer when less than a tenth of the soil's volume is air for days. The figures (0.10 at 20–40 cm, 24 h,
 * 48 h) are from memory of the literature and are defaults to be configured. A soil also counts as too wet only above
 * field capacity, because drains cannot take out water below it: a heavy clay has less than 0.10 air even at field
 * capacity. Where tension was measured, a soil that holds its water tighter than {@link #DRAINABLE_KPA} is not too wet either.
 */
public final class DrainageRule {
    /** A ditch whose bottom is half a metre below the probe pulls no harder, kPa: 0.5 m of water. What is held tighter stays. */
    public static final double DRAINABLE_KPA = 4.9;

    private DrainageRule() {}

    /** What to do. */
    public enum Decision {
        /** Enough air. */
        ENOUGH_AIR,
        /** Too wet since less than the warning time. */
        WATCH,
        /** Too wet for longer than the warning time. */
        WARNING,
        /** Too wet for longer than the draining time: drain. */
        DRAIN,
        /** See {@link Result#missing()}. */
        UNKNOWN
    }

    /** What is needed to decide. */
    public enum Missing {
        /** No reading between the depths looked at. */
        NO_PROBE_AT_DEPTH,
        /** The newest reading there is too old. */
        STALE_READINGS
    }

    /**
     * The rule's own numbers.
     *
     * @param leastAir air-filled porosity below which roots are short of air, m³/m³
     * @param topM upper end of the depths looked at, m
     * @param bottomM lower end, m
     * @param warnAfter too wet for longer than this is a warning
     * @param drainAfter too wet for longer than this means drain
     * @param longestGap a longer gap between readings breaks the wet spell, and readings older than this are too old
     */
    public record Settings(
            double leastAir,
            double topM,
            double bottomM,
            Duration warnAfter,
            Duration drainAfter,
            Duration longestGap) {
        public Settings {
            Limits.within("least air-filled porosity", leastAir, 0, 0.5, "m³/m³");
            Limits.within("upper depth", topM, 0, bottomM, "m");
            Limits.within("lower depth", bottomM, 0, 3, "m");
            if (warnAfter.compareTo(drainAfter) > 0) {
                throw new IllegalArgumentException("drainage warns after " + warnAfter + ", later than it drains, "
                        + drainAfter + "; exchange them");
            }
        }

        /** 0.10 m³/m³ at 0.20–0.40 m; 24 h; 48 h; 6 h. */
        public static Settings defaults() {
            return new Settings(0.10, 0.20, 0.40, Duration.ofHours(24), Duration.ofHours(48), Duration.ofHours(6));
        }
    }

    /**
     * A soil moisture reading.
     *
     * @param time when it was measured
     * @param depthM depth, m
     * @param theta soil moisture, m³/m³
     * @param tensionKpa tension it was derived from, kPa; null where moisture itself was measured
     */
    public record Sample(
            Instant time,
            double depthM,
            double theta,
            @Nullable Double tensionKpa) {
        public Sample(Instant time, double depthM, double theta) {
            this(time, depthM, theta, null);
        }
    }

    /**
     * The answer, for the depth that is worst off.
     *
     * @param decision what to do
     * @param missing what is needed, when unknown; else null
     * @param depthM the depth it is about, m, or null
     * @param wetSince first reading of the present wet spell, or null when there is none
     * @param wetFor from that reading to the newest; zero when there is none
     * @param newest time of the newest reading at that depth, or null
     * @param theta its soil moisture, m³/m³, or null
     * @param airFilledPorosity its θS − θ, m³/m³, or null
     * @param leastAir the limit it was held against, m³/m³
     */
    public record Result(
            Decision decision,
            @Nullable Missing missing,
            @Nullable Double depthM,
            @Nullable Instant wetSince,
            Duration wetFor,
            @Nullable Instant newest,
            @Nullable Double theta,
            @Nullable Double airFilledPorosity,
            double leastAir) {}

    /**
     * Decides from the readings of a plot up to now.
     *
     * @param samples readings of any depth, any order; those after {@code now} are left out
     * @param soil saturation and field capacity
     * @param now the moment the answer is for
     * @param settings the rule's own numbers
     */
    public static Result evaluate(List<Sample> samples, SoilWater soil, Instant now, Settings settings) {
        Map<Double, List<Sample>> byDepth = samples.stream()
                .filter(s -> s.depthM() >= settings.topM() && s.depthM() <= settings.bottomM())
                .filter(s -> !s.time().isAfter(now))
                .sorted(Comparator.comparing(Sample::time))
                .collect(Collectors.groupingBy(Sample::depthM, TreeMap::new, Collectors.toList()));
        if (byDepth.isEmpty()) {
            return unknown(Missing.NO_PROBE_AT_DEPTH, settings);
        }
        Optional<Result> worst = byDepth.values().stream()
                .filter(series -> isFresh(series, now, settings))
                .map(series -> atDepth(series, soil, settings))
                .max(Comparator.comparing(Result::decision).thenComparing(Result::wetFor));
        return worst.orElseGet(() -> unknown(Missing.STALE_READINGS, settings));
    }

    private static boolean isFresh(List<Sample> series, Instant now, Settings settings) {
        Duration age = Duration.between(newest(series).time(), now);
        return age.compareTo(settings.longestGap()) <= 0;
    }

    private static Result atDepth(List<Sample> series, SoilWater soil, Settings settings) {
        Sample newest = newest(series);
        Instant since = null;
        for (int i = series.size() - 1; i >= 0 && isTooWet(series.get(i), soil, settings); i--) {
            Instant time = series.get(i).time();
            if (since != null && Duration.between(time, since).compareTo(settings.longestGap()) > 0) {
                break;
            }
            since = time;
        }
        Duration wetFor = since == null ? Duration.ZERO : Duration.between(since, newest.time());
        Decision decision;
        if (since == null) {
            decision = Decision.ENOUGH_AIR;
        } else if (wetFor.compareTo(settings.drainAfter()) > 0) {
            decision = Decision.DRAIN;
        } else if (wetFor.compareTo(settings.warnAfter()) > 0) {
            decision = Decision.WARNING;
        } else {
            decision = Decision.WATCH;
        }
        return new Result(
                decision,
                null,
                newest.depthM(),
                since,
                wetFor,
                newest.time(),
                newest.theta(),
                soil.airFilledPorosity(newest.theta()),
                settings.leastAir());
    }

    private static boolean isTooWet(Sample sample, SoilWater soil, Settings settings) {
        Double tension = sample.tensionKpa();
        return soil.airFilledPorosity(sample.theta()) < settings.leastAir()
                && sample.theta() > soil.fieldCapacity()
                && (tension == null || tension < DRAINABLE_KPA);
    }

    private static Sample newest(List<Sample> series) {
        return series.get(series.size() - 1);
    }

    private static Result unknown(Missing missing, Settings settings) {
        return new Result(Decision.UNKNOWN, missing, null, null, Duration.ZERO, null, null, null, settings.leastAir());
    }
}
