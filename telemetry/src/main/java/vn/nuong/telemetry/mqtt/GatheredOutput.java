package vn.nuong.telemetry.mqtt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a broker, packet after packet. Publications and acknowledgements that follow each other closely go out
 * together, since each write is a system call here, a TCP segment, and several reads at the broker; every other packet goes
 * at once, with all that came before it. Nothing waits longer than {@link #GATHER_NANOS} for company, and nothing waits at
 * all while fewer than {@link #WRITES_AT_ONCE} writes fall into that time.
 *
 * <p>One thread (Paho's sender) uses it as a stream and flushes after each packet; any number acknowledge. Writing is done by
 * the sender or by a thread of its own, never by one that acknowledges.
 */
final class GatheredOutput extends OutputStream {

    static final long GATHER_NANOS = 1_000_000;
    static final int WRITES_AT_ONCE = 4;

    /** More than this is not gathered: whoever sends then waits for the socket. */
    private static final int LARGEST = 64 * 1024;

    private static final int TYPE_PUBLISH = 3;
    private static final int TYPE_PUBACK = 4;

    private final OutputStream socket;
    private final Runnable onFailure;
    private final Thread thread;
    private final Object writing = new Object(); // taken before the monitor of this; keeps the order of what is written
    private byte[] pending = new byte[1024]; // guarded by this
    private int size; // guarded by this
    private byte[] spare = new byte[1024]; // guarded by writing
    private boolean started; // guarded by this
    private boolean idle; // guarded by this; the thread waits for something to write
    private boolean closed; // guarded by this
    private @Nullable IOException failure; // guarded by this
    private boolean atStart = true; // of a packet; only the sender's
    private boolean patient; // whether the packet may wait for others; only the sender's

    /**
     * @param name of the thread that writes
     * @param onFailure called once when the socket fails on that thread
     */
    GatheredOutput(OutputStream socket, String name, Runnable onFailure) {
        this.socket = socket;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (atStart) {
            int type = bytes[from] >> 4 & 0x0F;
            patient = type == TYPE_PUBLISH || type == TYPE_PUBACK;
            atStart = false;
        }
        boolean full;
        synchronized (this) {
            if (failure != null) {
                throw new IOException("the connection was lost while sending", failure);
            }
            append(bytes, from, length);
            full = size > LARGEST;
        }
        if (full) {
            writePending();
        }
    }

    /** Ends a packet. */
    @Override
    public void flush() throws IOException {
        atStart = true;
        if (patient) {
            synchronized (this) {
                wake();
            }
        } else {
            writePending();
        }
    }

    /**
     * Acknowledges a publication with QoS 1 (PUBACK, MQTT 3.1.1, section 3.4). Does not block.
     *
     * @return whether it will be sent; when the connection breaks before, the broker sends the publication again
     */
    boolean acknowledge(int packetId) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            room(4);
            pending[size++] = TYPE_PUBACK << 4;
            pending[size++] = 2;
            pending[size++] = (byte) (packetId >> 8);
            pending[size++] = (byte) packetId;
            wake();
            return true;
        }
    }

    /** Sends nothing more; what is still gathered is dropped. Does not close the socket. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    /** Holding the monitor of this. */
    private void append(byte[] bytes, int from, int length) {
        room(length);
        System.arraycopy(bytes, from, pending, size, length);
        size += length;
    }

    /** Holding the monitor of this. */
    private void room(int length) {
        if (size + length > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, size + length));
        }
    }

    /** Holding the monitor of this. */
    private void wake() {
        if (!started && !closed) {
            started = true;
            thread.start();
        } else if (idle) {
            idle = false;
            notifyAll();
        }
    }

    private void writePending() throws IOException {
        synchronized (writing) {
            byte[] bytes;
            int length;
            synchronized (this) {
                if (size == 0) {
                    return;
                }
                bytes = pending;
                length = size;
                pending = spare;
                size = 0;
            }
            spare = bytes;
            socket.write(bytes, 0, length);
        }
    }

    private void run() {
        long since = System.nanoTime();
        int writes = 0;
        try {
            while (awaitPending()) {
                writePending();
                long now = System.nanoTime();
                if (now - since >= GATHER_NANOS) {
                    since = now;
                    writes = 0;
                }
                writes++;
                if (writes >= WRITES_AT_ONCE) {
                    LockSupport.parkNanos(since + GATHER_NANOS - now);
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                closed = true;
                failure = e;
            }
            onFailure.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitPending() throws InterruptedException {
        while (size == 0 && !closed) {
            idle = true;
            wait();
        }
        idle = false;
        return !closed;
    }
}
