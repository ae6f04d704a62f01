package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.testing.MutableClock;

/** From a message published on a real broker to the answer over HTTP. */
class IngestServiceTest {

    @TempDir
    Path folder;

    private final MutableClock wall = new MutableClock("2026-11-24T00:00:00Z");
    private ReadingStore store;
    private Site site;

    @BeforeEach
    void start() {
        store = SqliteReadingStore.open(folder.resolve("readings.db"));
        site = new Site(folder, store, wall);
    }

    @AfterEach
    void stop() {
        site.close();
        store.close();
    }

    private static String reading(String time, String readings) {
        return "{\"time\": \"" + time + "\", \"readings\": {" + readings + "}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatAProbePublishesIsAnsweredInOrderOfMeasuredTime() throws Exception {
        site.publish(Site.TOPIC, reading("2026-11-23T01:00:00Z", "\"soil_moisture_20cm\": 0.312"));
        site.publish(
                Site.TOPIC, reading("2026-11-23T07:15:00+07:00", "\"soil_moisture_20cm\": 0.3, \"battery\": 3.61"));
        Accounting accounting = site.received(3);

        JsonNode answer = site.get("/api/v1/readings", Map.of("device", "my-probe"));

        assertThat(accounting).isEqualTo(new Accounting(3, 3, 0, 0, Map.of()));
        assertThat(answer.has("next")).isFalse();
        assertThat(answer.path("readings")).hasSize(3);
        JsonNode first = answer.path("readings").get(0);
        assertThat(first.path("property").asText()).isEqualTo("battery");
        assertThat(first.path("value").asDouble()).isEqualTo(3.61);
        assertThat(first.path("unit").asText()).isEqualTo("V");
        assertThat(first.path("measured").asText()).isEqualTo("2026-11-23T00:15:00Z");
        assertThat(first.path("received").asText()).startsWith("2026-11-24T00:00:0");
        JsonNode last = answer.path("readings").get(2);
        assertThat(last.path("property").asText()).isEqualTo("soil_moisture");
        assertThat(last.path("depth_cm").asInt()).isEqualTo(20);
        assertThat(last.path("value").asDouble()).isEqualTo(0.312);
        assertThat(last.path("unit").asText()).isEqualTo("m3/m3");
        assertThat(last.path("quality").asText()).isEqualTo("good");
        assertThat(last.path("site").asText()).isEqualTo("pilot");
    }

    @Test
    void theSameReadingIsStoredOnceHoweverOftenItComes() throws Exception {
        String message = reading("2026-11-23T01:00:00Z", "\"soil_moisture_20cm\": 0.312, \"battery\": 3.6");
        site.publish(Site.TOPIC, message);
        site.publish(Site.TOPIC, message);
        site.publish(Site.TOPIC, reading("2026-11-23T02:00:00Z", "\"battery\": 3.6"));
        site.publish(Site.TOPIC, reading("2026-11-23T08:00:00+07:00", "\"battery\": 3.60, \"rain\": 1"));

        Accounting accounting = site.received(7);

        assertThat(accounting).isEqualTo(new Accounting(7, 4, 3, 0, Map.of()));
        assertThat(site.get("/api/v1/readings", Map.of("device", "my-probe")).path("readings"))
                .hasSize(4);
        assertThat(site.count()).isEqualTo(4);
    }

    @Test
    void timesOfTheYearOneAndOfTheYear9999StopNothing() throws Exception {
        for (String time : new String[] {
            "0001-01-01T00:00:00Z",
            "1601-01-01T00:00:00Z",
            "1734-01-01T00:00:00Z",
            "2262-04-12T00:00:00Z",
            "9999-12-31T23:59:59Z"
        }) {
            site.publish(Site.TOPIC, reading(time, "\"rain\": 1"));
        }
        site.publish(Site.TOPIC, reading("2026-11-23T01:00:00Z", "\"rain\": 0"));

        Accounting accounting = site.received(6);
        assertThat(accounting.stored()).isEqualTo(1);
        assertThat(accounting.deadLetteredTotal()).isEqualTo(5);
    }

