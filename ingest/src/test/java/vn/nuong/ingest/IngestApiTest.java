package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.testing.MutableClock;
import vn.nuong.telemetry.time.Times;

/** From messages on a real broker to the answers over HTTP. */
class IngestApiTest {

    private static final String GOOD =
            "{\"time\": \"2026-11-23T01:00:00Z\", \"readings\": {\"soil_moisture_20cm\": 0.312, \"battery\": 3.6}}";
    private static final String HALF_GOOD =
            "{\"time\": \"2026-11-23T01:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 0.313, \"nonsense\": 1}}";

    @TempDir
    Path folder;

    private RunningIngest ingest;

    @BeforeEach
    void start() {
        DeviceAlert alert = new DeviceAlert(
                "pilot-probe-silent",
                "pilot",
                "probe",
                DeviceAlert.Kind.SILENT,
                List.of(new DeviceAlert.Silent("probe", "probe", Instant.parse("2026-11-23T02:00:00Z"))),
                Instant.parse("2026-11-23T05:00:00Z"),
                null,
                DeviceAlert.Cause.BATTERY,
                new Text("im lặng", "silent"),
                new Text("im lặng", "silent"),
                null,
                true);
        try (RecordStore records =
                RecordStore.open(DataFolder.open(folder.resolve("data")).records())) {
            records.keepDeviceAlerts(List.of(alert), Instant.EPOCH);
            records.publishedDeviceAlert(alert);
        }
        ingest = new RunningIngest(folder.resolve("data"), new MutableClock("2026-11-24T00:00:00Z"));
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(n -> n.path(field).asText())
                .toList();
    }

    @Test
    void accountsForEveryReadingReceived() throws IOException {
        ingest.publish("probe", GOOD);
        ingest.publish("probe", GOOD);
        ingest.publish("probe", HALF_GOOD);
        ingest.publish("probe", "no json");
        ingest.publish("probe", "{\"time\": \"2026-11-23T01:00:00Z\", \"readings\": {\"battery\": 3.7}}");
        ingest.received(8);

        JsonNode accounting = ingest.get("/api/v1/accounting?count=true");

        assertThat(accounting.toString())
                .isEqualTo("{\"received\":8,\"stored\":3,\"duplicate\":2,\"conflicting\":1,"
                        + "\"dead_lettered\":{\"unknown_property\":1,\"unparseable\":1},\"dead_lettered_total\":2,"
                        + "\"adds_up\":true,\"in_store\":3,\"waiting_bytes\":0,\"lag_ms\":0}");
        assertThat(ingest.get("/api/v1/accounting").has("in_store"))
                .as("counting takes a while, so only when asked")
                .isFalse();
    }

    @Test
    void showsWhatWasNotTakenPageByPageAndByDeviceAndReason() throws Exception {
        ingest.publish("probe", HALF_GOOD);
        ingest.publish("other", "\u0000\u00ff");
        ingest.publish("nuong/pilot/Bad.One/readings", GOOD, false);
        ingest.received(4);

        JsonNode first = ingest.get("/api/v1/deadletters?limit=2");
        assertThat(texts(first.path("dead_letters"), "reason")).containsExactly("bad_topic", "unparseable");
        assertThat(first.path("dead_letters").get(0).has("device")).isFalse();
        JsonNode rest = ingest.get(
                "/api/v1/deadletters?limit=2&before=" + first.path("next").asLong());
        assertThat(texts(rest.path("dead_letters"), "reason")).containsExactly("unknown_property");
        assertThat(rest.has("next")).isFalse();
        assertThat(first.path("counts").toString())
                .isEqualTo("{\"bad_topic\":1,\"unknown_property\":1,\"unparseable\":1}");
        assertThat(texts(ingest.get("/api/v1/deadletters?device=other").path("dead_letters"), "device"))
                .containsExactly("other");
        assertThat(ingest.get("/api/v1/deadletters?reason=unknown_property").path("dead_letters"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("device").asText()).isEqualTo("probe");
                    assertThat(letter.path("items").get(0).path("name").asText())
                            .isEqualTo("nonsense");
                    assertThat(letter.path("payload").asText()).isEqualTo(HALF_GOOD);
                    assertThat(letter.has("payload_base64")).isFalse();
                });

        long id = first.path("dead_letters").get(1).path("id").asLong();
        assertThat(ingest.ask("/api/v1/deadletters?reason=unreadable"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("reason is unreadable; give one of unparseable, bad_topic, unknown_property"));
        JsonNode one = ingest.get("/api/v1/deadletters/" + id);
        assertThat(Base64.getDecoder().decode(one.path("payload_base64").asText()))
                .isEqualTo("\u0000\u00ff".getBytes(StandardCharsets.UTF_8));
        assertThat(ingest.ask("/api/v1/deadletters/999").statusCode()).isEqualTo(404);
    }

