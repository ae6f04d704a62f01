package vn.nuong.sim;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.publish.Outbox;
import vn.nuong.sim.sample.SampleDevice;
import vn.nuong.telemetry.time.ReplayClock;

/**
 * Sends devices' messages when a replay clock reaches their time: those before it at once, as fast as they are acknowledged.
 * Works on a thread of its own, which waits whenever too much is unacknowledged.
 */
final class Timetable {

    private final List<SampleDevice> devices;
    private final List<Message> messages;
    private final ReplayClock clock;
    private final Outbox outbox;
    private final CompletableFuture<Void> historyPublished = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private boolean toldHistory; // only touched by the thread

    Timetable(List<SampleDevice> devices, ReplayClock clock, Outbox outbox) {
        this.devices = List.copyOf(devices);
        this.messages = devices.stream()
                .flatMap(d -> d.messages().stream())
                .sorted(Comparator.comparing(Message::sent))
                .toList();
        this.clock = clock;
        this.outbox = outbox;
        this.thread = new Thread(this::run, "sim-timetable");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    CompletableFuture<Void> historyPublished() {
        return historyPublished;
    }

    /** Sends nothing more; completes when everything sent is acknowledged. */
    CompletableFuture<Void> stop() {
        stop.countDown();
        thread.interrupt(); // it may be waiting for an acknowledgement
        return ended.thenCompose(nothing -> outbox.drained());
    }

    private void run() {
        try {
            for (SampleDevice device : devices) {
                outbox.about(device.id(), device.about());
            }
            for (Message message : messages) {
                if (!waitFor(message)) {
                    break;
                }
                outbox.send(message);
            }
            caughtUp();
            ended.complete(null);
        } catch (InterruptedException e) { // only stop() interrupts
            ended.complete(null);
        } catch (RuntimeException e) {
            historyPublished.completeExceptionally(e);
            ended.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits for a message's time, or returns false when told to stop. */
    private boolean waitFor(Message message) throws InterruptedException {
        while (stop.getCount() > 0) {
            Duration early = Duration.between(clock.instant(), message.sent());
            if (early.isNegative() || early.isZero()) {
                return true;
            }
            caughtUp();
            long millis = (long) Math.ceil(early.toMillis() / clock.schedule().speed());
            if (stop.await(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    private void caughtUp() {
        if (!toldHistory) {
            toldHistory = true;
            var unused = outbox.drained().whenComplete((nothing, failure) -> {
                if (failure == null) {
                    historyPublished.complete(null);
                } else {
                    historyPublished.completeExceptionally(failure);
                }
            });
        }
    }
}
