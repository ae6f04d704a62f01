package vn.nuong.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.testing.MutableClock;

class DeviceErrorsTest {

    private static final DeviceId PROBE = new DeviceId("pilot", "probe");

    private final MutableClock clock = new MutableClock("2026-11-24T00:00:00Z");
    private final List<String> topics = new ArrayList<>();
    private final List<JsonNode> told = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private final DeviceErrors errors = new DeviceErrors(
            (topic, payload) -> {
                topics.add(topic);
                told.add(Json.parse(payload));
                return CompletableFuture.completedFuture(null);
            },
            clock,
            (time, work) -> {
                waits.add(time);
                waiting.add(work);
            });

    private void refuse(long id, @Nullable DeviceId device, String... names) {
        List<DeadLetter.Item> items = new ArrayList<>();
        for (String name : names) {
            items.add(new DeadLetter.Item(name, Reason.UNKNOWN_PROPERTY, "there is no " + name));
        }
        errors.kept(
                id, new DeadLetter(0, clock.instant(), "nuong/pilot/probe/readings", new byte[1], 1, items), device);
    }

    @Test
    void aRefusedMessageIsToldAtOnce() {
        refuse(7, PROBE, "batery", "snow");

        assertThat(topics).containsExactly("nuong/pilot/probe/errors");
        assertThat(told.get(0).toString())
                .isEqualTo(
                        "{\"id\":7,\"received\":\"2026-11-24T00:00:00Z\",\"topic\":\"nuong/pilot/probe/readings\","
                                + "\"readings\":2,\"errors\":["
                                + "{\"name\":\"batery\",\"reason\":\"unknown_property\",\"detail\":\"there is no batery\"},"
                                + "{\"name\":\"snow\",\"reason\":\"unknown_property\",\"detail\":\"there is no snow\"}],\"others\":0}");
        assertThat(waiting).isEmpty();
    }

    @Test
    void whatComesWithinTheSameSecondIsToldTogetherWhenItIsOver() {
        refuse(1, PROBE, "a");
        clock.advance(Duration.ofMillis(300));
        refuse(2, PROBE, "b", "c");
        clock.advance(Duration.ofMillis(300));
        refuse(3, PROBE, "b");
        assertThat(told).hasSize(1);
        assertThat(waits).as("one wait, to the end of the second").containsExactly(Duration.ofMillis(700));

        clock.advance(Duration.ofMillis(400));
        waiting.remove().run();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).path("id").asInt()).isEqualTo(3);
        assertThat(told.get(1).path("readings").asInt()).isEqualTo(3);
        assertThat(told.get(1).path("others").asInt()).isEqualTo(1);
        assertThat(told.get(1).path("errors").findValuesAsText("name")).containsExactly("b", "c");

        refuse(4, PROBE, "d");
        assertThat(told).as("that counts as the last message").hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        waiting.remove().run();
        assertThat(told.get(2).path("id").asInt()).isEqualTo(4);
        assertThat(told.get(2).path("others").asInt()).isZero();
        assertThat(waiting).isEmpty();
    }

    @Test
    void aSecondLaterItIsToldAtOnceAgain() {
        refuse(1, PROBE, "a");
        clock.advance(Duration.ofSeconds(1));
        refuse(2, PROBE, "a");
        assertThat(told).hasSize(2);
        assertThat(waiting).isEmpty();
    }

    @Test
    void devicesDoNotWaitForEachOther() {
        refuse(1, PROBE, "a");
        refuse(2, new DeviceId("pilot", "other"), "a");
        assertThat(topics).containsExactly("nuong/pilot/probe/errors", "nuong/pilot/other/errors");
    }

    @Test
    void whereTheTopicNamesNoDeviceThereIsNobodyToTell() {
        refuse(1, null, "a");
        assertThat(told).isEmpty();
    }

    @Test
    void aFloodIsToldInMessagesOfBoundedSize() {
        refuse(1, PROBE, "first");
        for (int i = 0; i < 1000; i++) {
            refuse(2 + i, PROBE, "name-" + i);
        }
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        assertThat(told.get(1).path("errors")).hasSize(20);
        assertThat(told.get(1).path("others").asInt()).isEqualTo(999);
        assertThat(told.get(1).path("received").asText())
                .isEqualTo(Instant.parse("2026-11-24T00:00:00Z").toString());
    }

    @Test
    void ofTooManyDevicesAtOnceTheRestIsToldWithTheirNextError() {
        for (int i = 0; i < 3000; i++) {
            refuse(2 * i, new DeviceId("pilot", "probe-" + i), "a");
            refuse(2 * i + 1, new DeviceId("pilot", "probe-" + i), "a");
        }
        assertThat(waiting).hasSize(2000);
        clock.advance(Duration.ofSeconds(1));
        waiting.forEach(Runnable::run);
        assertThat(told).hasSize(5000);

        refuse(9000, new DeviceId("pilot", "probe-2999"), "a");
        assertThat(told.get(5000).path("others").asInt()).isEqualTo(1);
    }
}
