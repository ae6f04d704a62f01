package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is advised on one matter, with everything that led to it.
 *
 * @param topic the matter
 * @param decision what to do
 * @param confidence how sure this is
 * @param sentence the one sentence a farmer reads
 * @param rule id of the rule that decided, as in docs/advice.md
 * @param reasons why, one line each, for "vì sao?"
 * @param figures the numbers it rests on
 * @param missing the inputs that were missing or could not be believed, by name; never empty when the decision is unknown
 * @param wouldChange what would turn the decision
 * @param start when best to begin what is advised; null where nothing is, or the time does not matter
 * @param turns when to give how much, one turn a day, the first at {@code start}; empty where nothing is given, and in advice of versions
 *     before 6
 */
public record Statement(
        AdviceTopic topic,
        Decision decision,
        Confidence confidence,
        Text sentence,
        String rule,
        List<Text> reasons,
        List<Figure> figures,
        List<Text> missing,
        List<Text> wouldChange,
        @Nullable Instant start,
        List<Turn> turns) {

    /** A statement without turns. */
    public Statement(
            AdviceTopic topic,
            Decision decision,
            Confidence confidence,
            Text sentence,
            String rule,
            List<Text> reasons,
            List<Figure> figures,
            List<Text> missing,
            List<Text> wouldChange,
            @Nullable Instant start) {
        this(topic, decision, confidence, sentence, rule, reasons, figures, missing, wouldChange, start, List.of());
    }

    /** A statement that no time belongs to. */
    public Statement(
            AdviceTopic topic,
            Decision decision,
            Confidence confidence,
            Text sentence,
            String rule,
            List<Text> reasons,
            List<Figure> figures,
            List<Text> missing,
            List<Text> wouldChange) {
        this(topic, decision, confidence, sentence, rule, reasons, figures, missing, wouldChange, null);
    }

    public Statement {
        if (decision.topic() != topic && decision != Decision.UNKNOWN) {
            throw new IllegalArgumentException(decision + " is no decision about " + topic);
        }
        if (decision == Decision.UNKNOWN && missing.isEmpty()) {
            throw new IllegalArgumentException("an unknown decision on " + topic + " names what is missing");
        }
        reasons = List.copyOf(reasons);
        figures = List.copyOf(figures);
        missing = List.copyOf(missing);
        wouldChange = List.copyOf(wouldChange);
        turns = turns == null ? List.of() : List.copyOf(turns);
    }

    /**
     * Water given at one go.
     *
     * @param start when to begin
     * @param pumpMinutes how long the pump runs, min; null when its flow is not known
     * @param volumeM3 water to pump, m³
     */
    public record Turn(Instant start, @Nullable Double pumpMinutes, double volumeM3) {}

    /**
     * One number behind a decision.
     *
     * @param code stable name for programs, with its unit where two are usual, such as {@code depletion_mm}
     * @param label name for people
     * @param value in {@code unit}
     * @param unit as shown, such as "mm"
     */
    public record Figure(String code, Text label, double value, String unit) {}
}
