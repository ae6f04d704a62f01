package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;

class PayloadParserTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final String TOPIC = "nuong/pilot/my-probe/readings";

    @Test
    void readsTheNativeFormWithOneTimeForAllReadings() {
        ParsedPayload parsed = parse("""
                {"time": "2026-11-23T07:15:00+07:00", "readings": {"soil_moisture_20cm": 0.312, "battery": 3.61}}""");

        assertThat(parsed.refusals()).isEmpty();
        assertThat(parsed.readings())
                .containsExactly(
                        reading(PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20), 0.312),
                        reading(PropertyKey.of(ObservedProperty.BATTERY), 3.61));
    }

    @Test
    void keepsTheGoodReadingsOfAMessageThatHoldsBadOnes() {
        ParsedPayload parsed = parse("""
                {"time": "2026-11-23T00:15:00Z", "readings": {
                  "soil_moisture_20cm": 0.312, "soil_moistures_20cm": 0.3, "rain": "wet", "battery": null}}""");

        assertThat(parsed.readings()).extracting(r -> r.key().code()).containsExactly("soil_moisture_20cm");
        assertThat(parsed.refusals())
                .extracting(Refusal::reason)
                .containsExactly(Reason.UNKNOWN_PROPERTY, Reason.NOT_A_NUMBER, Reason.NOT_A_NUMBER);
        assertThat(parsed.refusals().get(0).detail()).contains("soil_moistures_20cm", "nearest", "soil_moisture");
        assertThat(parsed.size()).isEqualTo(4);
    }

    @Test
    void keepsAndFlagsAValueOutsideItsPlausibleRange() {
        assertThat(parse("{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 7.5}}")
                        .readings())
                .containsExactly(reading(PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20), 7.5, Flag.RANGE));
    }

    @Test
    void refusesATimeFromTheFutureOnlyBeyondTheToleranceOfItsClock() {
        assertThat(parseAt("2026-11-23T01:10:00Z").readings()).hasSize(1);
        assertThat(parseAt("2026-11-23T01:10:00.001Z").refusals())
                .extracting(Refusal::reason)
                .containsExactly(Reason.FROM_THE_FUTURE);
        assertThat(parseAt("2090-01-01T00:00:00Z").refusals())
                .extracting(Refusal::reason)
                .containsExactly(Reason.FROM_THE_FUTURE);
    }

    @Test
    void refusesATimeWithoutOffsetAndSaysHowToWriteIt() {
        Refusal refusal = parseAt("2026-11-23T00:15:00").refusals().get(0);

        assertThat(refusal.reason()).isEqualTo(Reason.BAD_TIME);
        assertThat(refusal.detail()).contains("2026-11-23T00:15:00", "offset", "+07:00");
    }

    @Test
    void refusesTheTimeOfAClockThatWasNeverSet() {
        assertThat(parseAt("1970-01-01T00:03:20Z").refusals())
                .extracting(Refusal::reason)
                .containsExactly(Reason.BAD_TIME);
    }

    @Test
    void countsEveryReadingOfAMessageWithoutTime() {
        assertThat(parse("{\"readings\": {\"rain\": 1, \"battery\": 3}}").refusals())
                .extracting(Refusal::reason)
                .containsExactly(Reason.BAD_TIME, Reason.BAD_TIME);
    }

    @Test
    void refusesWholeWhatIsNotAMessage() {
        for (String text : List.of(
                "",
                "hello",
                "{",
                "42",
                "[]",
                "{}",
                "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {}}",
                "{\"readings\": {\"rain\": 1, \"rain\": 2}, \"time\": \"2026-11-23T00:15:00Z\"}",
                "{} {}",
                "[1]")) {
            ParsedPayload parsed = parse(text);
            assertThat(parsed.size()).as(text).isEqualTo(1);
            assertThat(parsed.refusals()).as(text).extracting(Refusal::reason).containsExactly(Reason.UNPARSEABLE);
        }
    }

    @Test
    void refusesATopicThatIsNotAReadingsTopic() {
        assertThat(PayloadParser.parse("nuong/pilot/My.Probe/readings", bytes("{}"), NOW)
                        .refusals())
                .extracting(Refusal::reason)
                .containsExactly(Reason.BAD_TOPIC);
    }

    @Test
    void refusesAPayloadThatIsTooLargeAndKeepsOnlyItsBeginning() {
        Refusal refusal = PayloadParser.parse(TOPIC, new byte[PayloadParser.MAX_BYTES + 1], NOW)
                .refusals()
                .get(0);

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSEABLE);
        assertThat(refusal.payload()).hasSize(Refusal.MAX_PAYLOAD);
    }

    @Test
    void readsSenmlWithBaseFieldsAndConvertsItsUnits() {
        // Base name, base time, base unit and relative times as in RFC 8428 section 5.1.3.
        ParsedPayload parsed = parse("""
                [{"bn": "urn:dev:ow:10e2073a01080063:", "bt": 1763856900, "bver": 5,
                  "n": "soil_moisture_20cm", "u": "/", "v": 0.312},
                 {"n": "air_temperature", "u": "K", "v": 298.15, "t": -60},
                 {"n": "valve_open", "vb": true}]""");

        assertThat(parsed.refusals()).isEmpty();
        assertThat(parsed.readings())
                .extracting(r -> r.key().code())
                .containsExactly("soil_moisture_20cm", "air_temperature", "valve_open");
        assertThat(parsed.readings())
                .extracting(Reading::measured)
                .containsExactly(
                        Instant.ofEpochSecond(1763856900),
                        Instant.ofEpochSecond(1763856840),
                        Instant.ofEpochSecond(1763856900));
        assertThat(parsed.readings().get(1).value()).isCloseTo(25, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(parsed.readings().get(2).value()).isEqualTo(1);
    }

    @Test
    void takesASenmlTimeNearZeroAsRelativeToNow() {
        assertThat(parse("[{\"n\": \"rain\", \"u\": \"mm\", \"v\": 1, \"t\": -300}]")
                        .readings())
                .extracting(Reading::measured)
                .containsExactly(NOW.minusSeconds(300));
    }

    @Test
    void refusesOnlyTheSenmlRecordThatDoesNotFit() {
        ParsedPayload parsed = parse("""
                [{"bt": 1763856900, "n": "rain", "u": "mm", "v": 1},
                 {"n": "rain", "u": "Cel", "v": 1},
                 {"n": "battery", "vs": "low"},
                 {"n": "signal", "v": -90, "x_": 1},
                 {"n": "nonsense", "u": "Cel", "v": 1},
                 {"n": "battery", "v": 3.3, "t": 1e12}]""");

        assertThat(parsed.readings()).hasSize(1);
        assertThat(parsed.refusals())
                .extracting(Refusal::reason)
                .containsExactly(
                        Reason.WRONG_UNIT,
                        Reason.NOT_A_NUMBER,
                        Reason.UNPARSEABLE,
                        Reason.UNKNOWN_PROPERTY,
                        Reason.BAD_TIME);
    }

    @Test
    void neverThrowsAndNeverLosesAReadingWhateverTheBytes() {
        Random random = new Random(20261123);
        String good = "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 0.312}}";
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = bytes(good);
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(PayloadParser.parse(TOPIC, bytes, NOW).size()).isPositive();
        }
    }

    private static ParsedPayload parseAt(String time) {
        return parse("{\"time\": \"" + time + "\", \"readings\": {\"rain\": 1}}");
    }

    private static ParsedPayload parse(String payload) {
        return PayloadParser.parse(TOPIC, bytes(payload), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Reading reading(PropertyKey key, double value, Flag... flags) {
        return new Reading("pilot", "my-probe", key, value, Instant.parse("2026-11-23T00:15:00Z"), NOW)
                .withFlags(Set.of(flags));
    }
}
