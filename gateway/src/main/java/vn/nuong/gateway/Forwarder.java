package vn.nuong.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.gateway.spool.Spool;
import vn.nuong.gateway.spool.SpoolException;
import vn.nuong.gateway.spool.SpooledMessage;
import vn.nuong.telemetry.mqtt.MqttSession;

/** Publishes the spool upstream in its order, and removes a message once the broker there has acknowledged it. */
final class Forwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    /** Messages published and not yet acknowledged: what the session keeps in memory while the broker is away. */
    private static final int MAX_IN_FLIGHT = 200;

    private static final long RETRY_SECONDS = 1;

    private final Spool spool;
    private final MqttSession upstream;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<SpooledMessage> delivered = new ArrayList<>();
    private final AtomicLong forwarded = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private long lastSent;
    private int inFlight;

    Forwarder(Spool spool, MqttSession upstream) {
        this.spool = spool;
        this.upstream = upstream;
        this.thread = new Thread(this::run, "gateway-forwarder");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** To be called when the spool has got more. */
    void wake() {
        events.add(() -> {});
    }

    /** Messages acknowledged upstream since the start. */
    long forwarded() {
        return forwarded.get();
    }

    private void run() {
        while (!closed) {
            try {
                boolean sent = sendMore();
                removeDelivered();
                if (!sent) {
                    handleEvents(events.take());
                }
            } catch (SpoolException e) {
                LOG.error("forwarding waits: {}", e.getMessage(), e);
                pause();
            } catch (InterruptedException e) {
                LOG.debug("the forwarder was interrupted, to be closed", e);
            }
        }
        forgetDeliveredAtTheEnd();
    }

    private void forgetDeliveredAtTheEnd() {
        try {
            handleEvents(() -> {});
            removeDelivered();
        } catch (SpoolException e) {
            LOG.warn("what was forwarded last will be forwarded once more: {}", e.getMessage(), e);
        }
    }

    private boolean sendMore() {
        int room = MAX_IN_FLIGHT - inFlight;
        List<SpooledMessage> next = room == 0 ? List.of() : spool.after(lastSent, room);
        for (SpooledMessage message : next) {
            lastSent = message.id();
            inFlight++;
            upstream.publish(message.topic(), message.payload(), message.retained())
                    .thenRun(() -> events.add(() -> {
                        inFlight--;
                        delivered.add(message);
                        forwarded.incrementAndGet();
                    }));
        }
        return !next.isEmpty();
    }

    private void handleEvents(Runnable first) {
        first.run();
        List<Runnable> more = new ArrayList<>();
        events.drainTo(more);
        more.forEach(Runnable::run);
    }

    private void removeDelivered() {
        if (!delivered.isEmpty()) {
            spool.remove(delivered);
            delivered.clear();
        }
    }

    private void pause() {
        try {
            Runnable event = events.poll(RETRY_SECONDS, TimeUnit.SECONDS);
            if (event != null) {
                handleEvents(event);
            }
        } catch (InterruptedException e) {
            LOG.debug("the forwarder was interrupted, to be closed", e);
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
