package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.site.DeviceProfiles;
import vn.nuong.telemetry.site.SiteConfig;

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
    void takesAValueOutsideItsPlausibleRangeWithoutJudgingIt() {
        assertThat(parse("{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 7.5}}")
                        .readings())
                .containsExactly(reading(PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20), 7.5));
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
    void takesAMessageWithoutTimeAsMeasuredWhenItCameByIngestsClock() {
        ParsedPayload parsed = parse("{\"readings\": {\"rain\": 1, \"battery\": 3}}");

        assertThat(parsed.readings())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.measured()).isEqualTo(NOW))
                .allSatisfy(r -> assertThat(r.timeSource()).isEqualTo(TimeSource.INGEST));
    }

    @Test
    void takesATimeThatIsThereAndWrongForNoReading() {
        for (String time : List.of("null", "12", "\"\"", "\"soon\"", "{}", "NaN")) {
            assertThat(parse("{\"time\": " + time + ", \"readings\": {\"rain\": 1, \"battery\": 3}}")
                            .refusals())
                    .as(time)
                    .extracting(Refusal::reason)
                    .containsExactly(Reason.BAD_TIME, Reason.BAD_TIME);
        }
    }

    @Test
    void marksATimeThatAGatewayGave() {
        ParsedPayload parsed = parse("""
                {"readings": {"rain": 1}, "time": "2026-11-23T00:15:00.123456789Z", "time_source": "gateway"}""");

        assertThat(parsed.readings()).extracting(Reading::timeSource).containsExactly(TimeSource.GATEWAY);
        assertThat(parsed.readings())
                .extracting(Reading::measured)
                .containsExactly(Instant.parse("2026-11-23T00:15:00.123456789Z"));
    }

    @Test
    void saysOfEachRefusalWhichReadingItIsAndKeepsTheWholeMessage() {
        String payload = "{\"readings\": {\"rain\": \"wet\", \"batery\": 3}}";
        List<Refusal> refusals = parse(payload).refusals();

        assertThat(refusals).extracting(Refusal::item).containsExactly("rain", "batery");
        assertThat(refusals).allSatisfy(r -> {
            assertThat(r.payload().bytes()).isEqualTo(bytes(payload));
            assertThat(r.payload().isCut()).isFalse();
            assertThat(r.topic()).isEqualTo(TOPIC);
            assertThat(r.received()).isEqualTo(NOW);
        });
        assertThat(parse("{").refusals()).extracting(Refusal::item).containsOnlyNulls();
    }

    @Test
    void showsTextsOfOthersWithoutWhatBreaksAPageOrAStore() {
        Refusal refusal =
                parse("{\"readings\": {\"\\u0000a\\u001b\": 1}}").refusals().get(0);
        Refusal halfPair = new Refusal(
                NOW, "a\0", RawPayload.of(new byte[] {(byte) 0xFF}), "\ud800", Reason.BAD_TIME, "\udc00 🌱\n", null);

        assertThat(refusal.item()).isEqualTo("\uFFFDa\uFFFD");
        assertThat(halfPair.item()).isEqualTo("\uFFFD");
        assertThat(halfPair.detail()).isEqualTo("\uFFFD 🌱\n");
        assertThat(Json.parse(Json.write(halfPair)).path("payload").asText()).isEqualTo("\uFFFD");
    }

    @Test
    void takesWhatTheOperatorSaysOfADevice() {
        DeviceProfiles profiles = DeviceProfiles.of(SiteConfig.parse("""
                site: pilot
                devices:
                  - {id: my-probe, properties: {sm1: soil_moisture_20cm, rain: rain_total}, time_zone: "+07:00"}
                """));
        byte[] payload = bytes("{\"time\": \"2026-11-23T07:15:00\", \"readings\": {\"sm1\": 0.3, \"rain\": 7}}");

        assertThat(PayloadParser.parse(TOPIC, payload, NOW, profiles).readings())
                .containsExactly(
                        reading(PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20), 0.3),
                        reading(PropertyKey.of(ObservedProperty.RAIN_TOTAL), 7));
        assertThat(PayloadParser.parse("nuong/other/my-probe/readings", payload, NOW, profiles)
                        .readings())
                .isEmpty();
        assertThat(PayloadParser.parse(
                                TOPIC,
                                bytes("{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"sm1\": 0.3}}"),
                                NOW,
                                profiles)
                        .readings())
                .as("a time with its offset is taken as it is")
                .containsExactly(reading(PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20), 0.3));
        assertThat(PayloadParser.parse(TOPIC, bytes("[{\"n\": \"urn:x:sm1\", \"u\": \"%\", \"v\": 30}]"), NOW, profiles)
                        .readings())
                .as("units are converted to those of what the name means")
                .extracting(Reading::value)
                .containsExactly(0.3);
    }

    @Test
    void refusesALocalTimeThatOccursTwiceInItsZone() {
        DeviceProfiles profiles = DeviceProfiles.of(
                SiteConfig.parse("site: pilot\ndevices: [{id: my-probe, time_zone: Europe/Berlin}]\n"));

        assertThat(PayloadParser.parse(
                                TOPIC,
                                bytes("{\"time\": \"2026-10-25T02:30:00\", \"readings\": {\"rain\": 1}}"),
                                NOW,
                                profiles)
                        .refusals())
                .extracting(Refusal::detail)
                .singleElement()
                .asString()
                .contains("occurs twice in Europe/Berlin");
    }

    @Test
    void ignoresTheClockOfADeviceThatHasNoneButNotItsGateways() {
        DeviceProfiles profiles =
                DeviceProfiles.of(SiteConfig.parse("site: pilot\ndevices: [{id: my-probe, clockless: true}]\n"));
        String of1970 = "\"time\": \"1970-01-01T00:03:20Z\", \"readings\": {\"rain\": 1}}";
        String ofGateway =
                "{\"time_source\": \"gateway\", \"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"rain\": 1}}";

        for (String payload : List.of(
                "{" + of1970,
                "{\"time\": \"soon\", \"readings\": {\"rain\": 1}}",
                "[{\"n\": \"rain\", \"v\": 1, \"t\": 3e8}]")) {
            assertThat(PayloadParser.parse(TOPIC, bytes(payload), NOW, profiles).readings())
                    .as(payload)
                    .extracting(Reading::measured, Reading::timeSource)
                    .containsExactly(Tuple.tuple(NOW, TimeSource.INGEST));
        }
        for (String payload : List.of(
                ofGateway, "[{\"bt\": 1795392900, \"time_source\": \"gateway\"}, {\"n\": \"rain\", \"v\": 1}]")) {
            assertThat(PayloadParser.parse(TOPIC, bytes(payload), NOW, profiles).readings())
                    .as(payload)
                    .extracting(Reading::measured, Reading::timeSource)
                    .containsExactly(Tuple.tuple(Instant.parse("2026-11-23T00:15:00Z"), TimeSource.GATEWAY));
        }
    }

    @Test
    void holdsTheGatewaysTimeOfASenmlPackUntilARecordHasItsOwn() {
        ParsedPayload parsed = parse("""
                [{"bt": 1763856900, "time_source": "gateway"}, {"n": "rain", "v": 1}, {"n": "battery", "v": 3, "t": -60},
                 {"bt": 1763850000, "n": "signal", "v": -90}]""");

        assertThat(parsed.readings())
                .extracting(r -> r.measured().getEpochSecond(), Reading::timeSource)
                .containsExactly(
                        Tuple.tuple(1763856900L, TimeSource.GATEWAY),
                        Tuple.tuple(1763856840L, TimeSource.GATEWAY),
                        Tuple.tuple(1763850000L, TimeSource.DEVICE));
    }

    @Test
    void takesAllOfALongMessage() {
        StringBuilder payload = new StringBuilder("[{\"bt\": 1763856900}");
        for (int i = 0; i < 5000; i++) {
            payload.append(",{\"n\":\"rain\",\"v\":1,\"t\":").append(i).append('}');
        }

        assertThat(parse(payload.append(']').toString()).readings()).hasSize(5000);
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
        assertThat(refusal.payload().bytes()).hasSize(RawPayload.MAX_BYTES);
        assertThat(refusal.payload().length()).isEqualTo(PayloadParser.MAX_BYTES + 1);
        assertThat(refusal.payload().isCut()).isTrue();
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
        assertThat(parse("[{\"n\": \"rain\", \"u\": \"mm\", \"v\": 1, \"t\": -300}]")
                        .readings())
                .extracting(Reading::timeSource)
                .containsExactly(TimeSource.INGEST);
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

    private static ParsedPayload parseAt(String time) {
        return parse("{\"time\": \"" + time + "\", \"readings\": {\"rain\": 1}}");
    }

    private static ParsedPayload parse(String payload) {
        return PayloadParser.parse(TOPIC, bytes(payload), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Reading reading(PropertyKey key, double value) {
        return new Reading("pilot", "my-probe", key, value, Instant.parse("2026-11-23T00:15:00Z"), NOW);
    }
}