    @Test
    void ofTwoValuesForOneReadingTheFirstIsKeptAndBothAreShown() throws Exception {
        site.publish(Site.TOPIC, reading("2026-11-23T01:00:00Z", "\"rain\": 1"));
        site.publish(Site.TOPIC, reading("2026-11-23T02:00:00Z", "\"rain\": 0"));
        site.publish(Site.TOPIC, reading("2026-11-23T01:00:00Z", "\"rain\": 2"));

        Accounting accounting = site.received(3);

        assertThat(accounting).isEqualTo(new Accounting(3, 2, 0, 1, Map.of()));
        JsonNode conflicts =
                site.get("/api/v1/conflicts", Map.of("device", "my-probe")).path("conflicts");
        assertThat(conflicts).hasSize(1);
        JsonNode conflict = conflicts.get(0);
        assertThat(conflict.path("kept").asDouble()).isEqualTo(1);
        assertThat(conflict.path("other").asDouble()).isEqualTo(2);
        assertThat(conflict.path("property").asText()).isEqualTo("rain");
        assertThat(conflict.path("measured").asText()).isEqualTo("2026-11-23T01:00:00Z");
        JsonNode kept = site.get("/api/v1/readings", Map.of("device", "my-probe"));
        assertThat(kept.path("readings").findValuesAsText("value")).containsExactly("1.0", "0.0");
    }

    @Test
    void eachBadMessageIsADeadLetterAndNoneStopsTheRest() throws Exception {
        String ok = "2026-11-23T00:00:00Z";
        site.publish(Site.TOPIC, "{\"time\": ");
        site.publish(Site.TOPIC, "");
        site.publish(Site.TOPIC, new byte[] {0, 0, 0, 0x7b, 0x7f, (byte) 0xff, 0, 1}, false);
        site.publish(Site.TOPIC, new byte[] {(byte) 0xc3, 0x28, (byte) 0xff}, false);
        site.publish(Site.TOPIC, "[".repeat(5000));
        site.publish(Site.TOPIC, reading(ok, "\"soil_mosture_20cm\": 0.3, \"rain\": 1"));
        site.publish(Site.TOPIC, reading(ok, "\"soil_moisture_30cm\": 0.95"));
        site.publish(Site.TOPIC, reading("2090-01-01T00:00:00Z", "\"soil_moisture_20cm\": 0.3"));
        site.publish(Site.TOPIC, reading("yesterday", "\"battery\": 3, \"signal\": -70"));
        site.publish(Site.TOPIC, reading(ok, "\"wind_speed\": \"calm\""));
        site.publish("nuong/pilot/My.Probe/readings", reading(ok, "\"rain\": 1"));
        site.publish(Site.TOPIC, "[{\"n\":\"air_temperature\",\"u\":\"lx\",\"v\":3,\"t\":1763900000}]");
        site.publish(Site.TOPIC, reading(ok, "\"battery\": 3.7"));

        Accounting accounting = site.received(15);

        assertThat(accounting.stored()).isEqualTo(3);
        assertThat(accounting.addsUp()).isTrue();
        assertThat(accounting.deadLettered())
                .isEqualTo(Map.of(
                        "unparseable", 5L,
                        "unknown_property", 1L,
                        "from_the_future", 1L,
                        "bad_time", 2L,
                        "not_a_number", 1L,
                        "bad_topic", 1L,
                        "wrong_unit", 1L));
        JsonNode letters = site.get("/api/v1/deadletters", Map.of());
        assertThat(letters.path("dead_letters")).hasSize(11);
        assertThat(letters.path("counts").path("unparseable").asInt()).isEqualTo(5);
        JsonNode misspelt = site.get("/api/v1/deadletters", Map.of("reason", "unknown_property"))
                .path("dead_letters")
                .get(0);
        assertThat(misspelt.path("detail").asText()).contains("soil_moisture_20cm");
        assertThat(misspelt.path("topic").asText()).isEqualTo(Site.TOPIC);
        JsonNode whole = site.get("/api/v1/deadletters/" + misspelt.path("id").asText(), Map.of());
        assertThat(whole.path("payload").asText()).contains("soil_mosture_20cm");

        JsonNode kept = site.get("/api/v1/readings", Map.of("device", "my-probe", "property", "soil_moisture"));
        assertThat(kept.path("readings")).hasSize(1);
        assertThat(kept.path("readings").get(0).path("quality").asText()).isNotEqualTo("good");
        assertThat(kept.path("readings").get(0).path("value").asDouble()).isEqualTo(0.95);
        JsonNode asked = site.get("/api/v1/accounting", Map.of("count", "true"));
        assertThat(asked.path("adds_up").asBoolean()).isTrue();
        assertThat(asked.path("received").asInt()).isEqualTo(15);
        assertThat(asked.path("in_store").asInt()).isEqualTo(3);
    }

