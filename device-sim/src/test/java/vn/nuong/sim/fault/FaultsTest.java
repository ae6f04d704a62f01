package vn.nuong.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;
import vn.nuong.telemetry.property.PropertyKey;

class FaultsTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final PropertyKey MOISTURE = PropertyKey.parse("soil_moisture_20cm");
    private static final PropertyKey COUNTER = PropertyKey.parse("rain_total");
    private static final PropertyKey BATTERY = PropertyKey.parse("battery");

    /** A thousand hours of a probe: moisture that falls a little every hour, a counter that rises by 0.2, a battery. */
    private static List<Packet> sound() {
        List<Packet> packets = new ArrayList<>();
        for (int hour = 0; hour < 1000; hour++) {
            double moisture = 0.40 - 0.0002 * hour;
            packets.add(Packet.of(
                    "probe",
                    START.plus(Duration.ofHours(hour)),
                    List.of(
                            Value.sound(MOISTURE, moisture, moisture),
                            Value.sound(COUNTER, 0.2 * hour, 0.2 * hour),
                            Value.sound(BATTERY, 3.6, 3.6))));
        }
        return packets;
    }

    private static List<Packet> with(Fault fault) {
        return fault.apply(sound(), new Random(7));
    }

    private static Value value(Packet packet, PropertyKey key) {
        return packet.values().stream()
                .filter(v -> v.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static double published(Packet packet, PropertyKey key) {
        return Objects.requireNonNull(value(packet, key).published());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout:*:0.3",
                "spike:*:0.1",
                "stuck:*:0.02:6",
                "drift:*:0.01",
                "duplicate:*:0.2",
                "disorder:*:0.3:5",
                "clock-skew:*:-3600",
                "reboot:*:0.01:3",
                "battery:*:30"
            })
    void everyFaultKeepsTheTruthMarksWhatItTouchesAndRepeatsWithItsSeed(String text) {
        Fault fault = Faults.parse(text).fault();
        List<Packet> faulty = with(fault);
        assertThat(faulty).isEqualTo(with(fault)).isNotEqualTo(sound());
        assertThat(faulty.stream()
                        .filter(p -> !isCopy(p))
                        .flatMap(p -> p.values().stream())
                        .map(Value::truth))
                .containsExactlyElementsOf(sound().stream()
                        .flatMap(p -> p.values().stream())
                        .map(Value::truth)
                        .toList());
        List<Packet> before = sound();
        for (Packet packet : faulty) {
            Packet original = before.stream()
                    .filter(p -> p.time().equals(packet.time()))
                    .findFirst()
                    .orElseThrow();
            for (Value value : packet.values()) {
                boolean touched = !Objects.equals(
                                value.published(), value(original, value.key()).published())
                        || !packet.sent().equals(original.sent())
                        || !packet.measured().equals(original.measured());
                if (touched) {
                    assertThat(value.fault()).isEqualTo(fault.kind());
                }
            }
        }
        assertThat(faulty.stream().flatMap(p -> p.values().stream()).map(Value::fault))
                .contains(fault.kind());
    }

    private static boolean isCopy(Packet packet) {
        return packet.values().get(0).fault().equals("duplicate");
    }

    @Test
    void dropOutLosesAboutTheShareOfMessagesItSays() {
        long lost = with(new DropOut(0.3)).stream()
                .filter(p -> p.message().isEmpty())
                .count();
        assertThat(lost).isBetween(250L, 350L);
    }

    @Test
    void spikesStandOutByTheirSize() {
        List<Packet> faulty = with(new Spike(0.05, 0.5));
        List<Value> spikes = faulty.stream()
                .map(p -> value(p, MOISTURE))
                .filter(v -> v.fault().equals("spike"))
                .toList();
        assertThat(spikes)
                .hasSizeBetween(25, 80)
                .allSatisfy(v -> assertThat(Math.abs(Objects.requireNonNull(v.published()) - v.truth()))
                        .isCloseTo(0.30, within(0.001)));
    }

    @Test
    void aStuckProbeRepeatsItsLastValueForItsTime() {
        List<Packet> faulty = with(new Stuck(0.005, 12));
        int first = 0;
        while (value(faulty.get(first), MOISTURE).fault().isEmpty()) {
            first++;
        }
        double held = published(faulty.get(first - 1), MOISTURE);
        for (int i = first; i < first + 11; i++) {
            assertThat(published(faulty.get(i), MOISTURE)).isEqualTo(held);
        }
        assertThat(value(faulty.get(first + 11), MOISTURE).fault()).isEmpty();
    }

    @Test
    void aDriftingProbeIsOffByItsRateEveryDayAndOnlyInTheSoil() {
        Packet tenDaysLater = with(new Drift(0.01)).get(240);
        Value moisture = value(tenDaysLater, MOISTURE);
        assertThat(published(tenDaysLater, MOISTURE) - moisture.truth()).isCloseTo(0.10, within(0.0001));
        assertThat(value(tenDaysLater, BATTERY).fault()).isEmpty();
    }

    @Test
    void duplicatesRepeatTheSameReadingsAfterwards() {
        List<Packet> faulty = with(new Duplicate(0.2));
        assertThat(faulty.size()).isBetween(1150, 1250);
        for (int i = 1; i < faulty.size(); i++) {
            if (isCopy(faulty.get(i))) {
                Packet first = faulty.get(i - 1);
                assertThat(faulty.get(i).sent()).isAfter(first.sent());
                assertThat(faulty.get(i).message().orElseThrow().readings())
                        .isEqualTo(first.message().orElseThrow().readings());
                assertThat(faulty.get(i).measured()).isEqualTo(first.measured());
            }
        }
    }

    @Test
    void disorderDelaysTheSendingAndNotTheMeasuredTime() {
        List<Packet> faulty = with(new Disorder(0.3, 3));
        List<Packet> late =
                faulty.stream().filter(p -> p.sent().isAfter(p.time())).toList();
        assertThat(late).hasSizeBetween(250, 350).allSatisfy(p -> {
            assertThat(p.measured()).isEqualTo(p.time());
            assertThat(Duration.between(p.time(), p.sent())).isLessThanOrEqualTo(Duration.ofHours(3));
        });
    }

    @Test
    void aSkewedClockChangesTheMeasuredTimeAndNotTheSending() {
        assertThat(with(new ClockSkew(90)))
                .allSatisfy(p -> assertThat(p.measured()).isEqualTo(p.time().plusSeconds(90)))
                .allSatisfy(p -> assertThat(p.sent()).isEqualTo(p.time()));
    }

    @Test
    void aRebootLeavesAGapAndStartsTheCounterAgain() {
        List<Packet> faulty = with(new Reboot(0.005, 3));
        int gap = 0;
        while (faulty.get(gap).message().isPresent()) {
            gap++;
        }
        for (int i = gap; i < gap + 3; i++) {
            assertThat(faulty.get(i).message()).isEmpty();
        }
        assertThat(gap).isGreaterThan(10);
        assertThat(published(faulty.get(gap + 3), COUNTER)).isCloseTo(0.2, within(0.001));
        assertThat(value(faulty.get(gap + 3), MOISTURE).fault()).isEmpty();
    }

    @Test
    void aDyingBatteryFallsEverFasterAndThenTheDeviceIsSilent() {
        List<Packet> faulty = with(new Battery(10));
        double start = published(faulty.get(0), BATTERY);
        double half = published(faulty.get(120), BATTERY);
        double last = published(faulty.get(239), BATTERY);
        assertThat(start - half).isBetween(0.1, 0.3);
        assertThat(half - last).isGreaterThan(0.6);
        assertThat(faulty.subList(240, 1000))
                .allSatisfy(p -> assertThat(p.message()).isEmpty());
    }

    @Test
    void concernsOnlyTheDeviceNamedAndFollowsTheOrderGiven() {
        List<Faults.Ordered> faults = List.of(
                Faults.parse("drift:other:0.1"), Faults.parse("clock-skew:probe:5"), Faults.parse("dropout:*:1"));
        List<Packet> faulty = Faults.apply(faults, "probe", sound(), 1);
        assertThat(faulty)
                .allSatisfy(p -> assertThat(value(p, MOISTURE).fault()).isEqualTo("clock-skew+dropout"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout",
                "dropout:*",
                "dropout:*:1.5",
                "dropout:*:x",
                "dropout:*:0.1:2",
                "flood:*:1",
                "stuck:*:0.1:0",
                "drift:*:0",
                "clock-skew:*:0",
                "battery:*:-1",
                "spike:*:0.1:1:1"
            })
    void refusesWhatIsNoFault(String text) {
        assertThatThrownBy(() -> Faults.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }
}
