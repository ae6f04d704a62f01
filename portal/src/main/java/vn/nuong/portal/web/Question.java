package vn.nuong.portal.web;

import java.time.Instant;
import java.util.Optional;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Text;

/**
 * Something to do that is advised for a plot, and what the farmer has answered.
 *
 * @param plot the plot's id
 * @param plotName what people call it
 * @param topic irrigation, drainage or (to go and look) spraying
 * @param decision what is advised
 * @param sentence the same as on the page and in the alert
 * @param adviceAt names the advice that an answer belongs to
 * @param answer what was answered; empty while it was not
 */
public record Question(
        String plot,
        String plotName,
        AdviceTopic topic,
        Decision decision,
        Text sentence,
        Instant adviceAt,
        Optional<Answer> answer) {

    /**
     * @param followed whether it was done
     * @param at when that was said, by the clock
     */
    public record Answer(boolean followed, Instant at) {}

    /** What the button says that reports it done. */
    public Text doneLabel() {
        return switch (topic) {
            case IRRIGATION -> new Text("Đã tưới", "Watered");
            case DRAINAGE -> new Text("Đã tiêu nước", "Drained");
            case SPRAYING -> new Text("Đã kiểm tra", "Looked");
            case FERTILISING -> new Text("Đã bón", "Fertilised");
        };
    }

    /** What the button says that reports it not done. */
    public Text notDoneLabel() {
        return decision == Decision.IRRIGATE
                ? new Text("Chưa tưới được", "Could not water")
                : new Text("Chưa làm được", "Not done");
    }

    public boolean isDone() {
        return answer.isPresent() && answer.get().followed();
    }
}
