package vn.nuong.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.pipeline.Parser;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.watch.DeviceClock;
import vn.nuong.ingest.watch.FutureCause;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.Refusal;

/**
 * Readings from the future are kept aside until their cause is known. Once a minute it is asked for each; when it was our own clock
 * that was slow (many devices came from the same future, or the clock was set forward since), they are put in.
 */
final class FutureReadings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FutureReadings.class);
    private static final long EVERY_S = 60;

    /** Dead letters that are looked at, the newest. */
    private static final int MOST = 10_000;

    /** Messages that came within this time of each other came by the same error of our clock. */
    private static final Duration TOGETHER = Duration.ofMinutes(15);

    private final RecordStore records;
    private final KnownDevices devices;
    private final SteadyClock clock;
    private final Parser parser;
    private final Function<List<DeadLetter>, CompletableFuture<Void>> retry;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "ingest-future"));

    /** A message from the future. */
    private record Early(DeadLetter letter, DeviceId device, Instant measured) {
        Duration ahead() {
            return Duration.between(letter.received(), measured);
        }
    }

    /** @param retry has dead letters tried again; completes once they wait for it */
    FutureReadings(
            RecordStore records,
            KnownDevices devices,
            SteadyClock clock,
            Parser parser,
            Function<List<DeadLetter>, CompletableFuture<Void>> retry) {
        this.records = records;
        this.devices = devices;
        this.clock = clock;
        this.parser = parser;
        this.retry = retry;
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, EVERY_S, EVERY_S, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            int put = putIn();
            if (put > 0) {
                LOG.info("{} messages that seemed to come from the future are taken: our own clock was slow", put);
            }
        } catch (RuntimeException e) { // the next look comes all the same
            LOG.warn("could not look for the cause of readings from the future", e);
        }
    }

    /** Looks once; returns how many messages are tried again. */
    int putIn() {
        String reason = Refusal.Reason.FROM_THE_FUTURE.code();
        if (records.accounting().deadLettered().getOrDefault(reason, 0L) == 0) {
            return 0;
        }
        List<Early> all = new ArrayList<>();
        for (DeadLetter letter : records.deadLetters(null, null, reason, Long.MAX_VALUE, MOST)) {
            if (!letter.isCut()) {
                find(letter).ifPresent(all::add);
            }
        }
        List<DeadLetter> own = new ArrayList<>();
        for (Early early : all) {
            FutureCause cause = FutureCause.judge(
                    early.measured(),
                    early.letter().received(),
                    new DeviceClock(devices.clockState(early.device())),
                    leads(all, early),
                    clock.steppedForwardSince(early.letter().received()));
            boolean isPast = !early.measured().isAfter(clock.instant());
            if (cause == FutureCause.OWN_CLOCK && isPast) {
                own.add(early.letter());
            }
        }
        retry.apply(own).join();
        return own.size();
    }

    private Optional<Early> find(DeadLetter letter) {
        Optional<Topic.Readings> topic = Topic.find(letter.topic())
                .filter(Topic.Readings.class::isInstance)
                .map(Topic.Readings.class::cast);
        return topic.flatMap(t -> parser.parse(letter.topic(), letter.payload(), letter.received()).refusals().stream()
                .filter(r -> r.reason() == Refusal.Reason.FROM_THE_FUTURE && r.measured() != null)
                .findFirst()
                .map(r -> new Early(letter, new DeviceId(t.site(), t.device()), measured(r))));
    }

    private static Instant measured(Refusal refusal) {
        return Objects.requireNonNull(refusal.measured());
    }

    /** How far other devices of the site were ahead around the same time. */
    private static List<Duration> leads(List<Early> all, Early of) {
        Map<DeviceId, Duration> leads = new HashMap<>();
        for (Early other : all) {
            Duration apart =
                    Duration.between(other.letter().received(), of.letter().received());
            if (!other.device().equals(of.device())
                    && other.device().site().equals(of.device().site())
                    && apart.abs().compareTo(TOGETHER) <= 0) {
                leads.putIfAbsent(other.device(), other.ahead());
            }
        }
        return List.copyOf(leads.values());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
