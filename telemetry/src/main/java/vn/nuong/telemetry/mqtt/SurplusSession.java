package vn.nuong.telemetry.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A persistent session that is not needed any more. It gets no new messages; those that the broker had queued in it are
 * handed over, and once none has come for a while and all are acknowledged the broker forgets it.
 */
final class SurplusSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SurplusSession.class);
    private static final long PAUSE_MS = 250;

    /** How often in a row the broker has to answer without having sent a message before. */
    private static final int QUIET_ROUNDS = 8;

    private final String clientId;
    private final MqttSession session;
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    /** @param number which of the connections under one client id it is, from 1 */
    SurplusSession(MqttSettings settings, int number) {
        this.clientId = settings.clientId();
        this.session = new MqttSession(settings, number);
        this.thread = new Thread(this::run, "mqtt-" + clientId + "-drain");
        this.thread.setDaemon(true);
    }

    /** Ends a subscription; what was queued under it goes to the handler. */
    void unsubscribe(String filter, Consumer<Delivery> handler) {
        session.unsubscribe(filter, delivery -> {
            delivered.incrementAndGet();
            handler.accept(new Delivery(
                    delivery.topic(),
                    delivery.payload(),
                    delivery.retained(),
                    delivery.duplicate(),
                    delivery.connection(),
                    delivery.attempt(),
                    delivery.packetId(),
                    () -> {
                        delivery.acknowledge().run();
                        acknowledged.incrementAndGet();
                    }));
        });
    }

    /** @return completes when the broker has forgotten the session; cancelled when closed before */
    CompletableFuture<Void> start() {
        thread.start();
        return ended;
    }

    private void run() {
        try {
            var unused = session.start();
            long before = 0;
            int quiet = 0;
            while (quiet < QUIET_ROUNDS) {
                if (closed.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                boolean settled = acknowledged.get() == delivered.get() && answers();
                long now = delivered.get();
                quiet = settled && now == before && acknowledged.get() == now ? quiet + 1 : 0;
                before = now;
            }
            session.forget();
            LOG.info("{} had {} messages left and is given up", clientId, before);
            ended.complete(null);
        } catch (MqttException e) {
            LOG.warn("the broker still keeps the session {}, which is empty: {}", clientId, e.getMessage());
            ended.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            session.roundTrip().get();
            return true;
        } catch (ExecutionException e) {
            LOG.debug("{} is not connected", clientId, e);
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        session.close();
        ended.cancel(false);
    }
}
