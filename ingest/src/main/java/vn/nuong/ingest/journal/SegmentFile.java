package vn.nuong.ingest.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the records of one segment, forwards and in large pieces. For one thread. */
final class SegmentFile implements AutoCloseable {

    private static final int READ_AHEAD = 256 * 1024;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Segment segment;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();

    private byte[] buffer = new byte[READ_AHEAD];
    private long bufferAt; // position of the buffer's first byte
    private int filled;
    private boolean first;

    SegmentFile(Segment segment, FileChannel channel) {
        this.segment = segment;
        this.channel = channel;
        this.bufferAt = segment.start();
    }

    Segment segment() {
        return segment;
    }

    /**
     * The entry that begins at this position, or null when there is no sound one.
     *
     * @param limit nothing from this position on is looked at
     * @throws JournalException when a newer version wrote it
     */
    @Nullable
    Entry entryAt(long position, long limit) throws IOException {
        if (!load(position, RecordFormat.HEAD, limit)) {
            return null;
        }
        int at = (int) (position - bufferAt);
        int length = intAt(at + RecordFormat.LENGTH_AT);
        if (intAt(at) != RecordFormat.mark(position)
                || length < RecordFormat.HEAD - RecordFormat.FLAGS_AT
                || length > RecordFormat.MAX_LENGTH
                || length > limit - position - RecordFormat.FLAGS_AT
                || !load(position, RecordFormat.FLAGS_AT + length, limit)) {
            return null;
        }
        at = (int) (position - bufferAt);
        int end = at + RecordFormat.FLAGS_AT + length;
        crc.reset();
        crc.update(buffer, at + RecordFormat.LENGTH_AT, end - at - RecordFormat.LENGTH_AT);
        if (intAt(at + RecordFormat.CRC_AT) != (int) crc.getValue()) {
            return null;
        }
        int flags = buffer[at + RecordFormat.FLAGS_AT];
        if ((flags & ~RecordFormat.KNOWN_FLAGS) != 0) {
            throw new JournalException(
                    segment.file() + " was written by a newer Nương (flags " + flags + " at position " + position
                            + "); use that one",
                    null);
        }
        first = (flags & RecordFormat.FIRST) != 0;
        boolean packet = (flags & RecordFormat.PACKET) != 0;
        int topicAt = at + RecordFormat.HEAD + (packet ? RecordFormat.PACKET_BYTES : 0);
        int topicLength = intAt(at + RecordFormat.TOPIC_LENGTH_AT);
        return new Entry(
                position,
                position + end - at,
                (long) LONG.get(buffer, at + RecordFormat.RECEIVED_AT),
                new String(buffer, topicAt, topicLength, StandardCharsets.UTF_8),
                Arrays.copyOfRange(buffer, topicAt + topicLength, end),
                (flags & RecordFormat.RETAINED) != 0,
                (flags & RecordFormat.DUPLICATE) != 0,
                packet ? intAt(at + RecordFormat.PACKET_AT) : 0,
                (flags & RecordFormat.AGAIN) != 0,
                (long) LONG.get(buffer, at + RecordFormat.RETRY_AT));
    }

    /** Whether the entry read last was the first of its append. */
    boolean wasFirst() {
        return first;
    }

    /**
     * Where the first sound record from here on begins; {@code limit} when there is none.
     *
     * @param firstOnly only the first of an append will do
     */
    long find(long from, long limit, boolean firstOnly) throws IOException {
        for (long at = from; load(at, RecordFormat.HEAD, limit); at++) {
            if (intAt((int) (at - bufferAt)) == RecordFormat.mark(at)
                    && entryAt(at, limit) != null
                    && (first || !firstOnly)) {
                return at;
            }
        }
        return limit;
    }

    private int intAt(int index) {
        return (int) INT.get(buffer, index);
    }

    /** Sees to it that so many bytes from this position on are in the buffer; false when there are not so many. */
    private boolean load(long position, int count, long limit) throws IOException {
        if (limit - position < count) {
            return false;
        }
        if (position >= bufferAt && position + count <= bufferAt + filled) {
            return true;
        }
        keepFrom(position, Math.max(count, READ_AHEAD));
        int wanted = (int) Math.min(buffer.length, limit - position);
        while (filled < wanted) {
            // Large reads into a heap array would make the JDK keep a native buffer of that size for each thread.
            ByteBuffer part = ByteBuffer.wrap(buffer, filled, Math.min(wanted - filled, READ_AHEAD));
            int read = channel.read(part, bufferAt + filled - segment.start());
            if (read < 0) {
                break; // cut short
            }
            filled += read;
        }
        return filled >= count;
    }

    /** Makes this position the buffer's first, keeping what is there of it already. */
    private void keepFrom(long position, int capacity) {
        byte[] target = buffer.length == capacity ? buffer : new byte[capacity];
        int kept = 0;
        if (position >= bufferAt && position < bufferAt + filled) {
            int from = (int) (position - bufferAt);
            kept = Math.min(filled - from, capacity);
            System.arraycopy(buffer, from, target, 0, kept);
        }
        buffer = target;
        bufferAt = position;
        filled = kept;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
