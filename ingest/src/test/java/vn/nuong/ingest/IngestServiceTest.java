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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void whatAProbePublishesIsAnsweredInOrderOfMeasuredTime() throws Exception {
        site.publish(Site.TOPIC, reading("2026-11-23T01:00:00Z", "\"soil_moisture_20cm\": 0.312"));
        site.publish(
                Site.TOPIC, reading("2026-11-23T07:15:00+07:00", "\"soil_moisture_20cm\": 0.3, \"battery\": 3.61"));
        site.acknowledged(3);

        JsonNode answer = site.get("/api/v1/readings", Map.of("device", "my-probe"));

        assertThat(answer.has("next")).isFalse();
        assertThat(answer.path("readings")).hasSize(3);
        JsonNode first = answer.path("readings").get(0);
        assertThat(first.toString())
                .startsWith("{\"device\":\"my-probe\",\"property\":\"battery\",\"depth_cm\":null,\"value\":3.61,"
                        + "\"unit\":\"V\",\"measured\":\"2026-11-23T00:15:00Z\",\"received\":\"2026-11-24T00:00:00.");
        JsonNode last = answer.path("readings").get(2);
        assertThat(last.path("property").asText()).isEqualTo("soil_moisture");
        assertThat(last.path("depth_cm").asInt()).isEqualTo(20);
        assertThat(last.path("value").asDouble()).isEqualTo(0.312);
        assertThat(last.path("unit").asText()).isEqualTo("m3/m3");
        assertThat(last.path("quality").asText()).isEqualTo("good");
        assertThat(last.path("site").asText()).isEqualTo("pilot");
    }

    @Test
    void eachBadMessageIsKeptOrRefusedVisiblyAndNoneStopsTheRest() throws Exception {
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
        site.publish(Site.TOPIC, reading(ok, "\"rain\": 2"));
        site.publish(Site.TOPIC, reading(ok, "\"battery\": 3.7"));

        Counts counts = site.acknowledged(16);

        assertThat(counts.stored()).isEqualTo(3);
        assertThat(counts.rejected())
                .isEqualTo(Map.of(
                        "unparseable", 5L,
                        "unknown_property", 1L,
                        "from_the_future", 1L,
                        "bad_time", 2L,
                        "not_a_number", 1L,
                        "bad_topic", 1L,
                        "wrong_unit", 1L,
                        "not_storable", 1L));
        JsonNode refused = site.get("/api/v1/refused", Map.of());
        assertThat(refused.path("refused")).hasSize(13);
        assertThat(refused.path("counts").path("unparseable").asInt()).isEqualTo(5);
        JsonNode newest = refused.path("refused").get(0);
        assertThat(newest.path("reason").asText()).isEqualTo("not_storable");
        assertThat(newest.path("detail").asText())
                .contains("rain")
                .contains("my-probe")
                .contains("2.0 was not taken");
        assertThat(newest.path("payload").asText()).contains("\"rain\": 2");

        JsonNode kept = site.get("/api/v1/readings", Map.of("device", "my-probe", "property", "soil_moisture"));
        assertThat(kept.path("readings")).hasSize(1);
        assertThat(kept.path("readings").get(0).path("quality").asText()).isEqualTo("out_of_range");
        assertThat(kept.path("readings").get(0).path("value").asDouble()).isEqualTo(0.95);
        assertThat(site.get("/api/v1/counts", Map.of()).path("stored").asInt()).isEqualTo(3);
    }

    @Test
    void devicesAreListedWithWhatTheySayAndThePlotTheyStandIn() throws Exception {
        site.publish(
                "nuong/pilot/wufeng-2022/about",
                ("{\"name\":\"Trạm Wufeng\",\"interval_s\":3600,\"depths_cm\":[20],\"origin\":\"recorded\","
                                + "\"source\":\"MIT\",\"recorded_year\":2022,\"firmware\":\"1\"}")
                        .getBytes(StandardCharsets.UTF_8),
                true);
        site.publish("nuong/pilot/my-probe/about", "{\"interval_s\": 0}".getBytes(StandardCharsets.UTF_8), true);
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:00Z", "\"rain\": 1, \"battery\": 3"));
        site.acknowledged(2);

        JsonNode devices = site.get("/api/v1/devices", Map.of()).path("devices");
        assertThat(devices).hasSize(2);
        JsonNode probe = devices.get(0);
        assertThat(probe.path("device").asText()).isEqualTo("my-probe");
        assertThat(probe.has("plot")).as("not assigned to a plot").isFalse();
        assertThat(probe.path("readings").asInt()).isEqualTo(2);
        assertThat(probe.path("last_measured").asText()).isEqualTo("2026-11-23T00:00:00Z");
        JsonNode wufeng = devices.get(1);
        assertThat(wufeng.path("plot").asText()).isEqualTo("plot-1");
        assertThat(wufeng.path("about").path("name").asText()).isEqualTo("Trạm Wufeng");
        assertThat(wufeng.path("about").path("origin").asText()).isEqualTo("recorded");
        assertThat(wufeng.path("readings").asInt()).isZero();

        JsonNode refused = site.get("/api/v1/refused", Map.of());
        assertThat(refused.path("refused")).hasSize(1);
        assertThat(refused.path("refused").get(0).path("detail").asText()).contains("interval_s 0");
        assertThat(refused.path("counts")).as("no reading was refused").isEmpty();
    }

    @Test
    void retainedMessagesComingAgainAfterARestartChangeNothing() throws Exception {
        byte[] bad = "{\"interval_s\": 0}".getBytes(StandardCharsets.UTF_8);
        site.publish("nuong/pilot/my-probe/about", bad, true);
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:00Z", "\"rain\": 1").getBytes(StandardCharsets.UTF_8), true);
        site.publish("nuong/pilot/b/readings", "no json".getBytes(StandardCharsets.UTF_8), true);
        Counts before = site.acknowledged(2);

        site.stopIngest();
        site.startIngest(store, wall);
        site.publish(Site.TOPIC, reading("2026-11-23T00:00:01Z", "\"rain\": 1"));
        Counts after = site.acknowledged(1);

        assertThat(after.stored()).isEqualTo(before.stored() + 1);
        assertThat(after.rejected()).isEqualTo(before.rejected()).isEqualTo(Map.of("unparseable", 1L));
        assertThat(site.get("/api/v1/refused", Map.of()).path("refused")).hasSize(2);
    }

    @Test
    void replayingTheSameMessagesStoresNothingTwiceAndCountsThem() {
        List<String> messages = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            messages.add(reading(String.format("2026-11-22T%02d:00:00Z", hour), "\"rain\": 0, \"battery\": 3.6"));
        }
        messages.forEach(m -> site.publish(Site.TOPIC, m));
        site.acknowledged(48);
        site.stopIngest();
        wall.advance(Duration.ofSeconds(5));
        site.startIngest(store, wall);
        messages.forEach(m -> site.publish(Site.TOPIC, m));

        Counts counts = site.acknowledged(48);

        assertThat(counts.stored()).isEqualTo(48);
        assertThat(counts.rejected()).isEqualTo(Map.of("not_storable", 48L));
    }

    @Test
    void pagesFollowEachOtherThroughTheApi() throws Exception {
        for (int minute = 0; minute < 25; minute++) {
            site.publish(Site.TOPIC, reading("2026-11-23T00:" + (10 + minute) + ":00Z", "\"rain\": 0, \"battery\": 3"));
        }
        site.acknowledged(50);
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
        site.acknowledged(5);

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
        site.acknowledged(2);
        assertThat(text("/health")).contains("\"broker\"").contains("\"store\"").contains("UP");
        Awaitility.await()
                .untilAsserted(() -> assertThat(text("/metrics"))
                        .contains("nuong_ingest_acknowledged_total 2.0")
                        .contains("nuong_ingest_stored_total 1.0")
                        .contains("nuong_ingest_refused_total{reason=\"unknown_property\"} 1.0")
                        .contains("nuong_ingest_batch")
                        .contains("nuong_ingest_write_seconds"));
    }

    private String text(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void publishedIsStoredPlusRefusedOverARandomStreamWithRestarts() {
        RandomStream stream = new RandomStream(20261124);
        long readings = 0;
        long before = 0;
        for (int part = 0; part < 4; part++) {
            List<RandomStream.Message> messages = stream.take(400);
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (RandomStream.Message m : messages) {
                sent.add(site.device.publish(m.topic(), m.payload(), false));
                readings += m.readings();
            }
            sent.forEach(CompletableFuture::join);
            if (part == 1) { // in the middle of it
                before += site.counts().acknowledged();
                site.stopIngest();
                site.startIngest(store, wall);
                stream.repeatSome();
            }
        }
        long expected = readings;
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Counts now = site.counts();
            assertThat(now.stored() + now.rejectedTotal())
                    .as("stored and refused, of " + now)
                    .isGreaterThanOrEqualTo(expected);
        });

        Counts counts = site.counts();
        assertThat(site.published).hasValue(1600);
        assertThat(counts.stored() + counts.rejectedTotal()).isEqualTo(expected);
        assertThat(counts.stored()).isEqualTo(stream.distinct());
        assertThat(counts.rejected().keySet())
                .contains("not_storable", "unparseable", "unknown_property", "not_a_number");
        assertThat(before).isPositive();
    }
}
