package vn.nuong.analytics.history;

import java.time.Instant;

/**
 * Water given to a plot.
 *
 * @param at when it began
 * @param volumeM3 water pumped, m³
 * @param netMm water that reached the root zone: volume over area times application efficiency, mm
 * @param source how it is known
 */
public record Watering(Instant at, double volumeM3, double netMm, Source source) {

    public enum Source {
        DIARY,
        METER,
        FLOW,
        VALVE
    }
}
