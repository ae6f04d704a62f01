package vn.nuong.portal.live;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.nuong.portal.store.TurnStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Statement;

/** The latest advice for each plot, as the pages show it. Thread-safe. */
public final class AdviceBoard {

    private final TurnStore turns;
    private final Map<String, Posted> latest = new ConcurrentHashMap<>();

    private record Posted(Advice advice, Map<AdviceTopic, Instant> since) {}

    public AdviceBoard(TurnStore turns) {
        this.turns = turns;
    }

    /** Takes advice as it is published; what comes later replaces what came before. Blocks shortly. */
    public void post(Advice advice) {
        latest.put(advice.plot(), posted(advice));
    }

    /** Takes advice only where there is none yet. Blocks shortly. */
    public void postIfNone(Advice advice) {
        latest.computeIfAbsent(advice.plot(), plot -> posted(advice));
    }

    private Posted posted(Advice advice) {
        Map<AdviceTopic, Instant> since = new ConcurrentHashMap<>();
        for (Statement statement : advice.statements()) {
            since.put(
                    statement.topic(), turns.note(advice.plot(), statement.topic(), statement.decision(), advice.at()));
        }
        return new Posted(advice, since);
    }

    /**
     * Takes the moment at which advice turned from its alert, which may come after the advice itself. Blocks shortly.
     */
    public void turned(Alert alert) {
        Instant since = turns.note(alert.plot(), alert.topic(), alert.decision(), alert.at());
        latest.computeIfPresent(alert.plot(), (plot, posted) -> {
            if (posted.advice().on(alert.topic()).decision() == alert.decision()) {
                posted.since().put(alert.topic(), since);
            }
            return posted;
        });
    }

    public Optional<Advice> find(String plot) {
        return Optional.ofNullable(latest.get(plot)).map(Posted::advice);
    }

    /** Since when the plot's advice on this matter has been the same. */
    public Optional<Instant> findSince(String plot, AdviceTopic topic) {
        return Optional.ofNullable(latest.get(plot)).map(p -> p.since().get(topic));
    }
}