    @Test
    void triesDeadLettersAgainWhichChangesNothingUntilTheCauseIsGone() throws Exception {
        ingest.publish("probe", HALF_GOOD);
        ingest.publish("probe", "no json");
        ingest.received(3);

        assertThat(ingest.post("/api/v1/deadletters/retry", "application/json", "{\"reason\":\"unparseable\"}")
                        .body())
                .isEqualTo("{\"queued\":1,\"cut\":[]}");
        ingest.received(3);
        assertThat(ingest.post("/api/v1/deadletters/retry", "application/json", "{\"ids\":[1]}")
                        .body())
                .isEqualTo("{\"queued\":1,\"cut\":[]}");
        ingest.received(3);

        assertThat(ingest.get("/api/v1/accounting").path("adds_up").asBoolean()).isTrue();
        assertThat(ingest.get("/api/v1/accounting").path("received").asLong()).isEqualTo(3);
        assertThat(ingest.get("/api/v1/deadletters").path("dead_letters")).hasSize(2);
        assertThat(ingest.post("/api/v1/deadletters/retry", "application/json", "{\"ids\":[999]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ingest.post("/api/v1/deadletters/retry", "text/plain", "{\"ids\":[1]}")
                        .statusCode())
                .as("what a page of another site could send without being asked")
                .isEqualTo(400);
    }

    @Test
    void showsBothValuesOfAConflict() throws IOException {
        ingest.publish("probe", GOOD);
        ingest.publish("probe", "{\"time\": \"2026-11-23T01:00:00Z\", \"readings\": {\"battery\": 3.7}}");
        ingest.received(3);

        assertThat(ingest.get("/api/v1/conflicts?device=probe").path("conflicts"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.path("property").asText()).isEqualTo("battery");
                    assertThat(c.path("measured").asText()).isEqualTo("2026-11-23T01:00:00Z");
                    assertThat(c.path("kept").asDouble()).isEqualTo(3.6);
                    assertThat(c.path("other").asDouble()).isEqualTo(3.7);
                });
        assertThat(ingest.get("/api/v1/conflicts?device=other").path("conflicts"))
                .isEmpty();
    }

    @Test
    void listsDevicesWithWhatIsKnownOfThem() throws IOException {
        ingest.publish("nuong/pilot/wufeng-2022/about", "{\"name\":\"Wufeng\",\"interval_s\":3600}", true);
        ingest.publish("probe", GOOD);
        ingest.publish("probe", "no json");
        ingest.received(3);

        JsonNode devices = ingest.get("/api/v1/devices").path("devices");

        assertThat(texts(devices, "device")).containsExactly("probe", "wufeng-2022");
        JsonNode probe = devices.get(0);
        assertThat(probe.has("plot")).isFalse();
        assertThat(probe.path("readings").asLong()).isEqualTo(2);
        assertThat(probe.path("refused").asLong()).isEqualTo(1);
        assertThat(probe.path("silent_since").asText()).isEqualTo("2026-11-23T02:00:00Z");
        JsonNode wufeng = devices.get(1);
        assertThat(wufeng.path("plot").asText()).isEqualTo("plot-1");
        assertThat(wufeng.path("interval_s").asLong()).isEqualTo(3600);
        assertThat(wufeng.path("interval_learned").asBoolean()).isFalse();
        assertThat(wufeng.has("silent_since")).isFalse();
    }

    @Test
    void looksAtADevicesLastMessages() throws IOException {
        ingest.publish("nuong/pilot/probe/about", "{\"name\":\"Probe\",\"interval_s\":900}", true);
        ingest.publish("probe", GOOD);
        ingest.publish("probe", HALF_GOOD);
        ingest.received(4);

        JsonNode check = ingest.get("/api/v1/devices/pilot/probe/check");

        assertThat(texts(check.path("findings"), "code")).contains("unknown_property", "silent", "not_assigned");
        assertThat(check.path("findings").get(0).path("severity").asText()).isEqualTo("error");
        assertThat(texts(check.path("last_messages"), "measured"))
                .containsExactly("2026-11-23T01:15:00Z", "2026-11-23T01:00:00Z");
        assertThat(check.path("dead_letters")).hasSize(1);
        assertThat(check.path("interval_s").asLong()).isEqualTo(900);
        assertThat(check.path("about").path("name").asText()).isEqualTo("Probe");
        assertThat(texts(ingest.get("/api/v1/devices/pilot/nobody/check").path("findings"), "code"))
                .containsExactly("never_heard");
    }

