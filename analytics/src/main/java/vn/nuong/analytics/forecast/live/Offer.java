package vn.nuong.analytics.forecast.live;

import java.util.List;
import vn.nuong.telemetry.advice.MoistureForecast;

/**
 * What can be forecast of a plot now.
 *
 * @param made by the learned model, or by the physics where the model has not earned it or cannot answer
 * @param physics the forecast of the physics for the same probe and hours
 * @param outside inputs outside of what the networks learned from, where networks would have made the forecast: the model steps aside;
 *     empty when all are inside, or physics makes it anyway
 * @param strange all inputs that are outside, for which {@code made} has wider quantiles: it may be shown, but is not weighed into advice
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
