package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sent once, when advice turns to irrigating or draining.
 *
 * @param id unique and stable, so that a message delivered twice is one alert
 * @param site the plot's site
 * @param plot the plot
 * @param plotName what people call it
 * @param at when advice turned, by the clock of the evaluation
 * @param topic irrigation or drainage
 * @param decision what to do
 * @param sentence the same sentence as on the page
 * @param sample whether it rests on sample readings
 */
public record Alert(
        String id,
        String site,
        String plot,
        String plotName,
        Instant at,
        AdviceTopic topic,
        Decision decision,
        Text sentence,
        boolean sample) {

    @SuppressWarnings("NullAway") // a message may leave anything out; what must be there is checked here
    public Alert {
        if (Stream.of(id, site, plot, plotName, at, topic, decision, sentence).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "an alert names id, site, plot, plot_name, at, topic, decision and sentence; one of"
                            + " them is missing");
        }
    }
}
