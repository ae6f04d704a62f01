package vn.nuong.analytics.forecast.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.SkillTracker;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;
import vn.nuong.telemetry.advice.Text;

/**
 * Decides at each plot who makes the forecast that is shown: the learned model, the physics or persistence, by what they were worth there.
 * The learned model and the physics are scored all the time, shown or not, so that one that stepped aside can come back. Thread-safe, one
 * call for a plot at a time.
 */
public final class LiveForecasts {

    private static final Logger LOG = LoggerFactory.getLogger(LiveForecasts.class);

    /** Leads that are scored, h, as far as a forecast reaches. */
    private static final List<Integer> LEADS = List.of(24, 72, 168);

    /** The lead that decides, h. */
    private static final int DECIDES = 24;

    /** One forecast in so many hours is kept; neighbours err alike. */
    private static final int EVERY_HOURS = 3;

    /** The model page looks back so far. */
    private static final int MONTH_DAYS = 30;

    /** What was not read so long after its hour will not be. */
    private static final Duration LATE = Duration.ofDays(2);

    private final ForecastLog log;

    public LiveForecasts(ForecastLog log) {
        this.log = log;
    }

    /** What was measured and done at a plot. */
    public interface Field {

        /** Believable soil moisture at a depth, m³/m³ by measured time; empty when there is no probe. */
        NavigableMap<Instant, Double> readings(int depthCm);

        /** Net irrigation that began in {@code (from, to]}, mm. */
        double wateredMm(Instant from, Instant to);
    }

    /**
     * The forecast to show.
     *
     * @param offer what can be forecast now
     * @param version of the learned model
     * @throws IOException when the log cannot be used
     */
    public MoistureForecast choose(String plot, Offer offer, String version, Field field, Instant now)
            throws IOException {
        Instant since = now.minus(Duration.ofDays(Standing.SPAN_DAYS));
        List<Issued> rows = settle(plot, log.due(plot, since, now), field, now);
        List<Issued> ofVersion =
                rows.stream().filter(r -> r.version().equals(version)).toList();
        boolean learnedAside = step(
                plot,
                Method.LEARNED,
                version,
                LiveScores.skill(ofVersion, DECIDES, since, Issued::learned),
                offer.outside(),
                now);
        boolean physicsAside = step(
                plot, Method.PHYSICS, "1", LiveScores.skill(rows, DECIDES, since, Issued::physics), List.of(), now);
        keep(plot, offer, version, field, now);
        if (!learnedAside && offer.made().method() == Method.LEARNED
                || offer.made().method() == Method.PERSISTENCE) {
            return offer.made();
        }
        return physicsAside ? persistence(offer, field) : offer.physics();
    }

    /**
     * Notes what has come of the forecasts whose hour is over.
     *
     * @return the rows of which it is known
     */
    private List<Issued> settle(String plot, List<Issued> due, Field field, Instant now) throws IOException {
        List<Issued> known = new ArrayList<>();
        List<Issued> came = new ArrayList<>();
        List<Issued> lost = new ArrayList<>();
        for (Issued row : due) {
            if (row.came() != null) {
                known.add(row);
                continue;
            }
            Optional<Double> reading = SkillTracker.reading(field.readings(row.depthCm()), row.valid());
            if (reading.isPresent() && field.wateredMm(row.start(), row.valid()) > 0) {
                lost.add(row); // a forecast is for the case that nothing is watered
            } else if (reading.isPresent()) {
                came.add(new Issued(
                        row.start(),
                        row.horizonHours(),
                        row.depthCm(),
                        row.version(),
                        row.before(),
                        row.learned(),
                        row.low(),
                        row.high(),
                        row.physics(),
                        reading.get()));
            } else if (row.valid().isBefore(now.minus(LATE))) {
                lost.add(row);
            }
        }
        if (!came.isEmpty()) {
            log.came(plot, came);
        }
        if (!lost.isEmpty()) {
            log.drop(plot, lost);
        }
        known.addAll(came);
        return known;
    }

