package vn.nuong.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.payload.ParsedPayload;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.reading.Reading;

class LoadTest {

    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void everyReadingIsTakenPlausibleAndTheOnlyOneOfItsDevicePropertyAndTime() {
        Load load = new Load("sim", 7, 5_000, START, Duration.ofMinutes(1));
        Set<String> seen = new HashSet<>();
        for (int message = 0; message < load.count(); message++) {
            String topic = "nuong/pilot/" + load.id(load.device(message)) + "/readings";
            ParsedPayload parsed = PayloadParser.parse(topic, load.payload(message), START.plusSeconds(86_400));
            assertThat(parsed.refusals()).isEmpty();
            assertThat(parsed.readings()).hasSize(3);
            long[] values = load.values(message);
            for (int i = 0; i < values.length; i++) {
                Reading reading = parsed.readings().get(i);
                assertThat(reading.key().code()).isEqualTo(Load.PROPERTIES.get(i));
                assertThat(reading.value()).isEqualTo(values[i] / (double) Load.SCALE);
                assertThat(reading.key().property().isPlausible(reading.value()))
                        .isTrue();
                assertThat(seen.add(reading.device() + reading.key() + reading.measured()))
                        .isTrue();
            }
        }
        assertThat(seen).hasSize(15_000);
    }

    @Test
    void eachDevicesTimesRiseAndTheLastIsWhenItWasToEnd() {
        Instant end = START.plusMillis(1_500);
        Instant start = Load.startToEndAt(end, 3, 10, Duration.ofSeconds(20));
        Load load = new Load("sim", 3, 10, start, Duration.ofSeconds(20));
        assertThat(load.time(0)).isEqualTo(load.time(2)).isEqualTo(START.minusSeconds(59));
        assertThat(load.time(3)).isEqualTo(START.minusSeconds(39));
        assertThat(load.time(9)).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void writesValuesWithAllTheirDecimals() {
        Load load = new Load("sim", 1, 1, START, Duration.ofMinutes(1));
        assertThat(new String(load.payload(0), StandardCharsets.UTF_8))
                .isEqualTo("{\"time\":\"2026-11-24T00:00:00Z\",\"readings\":{\"soil_moisture_20cm\":0.2995,"
                        + "\"soil_temperature_20cm\":21.9500,\"battery\":3.9000}}");
    }

    @Test
    void aDigestDependsOnWhatIsThereAndNotOnItsOrder() {
        LoadDigest one = new LoadDigest();
        one.add("sim-1", "battery", START, 3.9);
        one.add("sim-2", "battery", START, 3.8);
        LoadDigest other = new LoadDigest();
        other.add("sim-2", "battery", START, 3.8);
        other.add("sim-1", "battery", START, 3.9);
        LoadDigest wrong = new LoadDigest();
        wrong.add("sim-2", "battery", START, 3.9);
        wrong.add("sim-1", "battery", START, 3.8);
        assertThat(one.hex()).isEqualTo(other.hex()).isNotEqualTo(wrong.hex());
        LoadDigest known = new LoadDigest();
        known.add("sim-1", "battery", Instant.ofEpochSecond(1_795_478_400), 3.9);
        assertThat(known.hex()).isEqualTo("000000005598f268");
    }

    @Test
    void aSummaryIsOnlyOfWhatWasAcknowledged() {
        Load load = new Load("sim", 2, 6, START, Duration.ofMinutes(1));
        BitSet acknowledged = new BitSet();
        acknowledged.set(1);
        acknowledged.set(5);
        LoadSummary summary = LoadSummary.of(load, "here", 6, acknowledged, 4, START, Duration.ofSeconds(2));
        assertThat(summary.messagesPublished()).isEqualTo(6);
        assertThat(summary.messagesAcknowledged()).isEqualTo(2);
        assertThat(summary.readingsAcknowledged()).isEqualTo(6);
        assertThat(summary.rate()).isEqualTo(1);
        assertThat(summary.perDevice())
                .containsExactly(new LoadSummary.Device("sim-2", 2, 6, START, START.plusSeconds(120)));
    }

    @Test
    void refusesDevicesWhoseIdsWouldBeNone() {
        assertThatThrownBy(() -> new Load("Sim", 1, 1, START, Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
