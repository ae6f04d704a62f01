package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.advice.SeenChange;
import vn.nuong.analytics.alert.AlertRule;
import vn.nuong.analytics.alert.AlertState;
import vn.nuong.analytics.forecast.live.LiveForecasts;
import vn.nuong.analytics.forecast.live.LiveWeight;
import vn.nuong.analytics.forecast.live.ModelWeight;
import vn.nuong.analytics.forecast.live.Offer;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.Series;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.analytics.store.AdviceStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** Makes, keeps and hands on the advice of one plot. For one thread. */
final class PlotWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PlotWorker.class);
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    /** Advice older than this no longer holds back a change of mind. */
    private static final Duration REMEMBERED = Duration.ofDays(2);

    /** An id that is a safe name everywhere: {@code plot-1-irrigation-20260322t050000z}. */
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss'z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SiteConfig site;
    private final Plot plot;
    private final ForecastSource forecasts;
    private final PestSource pests;
    private final LiveForecasts live;
    private final LiveWeight weights;
    private final AdviceStore store;
    private final Map<AdviceTopic, AlertState> alertStates = new EnumMap<>(AdviceTopic.class);
    private @Nullable Advice stored;
    private boolean logWorks = true;
    private @Nullable Instant evaluatedAt;
    private long evaluatedRevision;

    /** What came of an evaluation. */
    record Outcome(Advice advice, WaterReport water, List<Alert> alerts) {}

    PlotWorker(
            SiteConfig site,
            Plot plot,
            ForecastSource forecasts,
            PestSource pests,
            LiveForecasts live,
            LiveWeight weights,
            AdviceStore store)
            throws IOException {
        this.site = site;
        this.plot = plot;
        this.forecasts = forecasts;
        this.pests = pests;
        this.live = live;
        this.weights = weights;
        this.store = store;
        this.stored = store.findLatest(plot.id()).orElse(null);
        for (AdviceTopic topic : List.of(AdviceTopic.IRRIGATION, AdviceTopic.DRAINAGE)) {
            alertStates.put(topic, store.alertState(plot.id(), topic));
        }
    }

    Plot plot() {
        return plot;
    }

    /** The advice kept from before this process, unless it is from a later time than it is now. */
    Optional<Advice> findStored(Instant now) {
        return Optional.ofNullable(stored).filter(a -> !a.at().isAfter(now));
    }

    /** Evaluates when an hour has passed or something was read since the last time. */
    Optional<Outcome> evaluateWhenDue(
            SiteReadings readings,
            Optional<List<DiaryEntry>> diary,
            Outlook outlook,
            Optional<SourceNow> source,
            List<Bulletin> bulletins,
            Instant now)
            throws IOException {
        long revision = 31 * (31 * (31 * readings.revisionOf(plot, now) + diary.hashCode()) + outlook.hashCode())
                + source.map(SourceNow::revision).orElse(0);
        revision = 31 * revision
                + bulletins.stream().filter(b -> b.isValidAt(now)).toList().hashCode();
        boolean due = evaluatedAt == null
                || !now.isBefore(evaluatedAt.plus(AT_LEAST_EVERY))
                || now.isBefore(evaluatedAt)
                || revision != evaluatedRevision;
        if (!due) {
            return Optional.empty();
        }
        Outcome outcome = evaluate(readings, diary, outlook, source, bulletins, now);
        evaluatedAt = now;
        evaluatedRevision = revision;
        return Optional.of(outcome);
    }

    private Outcome evaluate(
            SiteReadings readings,
            Optional<List<DiaryEntry>> diary,
            Outlook outlook,
            Optional<SourceNow> source,
            List<Bulletin> bulletins,
            Instant now)
            throws IOException {
        PlotHistory history =
                HistoryMaker.make(plot, AdviceMaker.soil(plot), readings.of(plot), diary, readings.aboutsOf(plot), now);
        List<Offer> offers = forecasts.forecast(plot, history, outlook);
        List<MoistureForecast> expected = shown(offers, history, now);
        Optional<AdviceMaker.Learned> learned = learned(offers, expected, history, now);
        AdviceMaker.Made made = AdviceMaker.make(
                site.site(),
                plot,
                history,
                outlook,
                expected.stream().findFirst(),
                now,
                site.sample(),
                findStored(now)
                        .filter(a -> a.at().isAfter(now.minus(REMEMBERED)))
                        .map(a -> AdviceMaker.Previous.of(a.on(AdviceTopic.IRRIGATION)))
                        .orElse(AdviceMaker.Previous.NONE),
                source,
                bulletins,
                learned,
                pests.inUse());
        keep(made.water().model(), now);
        Advice advice = made.advice().with(expected);

        Optional<Instant> newest = Optional.ofNullable(advice.inputs().get(AdviceMaker.NEWEST_SOIL_MOISTURE))
                .map(Instant::parse);
        Map<AdviceTopic, AlertState> states = new EnumMap<>(alertStates);
        List<Alert> alerts = new ArrayList<>();
        alertStates.forEach((topic, state) -> {
            Statement statement = advice.on(topic);
            AlertRule.Step step = AlertRule.next(state, new AlertRule.Evaluation(now, statement.decision(), newest));
            states.put(topic, step.state());
            if (step.alert()) {
                alerts.add(alert(statement, now));
            }
        });
        boolean keep = isNew(advice);
        store.save(plot.id(), keep ? Optional.of(advice) : Optional.empty(), states, alerts);
        alertStates.putAll(states);
        if (keep) {
            stored = advice;
        }
        return new Outcome(advice, made.water(), alerts);
    }

    /**
     * The forecasts that are shown, one a probe. Which maker has stepped aside is judged at the first, the middle of the root zone. Where what
     * came of earlier ones cannot be known, they are those that would be shown first.
     */
    private List<MoistureForecast> shown(List<Offer> offers, PlotHistory history, Instant now) {
        if (offers.isEmpty()) {
            return List.of();
        }
        try {
            String version = forecasts.inUse().card().version();
            MoistureForecast first = live.choose(plot.id(), offers.get(0), version, new Measured(history), now);
            logWorks = true;
            boolean aside = first.method() != offers.get(0).made().method();
            List<MoistureForecast> shown = new ArrayList<>(List.of(first));
            offers.stream().skip(1).map(o -> aside ? o.physics() : o.made()).forEach(shown::add);
            return shown;
        } catch (IOException e) {
            if (logWorks) {
                LOG.warn("{}: what forecasts are worth here is not known: {}", plot.id(), e.getMessage());
            }
            logWorks = false;
            return offers.stream().map(Offer::made).toList();
        }
    }

    /** What is weighed into the advice: the model's forecasts, shown or not, so that its record goes on while it stands aside. */
    private Optional<AdviceMaker.Learned> learned(
            List<Offer> offers, List<MoistureForecast> shown, PlotHistory history, Instant now) {
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        String version = forecasts.inUse().card().version();
        ModelWeight weight = ModelWeight.NONE;
        Text aside = shown.get(0).method() == offers.get(0).made().method()
                ? null
                : new Text("mô hình đang đứng sang một bên tại nương này", "the model has stepped aside here");
        try {
            weight = weights.of(plot.id(), version, new Seen(history, new SeenChange(plot, history)), now);
        } catch (IOException e) {
            LOG.debug("{}: the model's record is not known: {}", plot.id(), e.getMessage());
            aside = new Text("không đọc được kết quả của mô hình tại nương này", "its record here cannot be read");
        }
        return Optional.of(learned(version, offers, weight, aside));
    }

    /** @param aside why the model is not to be used; null when only its inputs decide */
    static AdviceMaker.Learned learned(String version, List<Offer> offers, ModelWeight weight, @Nullable Text aside) {
        List<String> strange =
                offers.stream().flatMap(o -> o.strange().stream()).distinct().toList();
        Text why = aside != null || strange.isEmpty()
                ? aside
                : new Text(
                        "số đo nằm ngoài những gì mô hình đã học: " + String.join(", ", strange),
                        "readings are outside of what the model learned from: " + String.join(", ", strange));
        return new AdviceMaker.Learned(version, offers.stream().map(Offer::made).toList(), weight, why);
    }

    private void keep(@Nullable ModelEffect expected, Instant now) {
        if (expected == null) {
            return;
        }
        try {
            weights.keep(plot.id(), expected, now);
        } catch (IOException e) { // said once already, by whoever chooses the forecast
            LOG.debug("{}: the model's forecast is not kept: {}", plot.id(), e.getMessage());
        }
    }

    private record Seen(PlotHistory history, SeenChange seen) implements LiveWeight.Field {

        @Override
        public OptionalDouble changeMm(Instant from, Instant to) {
            return seen.mm(from, to);
        }

        @Override
        public double wateredMm(Instant from, Instant to) {
            return history.wateredMm(from, to);
        }
    }

    private record Measured(PlotHistory history) implements LiveForecasts.Field {

        @Override
        public NavigableMap<Instant, Double> readings(int depthCm) {
            Series probe = history.probes().get(depthCm);
            return probe == null ? Collections.emptyNavigableMap() : probe.values();
        }

        @Override
        public double wateredMm(Instant from, Instant to) {
            return history.wateredMm(from, to);
        }
    }

    private boolean isNew(Advice advice) {
        Advice before = stored;
        return before == null
                || !before.statements().equals(advice.statements())
                || !before.warnings().equals(advice.warnings())
                || !before.bulletins().equals(advice.bulletins())
                || !before.version().equals(advice.version())
                || Duration.between(before.at(), advice.at()).abs().compareTo(AT_LEAST_EVERY) >= 0;
    }

    private Alert alert(Statement statement, Instant now) {
        String topic = statement.topic().name().toLowerCase(Locale.ROOT);
        return new Alert(
                plot.id() + "-" + topic + "-" + COMPACT.format(now),
                site.site(),
                plot.id(),
                plot.name(),
                now,
                statement.topic(),
                statement.decision(),
                statement.sentence(),
                site.sample());
    }
}
