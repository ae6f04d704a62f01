package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.Checkpoint;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.Digest;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.watch.SteadyClock;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.testing.MutableClock;

@SuppressWarnings("NullAway.Init") // opened before each
class FutureReadingsTest {

    private static final Duration AHEAD = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final MutableClock wall = new MutableClock("2026-11-24T00:00:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> tried = new ArrayList<>();
    private SteadyClock clock;
    private RecordStore records;
    private FutureReadings future;

    @BeforeEach
    void open() {
        clock = new SteadyClock(wall, nanos::get, Instant.EPOCH);
        records = RecordStore.open(folder.resolve("records.db"));
        KnownDevices devices = new KnownDevices(SiteConfig.sampleSite(), List.of(), Map.of());
        future = new FutureReadings(records, devices, clock, PayloadParser::parse, letters -> {
            letters.forEach(letter -> tried.add(letter.id()));
            return CompletableFuture.completedFuture(null);
        });
    }

    @AfterEach
    void close() {
        future.close();
        records.close();
    }

    /** Time goes on. */
    private void pass(Duration time) {
        wall.advance(time);
        nanos.addAndGet(time.toNanos());
        clock.instant();
    }

    /** Somebody puts the clock right. */
    private void stepForward(Duration by) {
        wall.advance(by);
        clock.instant();
    }

    private void refuse(String site, String device, Duration ahead, int bytesMore) {
        String topic = "nuong/" + site + "/" + device + "/readings";
        byte[] payload = ("{\"time\": \"" + clock.instant().plus(ahead) + "\", \"readings\": {\"rain\": 1}}")
                .getBytes(StandardCharsets.UTF_8);
        Checkpoint checkpoint = new Checkpoint();
        checkpoint.received(1);
        checkpoint.deadLetter(new Checkpoint.NewDeadLetter(
                new DeadLetter(
                        0,
                        clock.instant(),
                        topic,
                        payload,
                        payload.length + bytesMore,
                        List.of(new DeadLetter.Item("rain", Refusal.Reason.FROM_THE_FUTURE, "from the future"))),
                Digest.of(topic, payload),
                new DeviceId(site, device)));
        records.write(checkpoint);
    }

    private void refuse(String device) {
        refuse("pilot", device, AHEAD, 0);
    }

    @Test
    void whereThereAreNoneNothingIsDone() {
        assertThat(future.putIn()).isZero();
    }

    @Test
    void whatCameWhileOurOwnClockWasSlowIsTriedAgainOnceItWasPutRight() {
        refuse("probe");
        pass(Duration.ofSeconds(10));
        assertThat(future.putIn()).as("the cause is not known yet").isZero();

        stepForward(AHEAD);
        assertThat(future.putIn()).isEqualTo(1);
        assertThat(tried).containsExactly(1L);
    }

    @Test
    void aSmallerStepDoesNotExplainIt() {
        refuse("probe");
        pass(Duration.ofSeconds(10));
        stepForward(Duration.ofMinutes(49));
        pass(AHEAD);
        assertThat(future.putIn()).isZero();
    }

    @Test
    void whatMostDevicesOfASiteSendIsTriedAgainOnceItIsPast() {
        for (String device : List.of("a", "b", "c", "d")) {
            refuse(device);
            pass(Duration.ofSeconds(5));
        }
        assertThat(future.putIn()).as("it would be from the future still").isZero();

        pass(AHEAD);
        assertThat(future.putIn()).isEqualTo(4);
        assertThat(tried).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void threeDevicesAreTooFewAndThoseOfOtherSitesAndTimesAreNoWitnesses() {
        refuse("a");
        refuse("b");
        refuse("c");
        refuse("elsewhere", "d", AHEAD, 0);
        pass(Duration.ofMinutes(16));
        refuse("e");
        pass(AHEAD.multipliedBy(2));
        assertThat(future.putIn()).isZero();
    }

    @Test
    void ofACutPayloadNothingIsTried() {
        refuse("pilot", "probe", AHEAD, 20_000);
        pass(Duration.ofSeconds(10));
        stepForward(AHEAD);
        assertThat(future.putIn()).isZero();
        assertThat(tried).isEmpty();
    }
}
