package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Reading;

class ClocklessPayloadTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-24T07:00:00.123456789Z");

    @Test
    void givesAnObjectWithoutATimeTheGatewaysAndKeepsEveryOtherByte() {
        assertThat(stamped(" {\n\"readings\" : {\"rain\": 1.0, \"battery\": 3e0} , \"note\": \"mưa\"}\n"))
                .isEqualTo(" {\"time\":\"2026-11-24T07:00:00.123456789Z\",\"time_source\":\"gateway\",\n"
                        + "\"readings\" : {\"rain\": 1.0, \"battery\": 3e0} , \"note\": \"mưa\"}\n");
    }

    @Test
    void givesASenmlPackWithoutAnAbsoluteTimeARecordBeforeTheOthers() {
        String stamped = stamped("[{\"bn\":\"urn:x:\",\"n\":\"rain\",\"v\":1,\"t\":-60},{\"n\":\"battery\",\"v\":3}]");
        assertThat(stamped)
                .isEqualTo("[{\"bt\":1795503600.123456,\"time_source\":\"gateway\"},"
                        + "{\"bn\":\"urn:x:\",\"n\":\"rain\",\"v\":1,\"t\":-60},{\"n\":\"battery\",\"v\":3}]");
        assertThat(PayloadParser.parse(
                                "nuong/pilot/p1/readings",
                                stamped.getBytes(StandardCharsets.UTF_8),
                                RECEIVED.plusSeconds(86_400))
                        .readings())
                .extracting(Reading::measured)
                .map(Instant::getEpochSecond)
                .containsExactly(RECEIVED.getEpochSecond() - 60, RECEIVED.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time\": \"2026-11-24T06:00:00Z\", \"readings\": {\"rain\": 1}}",
                "{\"readings\": {\"rain\": 1}, \"time\": \"1970-01-01T00:00:00Z\"}",
                "{\"readings\": {\"rain\": 1}, \"time\": null}",
                "{\"readings\": {\"rain\": 1}, \"time_source\": \"gateway\"}",
                "[{\"n\":\"rain\",\"v\":1,\"t\":1795503600}]",
                "[{\"n\":\"rain\",\"v\":1},{\"bt\":0,\"n\":\"battery\",\"v\":3}]",
                "[{\"n\":\"rain\",\"v\":1,\"t\":\"soon\"}]"
            })
    void leavesAPayloadWithATimeAsItIsEvenAWrongOne(String payload) {
        assertThat(stamped(payload)).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "[]",
                "[1]",
                "[{\"n\":\"rain\",\"v\":1},2]",
                "{\"readings\": 1}",
                "{\"readings\": {\"rain\": 1}",
                "{\"readings\": {\"rain\": 1}} more",
                "{\"readings\": {\"rain\": 1, \"rain\": 2}}",
                "{\"name\": \"what it is\"}",
                "\"readings\"",
                "readings"
            })
    void leavesWhatIsNoPayloadOfOursAsItIs(String payload) {
        assertThat(stamped(payload)).isEqualTo(payload);
    }

    @Test
    void leavesOtherEncodingsThanUtf8AsTheyAre() {
        for (String encoding : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            byte[] payload = "{\"readings\": {\"rain\": 1}}".getBytes(Charset.forName(encoding));
            assertThat(ClocklessPayload.withTime(payload, RECEIVED))
                    .as(encoding)
                    .isSameAs(payload);
        }
    }

    @Test
    void aTimeInAReadingIsNotTheMessages() {
        assertThat(Json.parse(stamped("{\"readings\": {\"time\": 1}}").getBytes(StandardCharsets.UTF_8))
                        .path("time_source")
                        .asText())
                .isEqualTo("gateway");
    }

    private static String stamped(String payload) {
        return new String(
                ClocklessPayload.withTime(payload.getBytes(StandardCharsets.UTF_8), RECEIVED), StandardCharsets.UTF_8);
    }
}
