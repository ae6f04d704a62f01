package vn.nuong.sim.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.property.PropertyKey;

class OutboxTest {

    private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    private final RecordingPublisher broker = new RecordingPublisher();
    private final Outbox outbox = new Outbox(broker, "pilot", 2);

    private static Message at(Instant time) {
        return Message.of("probe", time, Map.of(PropertyKey.parse("rain"), 0.5));
    }

    @Test
    void sendsTheNativePayloadOnTheDevicesTopic() throws InterruptedException {
        outbox.send(at(NINE));
        assertThat(broker.published())
                .containsExactly(new RecordingPublisher.Published(
                        "nuong/pilot/probe/readings",
                        "{\"time\":\"2026-03-01T09:00:00Z\",\"readings\":{\"rain\":0.5}}",
                        false));
    }

    @Test
    void waitsWhileTooMuchIsUnacknowledged() throws InterruptedException {
        broker.fallSilent();
        outbox.send(at(NINE));
        outbox.send(at(NINE));
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> {
            try {
                outbox.send(at(TEN));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().during(java.time.Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(broker.published()).hasSize(2));
        broker.speakAgain();
        third.join();
        assertThat(broker.published()).hasSize(3);
    }

    @Test
    void countsAsSafeOnlyWhatHasNothingUnacknowledgedBeforeIt() throws InterruptedException {
        broker.fallSilent();
        outbox.send(at(NINE));
        outbox.send(at(TEN));
        CompletableFuture<Void> drained = outbox.drained();
        broker.unacknowledged().get(1).complete(null);
        assertThat(outbox.acknowledgedTo()).isEmpty();
        assertThat(outbox.readingsAcknowledged()).isEqualTo(1);
        assertThat(drained).isNotDone();
        broker.unacknowledged().get(0).complete(null);
        assertThat(outbox.acknowledgedTo()).contains(TEN);
        assertThat(drained).isCompleted();
    }

    @Test
    void isDrainedOnlyOnceTheLastAcknowledgementIsCounted() throws InterruptedException {
        broker.fallSilent();
        outbox.send(at(NINE));
        CompletableFuture<Long> counted = outbox.drained().thenApply(drained -> outbox.readingsAcknowledged());
        CompletableFuture<Instant> safe =
                outbox.drained().thenApply(drained -> outbox.acknowledgedTo().orElse(Instant.MIN));
        broker.unacknowledged().get(0).complete(null);
        assertThat(counted).isCompletedWithValue(1L);
        assertThat(safe).isCompletedWithValue(NINE);
    }

    @Test
    void countsNothingAfterALostMessageAsSafe() throws InterruptedException {
        broker.fallSilent();
        outbox.send(at(NINE));
        broker.unacknowledged().get(0).cancel(false);
        broker.speakAgain();
        outbox.send(at(TEN));
        assertThat(outbox.acknowledgedTo()).isEmpty();
        assertThat(outbox.drained()).isCompletedExceptionally();
    }
}
