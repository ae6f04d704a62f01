package vn.nuong.telemetry.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is sent to a broker, packet after packet. Publications and acknowledgements that follow each other closely go out
 * together, since each write is a system call here, a TCP segment, and several reads at the broker. None waits longer than
 * {@link #GATHER_NANOS} for company, and none waits at all while fewer than {@link #WRITES_AT_ONCE} writes fall into that
 * time. They are written by a thread of its own, so that {@link #publish} and {@link #acknowledge} never block.
 *
 * <p>As a stream it is for one thread, Paho's sender, that flushes after each packet: those go at once, after all that came
 * before.
 */
final class GatheredOutput extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(GatheredOutput.class);

    static final long GATHER_NANOS = 1_000_000;
    static final int WRITES_AT_ONCE = 4;

    private static final int PUBLISH_ONCE_OR_MORE = 3 << 4 | 1 << 1; // MQTT 3.1.1, section 3.3
    private static final int RETAIN = 1;
    private static final int PUBACK = 4 << 4; // section 3.4
    private static final int UNSUBSCRIBE = 10 << 4 | 1 << 1; // section 3.10

    private final OutputStream socket;
    private final Runnable onFailure;
    private final Thread thread;
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream(); // only the stream's user's
    private final CountDownLatch firstPacket = new CountDownLatch(1);
    private final Object writing = new Object(); // taken before the monitor of this; keeps the order of what is written
    private byte[] pending = new byte[1024]; // guarded by this
    private int size; // guarded by this
    private byte[] spare = new byte[1024]; // guarded by writing
    private boolean started; // guarded by this
    private boolean idle; // guarded by this; the thread waits for something to write
    private boolean closed; // guarded by this

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
    public void write(int b) {
        packet.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        packet.write(bytes, from, length);
    }

    /** Ends a packet. */
    @Override
    public void flush() throws IOException {
        firstPacket.countDown();
        synchronized (this) {
            if (closed) {
                throw new IOException("the connection is closed");
            }
            append(packet.toByteArray());
        }
        packet.reset();
        writePending();
    }

    /**
     * Publishes with QoS 1. Does not block.
     *
     * @param topic in UTF-8
     * @return whether it will be sent
     */
    boolean publish(byte[] topic, byte[] payload, int packetId, boolean retained) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            room(1);
            pending[size++] = (byte) (PUBLISH_ONCE_OR_MORE | (retained ? RETAIN : 0));
            appendLength(2 + topic.length + 2 + payload.length);
            append16(topic.length);
            append(topic);
            append16(packetId);
            append(payload);
            wake();
            return true;
        }
    }

    /**
     * Acknowledges a publication with QoS 1. Does not block.
     *
     * @return whether it will be sent; when the connection breaks before, the broker sends the publication again
     */
    boolean acknowledge(int packetId) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            room(2);
            pending[size++] = PUBACK;
            pending[size++] = 2;
            append16(packetId);
            wake();
            return true;
        }
    }

    /**
     * Unsubscribes. Does not block.
     *
     * @param filter in UTF-8
     * @return whether it will be sent
     */
    boolean unsubscribe(byte[] filter, int packetId) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            room(1);
            pending[size++] = (byte) UNSUBSCRIBE;
            appendLength(2 + 2 + filter.length);
            append16(packetId);
            append16(filter.length);
            append(filter);
            wake();
            return true;
        }
    }

    /** Waits until the stream's user has ended a packet, at most so long. */
    void awaitFirstPacket(long ms) {
        try {
            boolean unused = firstPacket.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
    private void append(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, pending, size, bytes.length);
        size += bytes.length;
    }

    /** Holding the monitor of this. */
    private void append16(int number) {
        room(2);
        pending[size++] = (byte) (number >> 8);
        pending[size++] = (byte) number;
    }

    /** Holding the monitor of this. A length as MQTT writes it, seven bits a byte (section 2.2.3). */
    private void appendLength(int length) {
        room(4);
        int left = length;
        while (left > 0x7F) {
            pending[size++] = (byte) (left & 0x7F | 0x80);
            left >>= 7;
        }
        pending[size++] = (byte) left;
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
            LOG.debug("{} failed", thread.getName(), e);
            close();
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
