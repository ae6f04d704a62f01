package vn.nuong.standalone.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be closed in reverse order. Thread-safe, so that a signal may close it while the next part is
 * still being started: that one is then closed as soon as it is there.
 */
public final class Running implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts one more part.
     *
     * @throws IllegalStateException when everything was closed meanwhile
     */
    public <T extends AutoCloseable> T start(Callable<T> starting) throws Exception {
        synchronized (this) {
            checkOpen();
        }
        T part = starting.call();
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        close(part);
        throw new IllegalStateException("stopped while starting");
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("stopped while starting");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            Logger log = LoggerFactory.getLogger(Running.class);
            log.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
