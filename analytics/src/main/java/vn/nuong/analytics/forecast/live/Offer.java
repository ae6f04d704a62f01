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
 */
public record Offer(MoistureForecast made, MoistureForecast physics, List<String> outside) {

    public Offer {
        outside = List.copyOf(outside);
    }
}