    /** Whether it has stepped aside. */
    private boolean step(String plot, Method method, String version, Skill live, List<String> outside, Instant now)
            throws IOException {
        Standing before = log.standing(plot, method).orElse(null);
        Standing.Step step = Objects.requireNonNullElseGet(before, () -> Standing.start(version, now))
                .next(version, live, outside, now);
        Text why = step.why();
        if (why != null) {
            LOG.warn(
                    "{}: {} {}: {}",
                    plot,
                    method == Method.LEARNED ? "the learned forecast" : "the forecast of the physics",
                    step.now().aside() ? "steps aside" : "is shown again",
                    why.en());
        }
        if (!step.now().equals(before)) {
            log.save(
                    plot,
                    method,
                    step.now(),
                    why == null
                            ? null
                            : new ModelUse.Switch(now, method, step.now().aside(), why));
        }
        return step.now().aside();
    }

    private void keep(String plot, Offer offer, String version, Field field, Instant now) throws IOException {
        List<Point> physics = offer.physics().points();
        if (physics.isEmpty()) {
            return;
        }
        Instant start = start(offer.physics());
        Optional<Double> before =
                SkillTracker.reading(field.readings(offer.physics().depthCm()), start);
        if (start.getEpochSecond() / 3600 % EVERY_HOURS != 0 || before.isEmpty() || start.isAfter(now)) {
            return;
        }
        List<Issued> rows = new ArrayList<>();
        for (int lead : LEADS) {
            Instant valid = start.plus(Duration.ofHours(lead));
            @Nullable Point byPhysics = at(offer.physics(), valid);
            @Nullable Point byModel = offer.made().method() == Method.LEARNED ? at(offer.made(), valid) : null;
            if (byPhysics != null) {
                rows.add(new Issued(
                        start,
                        lead,
                        offer.physics().depthCm(),
                        version,
                        before.get(),
                        byModel == null ? null : (Double) byModel.soilMoisture(),
                        byModel == null ? null : byModel.low(),
                        byModel == null ? null : byModel.high(),
                        byPhysics.soilMoisture(),
                        null));
            }
        }
        log.issue(plot, rows);
    }

    private static Instant start(MoistureForecast forecast) {
        return forecast.points().get(0).time().minus(Duration.ofHours(1));
    }

    private static @Nullable Point at(MoistureForecast forecast, Instant time) {
        return forecast.points().stream()
                .filter(p -> p.time().equals(time))
                .findFirst()
                .orElse(null);
    }

    private static MoistureForecast persistence(Offer offer, Field field) {
        MoistureForecast physics = offer.physics();
        double now = SkillTracker.reading(field.readings(physics.depthCm()), start(physics))
                .orElseGet(() -> physics.points().get(0).soilMoisture()); // an hour on at most
        return new MoistureForecast(
                physics.issued(),
                physics.depthCm(),
                Method.PERSISTENCE,
                physics.points().stream()
                        .map(p -> new Point(p.time(), now, null, null))
                        .toList(),
                physics.skill(),
                physics.skillSource());
    }

    /** A plot's record: its scores of the last month and the changes. */
    public Record record(String plot, Instant now) throws IOException {
        Instant since = now.minus(Duration.ofDays(MONTH_DAYS));
        return new Record(MONTH_DAYS, LiveScores.by(log.due(plot, since, now), since), log.switches(plot, now));
    }

    /**
     * @param days how far the scores look back
     * @param scores by horizon
     * @param switches the newest first
     */
    public record Record(int days, List<ModelUse.Score> scores, List<ModelUse.Switch> switches) {

        public Record {
            scores = List.copyOf(scores);
            switches = List.copyOf(switches);
        }

        /** The last change of a maker. */
        public Optional<ModelUse.Switch> last(Method method) {
            return switches.stream().filter(s -> s.method() == method).findFirst();
        }
    }
}