    @Test
    void aDeviceIsToldWhatOfItsMessageWasNotTaken() {
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:00Z", "\"soil_mosture_20cm\": 0.3, \"rain\": 1"));
        site.publish("nuong/pilot/other/readings", "no json");
        site.received(3);

        Awaitility.await()
                .untilAsserted(() -> assertThat(site.errors)
                        .containsOnlyKeys("nuong/pilot/my-probe/errors", "nuong/pilot/other/errors"));
        assertThat(site.errors.get("nuong/pilot/my-probe/errors"))
                .singleElement()
                .asString()
                .contains("soil_moisture_20cm")
                .contains("unknown_property");
    }

    @Test
    void aDeadLetterFromTheFutureIsStoredWhenItIsTriedAgainLater() throws Exception {
        site.publish(Site.TOPIC, reading("2026-11-26T00:00:00Z", "\"rain\": 1"));
        assertThat(site.received(1).deadLettered()).isEqualTo(Map.of("from_the_future", 1L));
        site.stopIngest();
        wall.set(Instant.parse("2026-11-27T00:00:00Z"));
        site.startIngest(store, wall);

        JsonNode answer = site.post("/api/v1/deadletters/retry", Map.of("reason", "from_the_future"));

        assertThat(answer.path("queued").asInt()).isEqualTo(1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(site.accounting()).isEqualTo(new Accounting(1, 1, 0, 0, Map.of())));
        assertThat(site.get("/api/v1/deadletters", Map.of()).path("dead_letters"))
                .isEmpty();
        JsonNode stored = site.get("/api/v1/readings", Map.of("device", "my-probe"));
        assertThat(stored.path("readings")).hasSize(1);
    }

    @Test
    void devicesAreListedWithWhatTheySayAndThePlotTheyStandIn() throws Exception {
        site.publish(
                "nuong/pilot/wufeng-2022/about",
                bytes("{\"name\":\"Trạm Wufeng\",\"interval_s\":3600,\"depths_cm\":[20],\"origin\":\"recorded\","
                        + "\"source\":\"MIT\",\"recorded_year\":2022,\"firmware\":\"1\"}"),
                true);
        site.publish("nuong/pilot/my-probe/about", bytes("{\"interval_s\": 0}"), true);
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:00Z", "\"rain\": 1, \"battery\": 3"));
        Accounting accounting = site.received(3);

        assertThat(accounting).isEqualTo(new Accounting(3, 2, 0, 0, Map.of("unparseable", 1L)));
        JsonNode devices = site.get("/api/v1/devices", Map.of()).path("devices");
        assertThat(devices.findValuesAsText("device")).containsExactlyInAnyOrder("my-probe", "wufeng-2022");
        for (JsonNode device : devices) {
            if (device.path("device").asText().equals("my-probe")) {
                assertThat(device.has("plot")).as("not assigned to a plot").isFalse();
                assertThat(device.path("readings").asInt()).isEqualTo(2);
                assertThat(device.path("last_measured").asText()).isEqualTo("2026-11-23T00:00:00Z");
            } else {
                assertThat(device.path("plot").asText()).isEqualTo("plot-1");
                assertThat(device.path("about").path("name").asText()).isEqualTo("Trạm Wufeng");
                assertThat(device.path("about").path("origin").asText()).isEqualTo("recorded");
                assertThat(device.path("readings").asInt()).isZero();
            }
        }
        JsonNode letters = site.get("/api/v1/deadletters", Map.of()).path("dead_letters");
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).path("detail").asText()).contains("interval_s 0");
    }

    @Test
    void retainedMessagesComingAgainAfterARestartChangeNothing() throws Exception {
        site.publish("nuong/pilot/my-probe/about", bytes("{\"interval_s\": 0}"), true);
        site.publish(Site.TOPIC, bytes(reading("2026-11-23T00:00:00Z", "\"rain\": 1")), true);
        site.publish("nuong/pilot/b/readings", bytes("no json"), true);
        Accounting before = site.received(3);

        site.stopIngest();
        site.startIngest(store, wall);
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:01Z", "\"rain\": 1"));
        Accounting after = site.received(before.received() + 3); // the reading, and both retained copies

        assertThat(after.stored()).isEqualTo(before.stored() + 1);
        assertThat(after.duplicate()).isEqualTo(before.duplicate() + 2);
        assertThat(after.deadLettered()).isEqualTo(before.deadLettered()).isEqualTo(Map.of("unparseable", 2L));
        assertThat(after.addsUp()).isTrue();
        assertThat(site.get("/api/v1/deadletters", Map.of()).path("dead_letters"))
                .hasSize(2);
    }

    @Test
    void replayingTheSameMessagesStoresNothingTwiceAndCountsThem() {
        List<String> messages = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            messages.add(reading(String.format("2026-11-22T%02d:00:00Z", hour), "\"rain\": 0, \"battery\": 3.6"));
        }
        messages.forEach(m -> site.publish(Site.TOPIC, m));
        site.received(48);
        site.stopIngest();
        wall.advance(Duration.ofSeconds(5));
        site.startIngest(store, wall);
        messages.forEach(m -> site.publish(Site.TOPIC, m));

        assertThat(site.received(96)).isEqualTo(new Accounting(96, 48, 48, 0, Map.of()));
        assertThat(site.count()).isEqualTo(48);
    }

    @Test
    void pagesFollowEachOtherThroughTheApi() throws Exception {
        for (int minute = 0; minute < 25; minute++) {
            site.publish(Site.TOPIC, reading("2026-11-23T00:" + (10 + minute) + ":00Z", "\"rain\": 0, \"battery\": 3"));
        }
        site.received(50);
        List<String> seen = new ArrayList<>();
        Map<String, String> query = new HashMap<>(Map.of("device", "my-probe", "limit", "7"));
        JsonNode page;
        do {
            page = site.get("/api/v1/readings", query);
            page.path("readings")
                    .forEach(r -> seen.add(
                            r.path("measured").asText() + r.path("property").asText()));
            query.put("cursor", page.path("next").asText());
        } while (page.has("next"));

        assertThat(seen).hasSize(50).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void fromAndToLimitTheAnswerAndAreExplainedWhenWrong() throws Exception {
        for (int hour = 0; hour < 5; hour++) {
            site.publish(Site.TOPIC, reading("2026-11-23T0" + hour + ":00:00Z", "\"rain\": " + hour));
        }
        site.received(5);

        JsonNode some =
                site.get("/api/v1/readings", Map.of("from", "2026-11-23T08:00:00+07:00", "to", "2026-11-23T03:00:00Z"));
        assertThat(some.path("readings").findValuesAsText("value")).containsExactly("1.0", "2.0");
        assertThat(site.get("/api/v1/readings", Map.of("to", "9999-12-31T00:00:00Z"))
                        .path("readings"))
                .hasSize(5);
        assertThat(site.get("/api/v1/readings", Map.of("device", "nobody")).toString())
                .isEqualTo("{\"readings\":[]}");
        assertThat(site.get("/api/v1/readings", Map.of("device", "No' OR 1=1 --"))
                        .toString())
                .isEqualTo("{\"readings\":[]}");
        refuses(Map.of("from", "yesterday"), "yesterday");
        refuses(Map.of("to", "2026-11-23T00:00:00"), "offset");
        refuses(Map.of("from", "2026-11-24T00:00:00Z", "to", "2026-11-23T00:00:00Z"), "swap");
        refuses(Map.of("limit", "0"), "limit");
        refuses(Map.of("limit", "10001"), "limit");
        refuses(Map.of("depth_cm", "x"), "depth_cm");
        refuses(Map.of("property", "soil_mosture"), "soil_moisture");
        refuses(Map.of("cursor", "abc"), "abc");
    }

    private void refuses(Map<String, String> query, String why) {
        assertThatThrownBy(() -> site.get("/api/v1/readings", query))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answered 400")
                .hasMessageContaining(why);
    }

    @Test
    void saysHowItIs() throws Exception {
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:00Z", "\"rain\": 1, \"snow\": 2"));
        site.received(2);
        assertThat(text("/health/live")).contains("UP");
        assertThat(text("/health/ready"))
                .contains("\"broker\"")
                .contains("\"journal\"")
                .contains("\"store\"")
                .doesNotContain("DOWN");
        Awaitility.await()
                .untilAsserted(() -> assertThat(text("/metrics"))
                        .contains("nuong_ingest_messages_acknowledged_total 1.0")
                        .contains("nuong_ingest_readings_received_total 2.0")
                        .contains("nuong_ingest_readings_stored_total 1.0")
                        .contains("nuong_ingest_readings_dead_lettered{reason=\"unknown_property\"} 1.0")
                        .contains("nuong_ingest_journal_waiting_bytes")
                        .contains("nuong_ingest_lag_seconds")
                        .contains("nuong_ingest_batch")
                        .contains("nuong_ingest_settle_seconds")
                        .contains("nuong_ingest_store_retries_total 0.0")
                        .containsPattern("nuong_ingest_journal_bytes [1-9]")
                        .containsPattern("nuong_ingest_journal_fsync_seconds_count [1-9]")
                        .contains("nuong_ingest_review_waiting ")
                        .contains("nuong_ingest_healthy 1.0")
                        .contains("nuong_ingest_standby 0.0")
                        .contains("jvm_memory_used_bytes{area=\"heap\"")
                        .contains("jvm_gc_live_data_size_bytes"));
    }

    @Test
    void everyFigureOfItsOwnIsInTheDocumentation() throws Exception {
        String documented = Files.readString(Path.of("../docs/ingest.md"));
        List<String> figures = text("/metrics")
                .lines()
                .filter(line -> line.startsWith("# TYPE nuong_"))
                .map(line -> line.split(" ")[2].replaceAll("_max$", ""))
                .toList();
        assertThat(figures)
                .hasSizeGreaterThan(15)
                .allSatisfy(figure -> assertThat(documented)
                        .containsPattern(figure + "[` ]|`…" + figure.replaceAll("nuong_ingest_readings", "") + "`"));
    }

    @Test
    void withoutItsBrokerItIsNotHealthy() {
        site.stopBroker();

        Awaitility.await()
                .untilAsserted(() -> assertThat(text("/metrics"))
                        .contains("nuong_ingest_broker_connected 0.0")
                        .contains("nuong_ingest_healthy 0.0"));
    }

    private String text(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void theAccountingAddsUpOverARandomStreamWithRestarts() {
        RandomStream stream = new RandomStream(20261124);
        for (int part = 0; part < 4; part++) {
            site.publish(stream.take(400));
            if (part % 2 == 1) { // in the middle of it
                site.stopIngest();
                site.startIngest(store, wall);
            }
        }

        Accounting accounting = site.received(stream.readings());

        assertThat(accounting.addsUp()).as("%s", accounting).isTrue();
        assertThat(accounting.stored()).isEqualTo(stream.distinct()).isEqualTo(site.count());
        assertThat(accounting.duplicate()).isPositive();
        assertThat(accounting.conflicting()).isPositive();
        assertThat(accounting.deadLettered()).containsOnlyKeys("unparseable", "unknown_property", "not_a_number");
        assertThat(site.published.get()).isGreaterThanOrEqualTo(1600);
    }
}
