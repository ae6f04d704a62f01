package vn.nuong.standalone.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Long work on this thread that Ctrl-C or SIGTERM asks to stop: the thread is interrupted, and the process waits until it has said where it
 * stands. Close it when the work is over.
 */
public final class Interruptible implements AutoCloseable {

    /** Exit code of interrupted work. */
    public static final int EXIT = 130;

    private static final long STOPS_WITHIN_SECONDS = 20;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread onSignal;

    private Interruptible(Thread worker) {
        onSignal = new Thread(() -> stop(worker), "interrupt");
    }

    /** The work that this thread begins now. */
    public static Interruptible begin() {
        Interruptible work = new Interruptible(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(work.onSignal);
        return work;
    }

    /** What runs in a network cannot be interrupted at once. */
    private void stop(Thread worker) {
        worker.interrupt();
        try {
            if (!stopped.await(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(Interruptible.class)
                        .warn("still at work after {} s; what it was at is lost", STOPS_WITHIN_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) { // the JVM is going down already, which is why the work was interrupted
            LoggerFactory.getLogger(Interruptible.class).debug("interrupted by a signal", e);
        }
    }
}
