package vn.nuong.analytics.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Quality;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.WaterSource;

/**
 * What is known of a source at one time. Nothing in it was measured later; a level that is missing, old or doubted is unknown and never
 * replaced. Immutable.
 *
 * @param source the source
 * @param at the time it stands at
 * @param curve what it holds by level; null where it holds no store
 * @param levelM believable level, m; null when not known
 * @param levelAt when it was measured; null with it
 * @param volumeM3 what it holds, m³; null when not known or where it holds no store
 * @param lockedOut whether pumping is stopped; null when the level is not known
 * @param unknown why the level is not known; null when it is, or where none is wanted
 * @param ecDsPerM electrical conductivity of the water, dS/m; null when not known
 * @param ph its pH; null when not known
 * @param quality what follows from the two
 */
public record SourceState(
        WaterSource source,
        Instant at,
        @Nullable LevelVolume curve,
        @Nullable Double levelM,
        @Nullable Instant levelAt,
        @Nullable Double volumeM3,
        @Nullable Boolean lockedOut,
        @Nullable Unknown unknown,
        @Nullable Double ecDsPerM,
        @Nullable Double ph,
        WaterQuality quality) {

    /** The same standing at another time. */
    SourceState at(Instant other) {
        return new SourceState(
                source, other, curve, levelM, levelAt, volumeM3, lockedOut, unknown, ecDsPerM, ph, quality);
    }

    /** A level older than this is not known any more. This project's choice: a gauge board is read once a day. */
    public static final Duration LEVEL_HOLDS = Duration.ofHours(24);

    /** Salt and acidity change slowly and are often measured by hand. This project's choice. */
    public static final Duration QUALITY_HOLDS = Duration.ofDays(30);

    /** So far above the full level a reading cannot be, m. This project's choice. */
    static final double ABOVE_FULL_M = 0.5;

    /** Why a level is not known. */
    public enum Cause {
        /** None was ever measured. */
        NEVER,
        /** The newest is older than {@link #LEVEL_HOLDS}. */
        OLD,
        /** The newest was caught by a quality test. */
        FLAGGED,
        /** The newest lies far above the full level. */
        ABOVE_FULL
    }

    /**
     * Why a level is not known.
     *
     * @param cause the cause
     * @param at when the newest reading was measured; null without one
     * @param levelM what it says; null without one
     */
    public record Unknown(
            Cause cause, @Nullable Instant at, @Nullable Double levelM) {}

    /**
     * @param readings readings of the source's devices, any order, any time; of other properties too
     * @param now the time to stand at
     */
    public static SourceState of(WaterSource source, List<Reading> readings, Instant now) {
        List<Reading> upToNow =
                readings.stream().filter(r -> !r.measured().isAfter(now)).toList();
        LevelVolume curve = source.levels() == null ? null : new LevelVolume(source.levels());
        boolean wanted = curve != null || source.lockoutLevelM() != null || source.pump() != null;
        NavigableMap<Instant, Double> levels = levels(upToNow, curve);
        Unknown unknown = wanted ? unknown(upToNow, curve, now).orElse(null) : null;
        Double level = wanted && unknown == null ? levels.lastEntry().getValue() : null;
        Double ec = newest(upToNow, ObservedProperty.WATER_EC, now);
        Double ph = newest(upToNow, ObservedProperty.WATER_PH, now);
        return new SourceState(
                source,
                now,
                curve,
                level,
                level == null ? null : levels.lastKey(),
                level == null || curve == null ? null : curve.volumeM3(level),
                level == null ? null : Lockout.isLocked(source, levels),
                unknown,
                ec,
                ph,
                WaterQuality.of(ec, ph, source.quality()));
    }

    /** What may be drawn before the lockout, m³; null when not known. */
    public @Nullable Double usableM3() {
        LevelVolume holds = curve;
        Double volume = volumeM3;
        if (holds == null || volume == null) {
            return null;
        }
        Double lockout = source.lockoutLevelM();
        return Math.max(0, volume - holds.volumeM3(lockout == null ? holds.lowestM() : lockout));
    }

    private static boolean isBelievable(Reading level, @Nullable LevelVolume curve) {
        return level.quality() == Quality.GOOD && (curve == null || level.value() <= curve.fullM() + ABOVE_FULL_M);
    }

    private static NavigableMap<Instant, Double> levels(List<Reading> readings, @Nullable LevelVolume curve) {
        NavigableMap<Instant, Double> levels = new TreeMap<>();
        readings.stream()
                .filter(r -> r.key().property() == ObservedProperty.WATER_LEVEL && isBelievable(r, curve))
                .forEach(r -> levels.put(r.measured(), r.value()));
        return levels;
    }

    private static Optional<Unknown> unknown(List<Reading> readings, @Nullable LevelVolume curve, Instant now) {
        Reading newest = newestOf(readings, ObservedProperty.WATER_LEVEL).orElse(null);
        if (newest == null) {
            return Optional.of(new Unknown(Cause.NEVER, null, null));
        }
        Cause cause = null;
        if (!newest.measured().isAfter(now.minus(LEVEL_HOLDS))) {
            cause = Cause.OLD;
        } else if (newest.quality() != Quality.GOOD) {
            cause = Cause.FLAGGED;
        } else if (!isBelievable(newest, curve)) {
            cause = Cause.ABOVE_FULL;
        }
        return cause == null ? Optional.empty() : Optional.of(new Unknown(cause, newest.measured(), newest.value()));
    }

    /** The newest value, if it is fresh and good. */
    private static @Nullable Double newest(List<Reading> readings, ObservedProperty property, Instant now) {
        return newestOf(readings, property)
                .filter(r -> r.quality() == Quality.GOOD && r.measured().isAfter(now.minus(QUALITY_HOLDS)))
                .map(Reading::value)
                .orElse(null);
    }

    private static Optional<Reading> newestOf(List<Reading> readings, ObservedProperty property) {
        Reading newest = null;
        for (Reading reading : readings) {
            if (reading.key().property() == property
                    && (newest == null || reading.measured().isAfter(newest.measured()))) {
                newest = reading;
            }
        }
        return Optional.ofNullable(newest);
    }
}
