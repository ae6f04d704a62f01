package vn.nuong.telemetry.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock as told over HTTP.
 *
 * @param now what it shows
 * @param replay how it runs, when it replays recorded time; null for the real time
 */
public record ClockJson(Instant now, ReplayClock.@Nullable Schedule replay) {}
