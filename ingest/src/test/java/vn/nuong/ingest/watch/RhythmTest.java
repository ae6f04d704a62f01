package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

class RhythmTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    final Rhythm rhythm = new Rhythm(Rhythm.State.NEW);

    @Test
    void theDeclaredIntervalHoldsAtOnce() {
        assertThat(rhythm.find(declares(900))).isEqualTo(Rhythm.Interval.declared(QUARTER));
    }

    @Test
    void theDeclaredIntervalWinsOverTheLearnedOne() {
        send(QUARTER, 20, null);
        assertThat(rhythm.find(declares(600))).isEqualTo(new Rhythm.Interval(Duration.ofMinutes(10), QUARTER, false));
    }

    @Test
    void theLearnedIntervalIsMarkedSo() {
        send(QUARTER, 20, declares(null));
        assertThat(rhythm.find(declares(null))).isEqualTo(new Rhythm.Interval(QUARTER, QUARTER, true));
        assertThat(rhythm.find(null)).isEqualTo(new Rhythm.Interval(QUARTER, QUARTER, true));
    }

    @Test
    void nothingIsKnownOfANewDeviceThatDeclaresNothing() {
        send(QUARTER, 6, null);
        assertThat(rhythm.find(null)).isNull();
    }

    @Test
    void aDeviceThatSendsFourTogetherIsHeardOnceAnHour() {
        for (int hour = 1; hour <= 10; hour++) {
            for (int quarter = 3; quarter >= 0; quarter--) {
                Instant received = START.plus(HOUR.multipliedBy(hour));
                rhythm.note(
                        ns(received.minus(QUARTER.multipliedBy(quarter))), ns(received.plusSeconds(4 - quarter)), null);
            }
        }
        assertThat(rhythm.find(null)).isEqualTo(new Rhythm.Interval(QUARTER, HOUR, true));
    }

    @Test
    void whatComesInAHurryAfterAnOutageLeavesTheRhythm() {
        send(QUARTER, 100, declares(900));
        Instant back = START.plus(QUARTER.multipliedBy(500));
        for (int i = 100; i < 500; i++) {
            rhythm.note(ns(START.plus(QUARTER.multipliedBy(i))), ns(back.plusMillis(i)), declares(900));
        }
        assertThat(rhythm.find(declares(900))).isEqualTo(Rhythm.Interval.declared(QUARTER));
    }

    @Test
    void historyReplayedFastIsHeardNoSlowerThanItWasMeasured() {
        for (int i = 0; i < 500; i++) {
            rhythm.note(
                    ns(START.plus(HOUR.multipliedBy(i))),
                    ns(START.plus(Duration.ofDays(400)).plusSeconds(i)),
                    null);
        }
        assertThat(rhythm.find(null)).isEqualTo(new Rhythm.Interval(HOUR, HOUR, true));
    }

    @Test
    void refusesToBeHeardMoreOftenThanItMeasures() {
        assertThatThrownBy(() -> new Rhythm.Interval(HOUR, QUARTER, false)).hasMessageContaining("give the longer one");
        assertThatThrownBy(() -> Rhythm.Interval.declared(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesOnFromItsStateAsJson() {
        send(QUARTER, 20, null);
        Rhythm again = new Rhythm(Json.read(Json.write(rhythm.state()), Rhythm.State.class));
        assertThat(again.state()).isEqualTo(rhythm.state());
        assertThat(again.find(null)).isEqualTo(rhythm.find(null));
    }

    private void send(Duration every, int times, @Nullable DeviceAbout about) {
        for (int i = 0; i < times; i++) {
            Instant measured = START.plus(every.multipliedBy(i));
            rhythm.note(ns(measured), ns(measured.plusSeconds(2)), about);
        }
    }

    private static long ns(Instant time) {
        return Times.toEpochNanos(time);
    }

    private static DeviceAbout declares(@Nullable Integer seconds) {
        return new DeviceAbout("", seconds, List.of(), null, null, null);
    }
}
