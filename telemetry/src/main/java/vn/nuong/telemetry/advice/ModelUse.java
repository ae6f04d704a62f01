package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.MoistureForecast.Method;

/**
 * What makes a plot's forecast of soil moisture, and how right it was there lately.
 *
 * @param site the plot's site
 * @param plot the plot
 * @param at the time it stands at
 * @param sample whether it rests on sample readings, not on the site's own
 * @param inUse what made the latest forecast; null while there is none
 * @param since since when it has, as far as is kept
 * @param why why not the learned model; null when that is in use
 * @param version of the learned model
 * @param shipped whether that model came with the product
 * @param trained when it was trained
 * @param modelSince since when that model has been the one of this service; null when it has been from the first
 * @param learnedFrom what it learned from, with licence, a line each
 * @param days how many days the scores look back
 * @param scores how right forecasts were that came due in those days, by horizon; empty while none came due
 * @param switches when the model or the physics stepped aside or came back, the newest first
 * @param retraining what the latest retraining came to, or how far it is; null when there was none
 * @param probes what is held of the probes that it all rests on; null when nobody has looked yet
 */
public record ModelUse(
        String site,
        String plot,
        Instant at,
        boolean sample,
        @Nullable Method inUse,
        @Nullable Instant since,
        @Nullable Text why,
        String version,
        boolean shipped,
        Instant trained,
        @Nullable Instant modelSince,
        List<String> learnedFrom,
        int days,
        List<Score> scores,
        List<Switch> switches,
        @Nullable Retraining retraining,
        @Nullable ProbeJudgement probes) {

    public ModelUse {
        learnedFrom = List.copyOf(learnedFrom);
        scores = List.copyOf(scores);
        switches = List.copyOf(switches);
    }

    /**
     * Forecasts against what came, all of them over the same hours.
     *
     * @param horizonHours how far ahead, h
     * @param n forecasts whose hour came and was read
     * @param inside80 share of them inside the learned model's 80 % band, 0 to 1; null when there was no band
     * @param learned mean absolute error of the learned model, shown or not, m³/m³; null when it did not answer
     * @param physics the same of the physics
     * @param persistence the same when it is taken to stay as it is
     * @param skill 1 − SSE/SSE(persistence) of the learned model; null when it did not answer or nothing changed
     */
    public record Score(
            int horizonHours,
            int n,
            @Nullable Double inside80,
            @Nullable Double learned,
            double physics,
            double persistence,
            @Nullable Double skill) {}

    /**
     * A change of what makes the forecast.
     *
     * @param at when
     * @param method what stepped aside or came back
     * @param aside whether it stepped aside
     * @param why in words
     */
    public record Switch(Instant at, Method method, boolean aside, Text why) {}
}
