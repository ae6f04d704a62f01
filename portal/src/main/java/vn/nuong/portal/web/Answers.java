package vn.nuong.portal.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.live.AdviceBoard;
import vn.nuong.portal.store.DiaryStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.site.Plot;

/**
 * Advice that asks for work now, and the farmer's answers to it. Advice is worked out anew all the time, so an answer belongs
 * to the moment since which it has said the same: answering twice is one answer, by the page, the alert or the mail alike. When
 * it still says the same a day after it was answered, it asks again. Thread-safe; blocks.
 */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(24);

    private final AdviceBoard board;
    private final DiaryStore diary;
    private final JsonClient analytics;
    private final Clock clock;

    private record AdviceList(List<Advice> advice) {}

    public Answers(AdviceBoard board, DiaryStore diary, JsonClient analytics, Clock clock) {
        this.board = board;
        this.diary = diary;
        this.analytics = analytics;
        this.clock = clock;
    }

    /** What is to be done about a matter in a plot now; empty when nothing is. */
    public Optional<Question> find(Plot plot, AdviceTopic topic) {
        Optional<Advice> advice = board.find(plot.id());
        Optional<Instant> since = board.findSince(plot.id(), topic);
        if (advice.isEmpty() || since.isEmpty()) {
            return Optional.empty();
        }
        Statement statement = advice.get().on(topic);
        if (!statement.decision().isAsked()) {
            return Optional.empty();
        }
        Instant asked = since.get();
        Optional<DiaryEntry.AdviceAnswer> last = findLast(plot, topic, since.get());
        if (last.isPresent() && !last.get().at().plus(ASKED_AGAIN_AFTER).isAfter(clock.instant())) {
            asked = last.get().at().plus(ASKED_AGAIN_AFTER);
            last = Optional.empty();
        }
        return Optional.of(new Question(
                plot.id(),
                plot.name(),
                topic,
                statement.decision(),
                statement.sentence(),
                last.map(DiaryEntry.AdviceAnswer::adviceAt).orElse(asked),
                last.map(a -> new Question.Answer(a.followed(), a.at()))));
    }

    private Optional<DiaryEntry.AdviceAnswer> findLast(Plot plot, AdviceTopic topic, Instant since) {
        return diary.find(plot.id(), since, null).stream()
                .filter(DiaryEntry.AdviceAnswer.class::isInstance)
                .map(DiaryEntry.AdviceAnswer.class::cast)
                .filter(a -> a.topic() == topic && !a.adviceAt().isBefore(since))
                .max(Comparator.comparing(DiaryEntry.AdviceAnswer::at));
    }

    /** The answer given to the advice of that time, if there is one; done wins over not done. */
    public Optional<Question.Answer> findAnswer(String plot, AdviceTopic topic, Instant adviceAt) {
        return diary.find(id(plot, topic, adviceAt, true, "answer"))
                .or(() -> diary.find(id(plot, topic, adviceAt, false, "answer")))
                .map(DiaryEntry.AdviceAnswer.class::cast)
                .map(a -> new Question.Answer(a.followed(), a.at()));
    }

    /**
     * Writes an answer into the diary, and an irrigation with it when the plot was watered as advised. Done again, it changes
     * nothing.
     *
     * @param adviceAt names the advice, as in {@link Question#adviceAt()}
     */
    public void answer(Plot plot, AdviceTopic topic, Instant adviceAt, boolean followed) {
        Optional<Question.Answer> before = findAnswer(plot.id(), topic, adviceAt);
        if (before.isPresent() && (before.get().followed() || !followed)) {
            return;
        }
        Instant now = clock.instant();
        if (followed && topic == AdviceTopic.IRRIGATION) {
            Optional<Statement> advised = findAdvised(plot, topic, adviceAt);
            Double advisedMinutes = figure(advised, "pump_minutes");
            Double advisedVolume = figure(advised, "volume_m3");
            // A large lack is pumped on several days: one tap says that today's turn is done, not all of them. Without
            // a
            // pump's flow the whole is advised at once.
            Double advisedTurns = advisedMinutes == null ? null : figure(advised, "turns");
            double turns = advisedTurns == null ? 1 : Math.max(1, advisedTurns);
            Double turnMinutes = figure(advised, "turn_minutes"); // not in advice of versions before 6
            Double turnVolume = figure(advised, "turn_m3");
            Double minutes = turnMinutes != null || advisedMinutes == null
                    ? turnMinutes
                    : Double.valueOf(advisedMinutes / turns);
            Double volume = advisedMinutes != null && turnVolume != null
                    ? turnVolume
                    : advisedVolume == null ? null : Double.valueOf(advisedVolume / turns);
            // It was reported when the pump had stopped; it cannot have been started before it was advised.
            Instant started = minutes == null ? now : now.minusSeconds(Math.round(minutes * 60));
            if (started.isBefore(adviceAt)) {
                started = adviceAt.isAfter(now) ? now : adviceAt;
            }
            diary.keep(
                    new DiaryEntry.IrrigationDone(
                            id(plot.id(), topic, adviceAt, true, "irrigation"),
                            plot.id(),
                            started,
                            minutes,
                            volume,
                            null),
                    started);
        }
        diary.keep(
                new DiaryEntry.AdviceAnswer(
                        id(plot.id(), topic, adviceAt, followed, "answer"),
                        plot.id(),
                        now,
                        topic,
                        adviceAt,
                        followed,
                        null),
                now);
    }

    private static String id(String plot, AdviceTopic topic, Instant adviceAt, boolean followed, String what) {
        String name = String.join("|", what, plot, topic.name(), adviceAt.toString(), String.valueOf(followed));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The statement whose numbers the farmer followed: today's while it advises work, or else that of the time answered. */
    private Optional<Statement> findAdvised(Plot plot, AdviceTopic topic, Instant adviceAt) {
        Optional<Statement> current = board.find(plot.id())
                .map(advice -> advice.on(topic))
                .filter(statement -> statement.decision() == Decision.IRRIGATE);
        if (current.isPresent()) {
            return current;
        }
        try {
            Map<String, String> query = Map.of(
                    "from", adviceAt.toString(), "to", adviceAt.plusSeconds(1).toString(), "limit", "1");
            return analytics
                    .get("/api/v1/plots/" + plot.id() + "/advice/history", query, AdviceList.class)
                    .advice()
                    .stream()
                    .findFirst()
                    .map(advice -> advice.on(topic));
        } catch (IOException e) {
            LOG.warn("an irrigation is recorded without its minutes: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable Double figure(Optional<Statement> statement, String code) {
        return statement.stream()
                .flatMap(s -> s.figures().stream())
                .filter(f -> f.code().equals(code))
                .map(Statement.Figure::value)
                .findFirst()
                .orElse(null);
    }
}
