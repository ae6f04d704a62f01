package vn.nuong.analytics.agronomy.water;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
 *
 * <p>Every depth is judged, and each has its part: between {@link Settings#topM} and {@link Settings#bottomM} it decides by itself; above,
 * where the surface dries by itself, only as perched water; below, down to {@link Settings#waterTableM}, it is a high water table, which
 * is watched. Water is perched when a layer has been too wet for longer than the warning time, so that it is no wetting front passing,
 * though the next probe below has air: something between the two holds it up.
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

    /** What a depth is to the roots. */
    public enum Part {
        /** Above the depths that decide. */
        SURFACE,
        /** The depths that decide. */
        ROOTS,
        /** Below them, where the water table should not stand. */
        BELOW,
        /** Too deep to matter. */
        DEEP
    }

    /**
     * The rule's own numbers.
     *
     * @param leastAir air-filled porosity below which roots are short of air, m³/m³
     * @param topM upper end of the depths that decide, m
     * @param bottomM lower end, m
     * @param waterTableM how deep water must not stand, m
     * @param perchedAir by how much more air a layer must have for water to be perched on it, m³/m³
     * @param warnAfter too wet for longer than this is a warning
     * @param drainAfter too wet for longer than this means drain
     * @param longestGap a longer gap between readings breaks the wet spell, and readings older than this are too old
     */
    public record Settings(
            double leastAir,
            double topM,
            double bottomM,
            double waterTableM,
            double perchedAir,
            Duration warnAfter,
            Duration drainAfter,
            Duration longestGap) {
        public Settings {
            Limits.within("least air-filled porosity", leastAir, 0, 0.5, "m³/m³");
            Limits.within("upper depth", topM, 0, bottomM, "m");
            Limits.within("lower depth", bottomM, 0, 3, "m");
            Limits.within("least depth of the water table", waterTableM, bottomM, 3, "m");
            Limits.within("air below perched water", perchedAir, 0, 0.5, "m³/m³");
            if (warnAfter.compareTo(drainAfter) > 0) {
                throw new IllegalArgumentException("drainage warns after " + warnAfter + ", later than it drains, "
                        + drainAfter + "; exchange them");
            }
        }

        /** 0.10 m³/m³ at 0.20–0.40 m; water table at 1 m; 0.05 m³/m³; 24 h; 48 h; 6 h. */
        public static Settings defaults() {
            return new Settings(
                    0.10, 0.20, 0.40, 1.0, 0.05, Duration.ofHours(24), Duration.ofHours(48), Duration.ofHours(6));
        }

        /** What a depth is to the roots. */
        public Part part(double depthM) {
            if (depthM < topM) {
                return Part.SURFACE;
            }
            return depthM <= bottomM ? Part.ROOTS : depthM <= waterTableM ? Part.BELOW : Part.DEEP;
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
     * One depth with readings that are new enough.
     *
     * @param depthM depth, m
     * @param part what it is to the roots
     * @param newest time of its newest reading
     * @param theta soil moisture then, m³/m³
     * @param airFilledPorosity θS − θ, m³/m³
     * @param wetSince first reading of the present wet spell; null when there is none
     * @param wetFor from that reading to the newest; zero when there is none
     */
    public record Layer(
            double depthM,
            Part part,
            Instant newest,
            double theta,
            double airFilledPorosity,
            @Nullable Instant wetSince,
            Duration wetFor) {

        /** Whether it is too wet now. */
        public boolean isTooWet() {
            return wetSince != null;
        }
    }

    /**
     * Water that stands on something, with air in the soil below.
     *
     * @param depthM the probe that stands in it, m
     * @param overM the next probe below, which has air, m
     * @param wetFor for how long
     */
    public record Perched(double depthM, double overM, Duration wetFor) {}

    /**
     * The answer, for the depth that is worst off.
     *
     * @param decision what to do
     * @param missing what is needed, when unknown; else null
     * @param worst the depth it is about; null when unknown
     * @param layers every depth with fresh readings, from the surface down
     * @param perched water that stands above soil with air; null when none does
     * @param leastAir the limit they were held against, m³/m³
     */
    public record Result(
            Decision decision,
            @Nullable Missing missing,
            @Nullable Layer worst,
            List<Layer> layers,
            @Nullable Perched perched,
            double leastAir) {

        /** Its depth, m, or null. */
        public @Nullable Double depthM() {
            return worst == null ? null : worst.depthM();
        }

        /** First reading of its present wet spell, or null when there is none. */
        public @Nullable Instant wetSince() {
            return worst == null ? null : worst.wetSince();
        }

        /** From that reading to the newest; zero when there is none. */
        public Duration wetFor() {
            return worst == null ? Duration.ZERO : worst.wetFor();
        }

        /** Its air-filled porosity θS − θ, m³/m³, or null. */
        public @Nullable Double airFilledPorosity() {
            return worst == null ? null : worst.airFilledPorosity();
        }

        /** Its soil moisture, m³/m³, or null. */
        public @Nullable Double theta() {
            return worst == null ? null : worst.theta();
        }

        /** Whether it is the water table that is too high, not the roots that stand in water. */
        public boolean isWaterTable() {
            return worst != null && worst.part() == Part.BELOW;
        }

        /** Whether the water it is about is perched. */
        public boolean isPerched() {
            return worst != null && perched != null && worst.isTooWet() && worst.depthM() <= perched.depthM();
        }
    }

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
                .filter(s -> !s.time().isAfter(now))
                .sorted(Comparator.comparing(Sample::time))
                .collect(Collectors.groupingBy(Sample::depthM, TreeMap::new, Collectors.toList()));
        if (byDepth.keySet().stream().noneMatch(depth -> settings.part(depth) == Part.ROOTS)) {
            return new Result(Decision.UNKNOWN, Missing.NO_PROBE_AT_DEPTH, null, List.of(), null, settings.leastAir());
        }
        List<Layer> layers = byDepth.values().stream()
                .filter(series -> isFresh(series, now, settings))
                .map(series -> layer(series, soil, settings))
                .toList();
        Perched perched = perched(layers, settings);
        return layers.stream()
                .filter(layer -> layer.part() == Part.ROOTS)
                .max(Comparator.comparing((Layer layer) -> decide(layer, perched, settings))
                        .thenComparing(Layer::wetFor))
                .map(inRoots -> answer(worse(inRoots, layers, perched, settings), layers, perched, settings))
                .orElseGet(() -> new Result(
                        Decision.UNKNOWN, Missing.STALE_READINGS, null, layers, perched, settings.leastAir()));
    }

    /** Another depth where it is worse off than the roots are; else those. */
    private static Layer worse(Layer inRoots, List<Layer> layers, @Nullable Perched perched, Settings settings) {
        Layer worst = inRoots;
        for (Layer layer : layers) {
            if (decide(layer, perched, settings).compareTo(decide(worst, perched, settings)) > 0) {
                worst = layer;
            }
        }
        return worst;
    }

    private static Result answer(Layer worst, List<Layer> layers, @Nullable Perched perched, Settings settings) {
        return new Result(decide(worst, perched, settings), null, worst, layers, perched, settings.leastAir());
    }

    private static boolean isFresh(List<Sample> series, Instant now, Settings settings) {
        Duration age = Duration.between(newest(series).time(), now);
        return age.compareTo(settings.longestGap()) <= 0;
    }

    private static Layer layer(List<Sample> series, SoilWater soil, Settings settings) {
        Sample newest = newest(series);
        Instant since = null;
        for (int i = series.size() - 1; i >= 0 && isTooWet(series.get(i), soil, settings); i--) {
            Instant time = series.get(i).time();
            if (since != null && Duration.between(time, since).compareTo(settings.longestGap()) > 0) {
                break;
            }
            since = time;
        }
        return new Layer(
                newest.depthM(),
                settings.part(newest.depthM()),
                newest.time(),
                newest.theta(),
                soil.airFilledPorosity(newest.theta()),
                since,
                since == null ? Duration.ZERO : Duration.between(since, newest.time()));
    }

    /** What a depth alone asks for. */
    private static Decision decide(Layer layer, @Nullable Perched perched, Settings settings) {
        boolean counts = switch (layer.part()) {
            case SURFACE -> perched != null && perched.depthM() == layer.depthM();
            case ROOTS -> true;
            case BELOW -> layer.wetFor().compareTo(settings.drainAfter()) > 0;
            case DEEP -> false;
        };
        if (!counts || !layer.isTooWet()) {
            return Decision.ENOUGH_AIR;
        }
        if (layer.wetFor().compareTo(settings.drainAfter()) > 0) {
            return layer.part() == Part.BELOW ? Decision.WARNING : Decision.DRAIN;
        }
        return layer.wetFor().compareTo(settings.warnAfter()) > 0 ? Decision.WARNING : Decision.WATCH;
    }

    /** The longest too wet of the depths that stand in water above air. */
    private static @Nullable Perched perched(List<Layer> layers, Settings settings) {
        Perched found = null;
        for (int i = 0; i + 1 < layers.size(); i++) {
            Layer above = layers.get(i);
            Layer below = layers.get(i + 1);
            boolean holds = above.part().compareTo(Part.ROOTS) <= 0
                    && above.wetFor().compareTo(settings.warnAfter()) > 0
                    && !below.isTooWet()
                    && below.airFilledPorosity() - above.airFilledPorosity() >= settings.perchedAir();
            if (holds && (found == null || above.wetFor().compareTo(found.wetFor()) > 0)) {
                found = new Perched(above.depthM(), below.depthM(), above.wetFor());
            }
        }
        return found;
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
}
