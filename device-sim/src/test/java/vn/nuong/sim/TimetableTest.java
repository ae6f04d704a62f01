package vn.nuong.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.publish.Outbox;
import vn.nuong.sim.publish.RecordingPublisher;
import vn.nuong.sim.sample.SampleDevice;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.testing.MutableClock;
import vn.nuong.telemetry.time.ReplayClock;

class TimetableTest {

    private static final Instant START = Instant.parse("2026-03-22T00:00:00Z");
    private static final DeviceAbout ABOUT = new DeviceAbout("probe", 3600, List.of(), Origin.RECORDED, "here", 2022);

    private final MutableClock wall = new MutableClock("2026-11-24T00:00:00Z");
    private final ReplayClock clock = new ReplayClock(
            wall, new ReplayClock.Schedule(wall.instant(), START, START.plus(Duration.ofHours(10)), 3_600_000 / 10.0));
    private final RecordingPublisher broker = new RecordingPublisher();

    /** Hourly messages around the start of the clock. */
    private Timetable timetable(int fromHour, int toHour) {
        List<Message> messages = IntStream.rangeClosed(fromHour, toHour)
                .mapToObj(h -> Message.of(
                        "probe", START.plus(Duration.ofHours(h)), Map.of(PropertyKey.parse("rain"), (double) h)))
                .toList();
        return new Timetable(
                List.of(new SampleDevice("probe", ABOUT, messages, List.of())),
                clock,
                new Outbox(broker, "pilot", 500));
    }

    @Test
    void saysFirstWhatTheDeviceIsThenTheHistoryAndThenEachReadingAtItsTime() {
        Timetable timetable = timetable(-3, 2);
        timetable.start();
        timetable.historyPublished().join();
        assertThat(broker.published().get(0).topic()).isEqualTo("nuong/pilot/probe/about");
        assertThat(broker.published().get(0).retained()).isTrue();
        assertThat(broker.readings()).hasSize(4); // hours -3, -2, -1 and 0

        wall.advance(Duration.ofMillis(10)); // an hour of replay
        await().atMost(1, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(broker.readings()).hasSize(5));
        timetable.stop().join();
        assertThat(broker.readings()).hasSize(5);
    }

    @Test
    void historyIsNotPublishedBeforeItIsAcknowledged() {
        broker.fallSilent();
        Timetable timetable = timetable(-3, 2);
        timetable.start();
        await().untilAsserted(() -> assertThat(broker.readings()).hasSize(4));
        assertThat(timetable.historyPublished()).isNotDone();
        broker.speakAgain();
        timetable.historyPublished().join();
        timetable.stop().join();
    }

    @Test
    void stoppingCompletesOnlyWhenEverythingIsAcknowledged() {
        broker.fallSilent();
        Timetable timetable = timetable(-3, -1);
        timetable.start();
        await().untilAsserted(() -> assertThat(broker.readings()).hasSize(3));
        var stopped = timetable.stop();
        assertThat(stopped).isNotDone();
        broker.speakAgain();
        stopped.join();
    }

    @Test
    void stopsAlsoWhileItWaitsForAPlaceInTheOutbox() {
        broker.fallSilent();
        Timetable timetable = timetable(-600, -1);
        timetable.start();
        await().untilAsserted(() -> assertThat(broker.published()).hasSize(500));
        var stopped = timetable.stop();
        broker.speakAgain();
        stopped.join();
        assertThat(broker.published()).hasSize(500);
    }
}
