package vn.nuong.analytics.forecast;

import java.util.Optional;

/**
 * Stands for the model where it cannot run: it never answers.
 *
 * @param report the report of the model that is shipped
 */
public record UnavailableModel(ModelReport report) implements MoistureModel {

    @Override
    public Optional<double[]> deltas(MoistureHistory history) {
        return Optional.empty();
    }
}
