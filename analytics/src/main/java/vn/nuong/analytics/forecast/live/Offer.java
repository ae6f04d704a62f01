package vn.nuong.analytics.forecast.live;

import java.util.List;
import vn.nuong.telemetry.advice.MoistureForecast;

/**
 * What can be forecast of a plot now.
 *
 * @param made by the learned model, or by the physics where the model has not earned it or cannot answer
 * @param physics the forecast of the physics for the same probe and hours
 * @param outside inputs of the model that are outside of what it learned from, with their values; empty when all are inside or nothing
 *     is known of the range
 * @param strange inputs that are outside and for which {@code made} has wider quantiles: it may be shown, but is not weighed into advice
 */
public record Offer(MoistureForecast made, MoistureForecast physics, List<String> outside, List<String> strange) {

    public Offer {
        outside = List.copyOf(outside);
        strange = List.copyOf(strange);
    }

    /** With nothing strange. */
    public Offer(MoistureForecast made, MoistureForecast physics, List<String> outside) {
        this(made, physics, outside, List.of());
    }
}
