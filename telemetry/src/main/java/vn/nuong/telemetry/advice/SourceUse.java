package vn.nuong.telemetry.advice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the source that a plot draws from, and the plot's part of it. What is not known is null, never a guess.
 *
 * @param id of the source
 * @param name what people call it
 * @param kind {@code stream}, {@code pond}, {@code tank}, {@code well} or {@code canal}
 * @param levelM water level, m
 * @param volumeM3 what it holds, m³
 * @param daysLeft for how many days it lasts: the median of the outlook's members
 * @param daysLeftLow the least of the members, days
 * @param daysLeftHigh the most of the members, days
 * @param availableLitres what may be drawn today by all together, litres
 * @param shareLitres the plot's part of it, litres
 * @param neededLitres what the plot needed when it was shared, litres
 * @param rule how it is shared: {@code area}, {@code need}, {@code equal} or {@code shares}
 * @param plannedAt when it was shared
 * @param scarce whether somebody got less than was needed
 * @param lockedOut whether pumping is stopped because the water is low
 * @param quality {@code fit}, {@code care}, {@code unfit} or {@code unknown}
 * @param explanation all of it in words
 */
public record SourceUse(
        String id,
        String name,
        String kind,
        @Nullable Double levelM,
        @Nullable Double volumeM3,
        @Nullable Double daysLeft,
        @Nullable Double daysLeftLow,
        @Nullable Double daysLeftHigh,
        @Nullable Long availableLitres,
        @Nullable Long shareLitres,
        @Nullable Long neededLitres,
        String rule,
        Instant plannedAt,
        boolean scarce,
        @Nullable Boolean lockedOut,
        String quality,
        Text explanation) {}