    @Test
    void tellsHowCompleteEachDayIsThoseWithoutAnythingIncluded() throws IOException {
        ingest.publish("nuong/pilot/probe/about", "{\"interval_s\":3600}", true);
        ingest.publish("probe", "{\"time\": \"2026-11-20T16:00:00Z\", \"readings\": {\"battery\": 3.6}}");
        ingest.publish("probe", "{\"time\": \"2026-11-20T17:00:00Z\", \"readings\": {\"battery\": 3.6}}");
        ingest.publish("probe", "{\"time\": \"2026-11-22T16:00:00Z\", \"readings\": {\"battery\": 3.6}}");
        ingest.received(3);

        JsonNode days = ingest.get("/api/v1/completeness?site=pilot&device=probe&from=2026-11-01&to=2026-11-23")
                .path("days");

        assertThat(texts(days, "day"))
                .as("the days of Taiwan, where the sample was measured, from the first on")
                .containsExactly("2026-11-21", "2026-11-22", "2026-11-23");
        assertThat(texts(days, "expected")).containsExactly("24", "24", "24");
        assertThat(texts(days, "missing")).containsExactly("22", "24", "23");
        assertThat(texts(days, "late")).containsExactly("2", "0", "1");
        assertThat(ingest.get("/api/v1/completeness?device=nobody").path("days"))
                .isEmpty();
    }

    @Test
    void givesHourlyAndDailyValues() throws IOException {
        ingest.publish("probe", GOOD);
        ingest.received(2);
        PropertyKey key = PropertyKey.parse("soil_moisture_20cm");
        long start = Times.toEpochNanos(Instant.parse("2026-11-10T00:00:00Z"));
        ingest.store()
                .writeAggregates(List.of(
                        new Aggregate(
                                Aggregate.Resolution.HOUR, "pilot", "probe", key, start, 0.3, 0.2, 0.4, 1.2, 4, 1),
                        new Aggregate(
                                Aggregate.Resolution.DAY,
                                "pilot",
                                "probe",
                                key,
                                start,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                0,
                                3)));

        String month = "&from=2026-11-01T00:00:00Z&to=2026-11-20T00:00:00Z";
        assertThat(ingest.get("/api/v1/aggregates?device=probe&resolution=hour" + month)
                        .path("aggregates")
                        .toString())
                .isEqualTo("[{\"site\":\"pilot\",\"device\":\"probe\",\"property\":\"soil_moisture\",\"depth_cm\":20,"
                        + "\"unit\":\"m3/m3\",\"start\":\"2026-11-10T00:00:00Z\",\"mean\":0.3,\"min\":0.2,\"max\":0.4,"
                        + "\"sum\":1.2,\"count\":4,\"flagged\":1}]");
        assertThat(ingest.get("/api/v1/aggregates?device=probe" + month).path("aggregates"))
                .singleElement()
                .satisfies(day -> assertThat(day.path("mean").isNull()).isTrue());
        assertThat(ingest.get("/api/v1/aggregates?device=probe&property=battery&resolution=hour" + month)
                        .path("aggregates"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/aggregates?site=pilot&device=probe&", "/api/v1/readings?"})
    void aDepthInThePropertysNameIsNoEmptyAnswer(String path) throws Exception {
        var answer = ingest.ask(path + "property=soil_moisture_20cm");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("soil_moisture_20cm", "property=soil_moisture&depth_cm=20");
        assertThat(ingest.ask(path + "property=soil_moisture&depth_cm=20").statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsAlertsThatHoldAndThoseThatAreOver() throws IOException {
        assertThat(texts(ingest.get("/api/v1/device-alerts?open=true").path("device_alerts"), "id"))
                .containsExactly("pilot-probe-silent");
        assertThat(ingest.get("/api/v1/device-alerts?open=false").path("device_alerts"))
                .isEmpty();
        assertThat(ingest.get("/api/v1/device-alerts").path("device_alerts")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/deadletters?limit=0",
                "/api/v1/deadletters?before=x",
                "/api/v1/deadletters/x",
                "/api/v1/completeness?from=yesterday",
                "/api/v1/completeness?from=2026-11-02&to=2026-11-01",
                "/api/v1/aggregates",
                "/api/v1/aggregates?device=probe&resolution=week",
                "/api/v1/aggregates?device=probe&from=2026-11-01",
                "/api/v1/devices/pilot/My.Probe/check",
                "/api/v1/accounting?count=perhaps",
                "/api/v1/readings?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z"
            })
    void saysWhatIsWrongWithAQuestion(String path) throws Exception {
        var answer = ingest.ask(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"");
    }

    @Test
    void tellsWhetherItIsAliveApartFromWhetherItIsReady() throws IOException {
        assertThat(ingest.get("/health/live").path("status").asText()).isEqualTo("UP");
        assertThat(ingest.get("/health/ready").path("checks")).hasSize(3);
    }
}
