package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes records through one buffer that is used again and again, in as few writes as it allows: mostly one. */
final class RecordWriter {

    private static final int BUFFER_BYTES = 512 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final CRC32C crc = new CRC32C();

    /**
     * Writes one append.
     *
     * @param channel the segment's file
     * @param offset where in it the first record shall begin
     * @param position the same, as a position of the journal
     */
    List<Entry> write(FileChannel channel, long offset, long position, List<Draft> drafts) throws IOException {
        List<Entry> entries = new ArrayList<>(drafts.size());
        Output output = new Output(channel, offset);
        buffer.clear();
        long at = position;
        for (Draft draft : drafts) {
            int topicLength = RecordFormat.utf8Length(draft.topic());
            int head = RecordFormat.headLength(draft);
            long next = at + head + topicLength + draft.payload().length;
            if (buffer.remaining() < head + topicLength) {
                output.flush();
            }
            putHeadAndTopic(draft, at, topicLength, at == position ? RecordFormat.FIRST : 0);
            output.put(draft.payload());
            entries.add(new Entry(
                    at,
                    next,
                    draft.receivedNs(),
                    draft.topic(),
                    draft.payload(),
                    draft.retained(),
                    draft.duplicate(),
                    draft.packet(),
                    draft.again(),
                    draft.retryOf()));
            at = next;
        }
        output.flush();
        return entries;
    }

    private void putHeadAndTopic(Draft draft, long position, int topicLength, int first) {
        int at = buffer.position();
        int flags = first
                | (draft.retained() ? RecordFormat.RETAINED : 0)
                | (draft.duplicate() ? RecordFormat.DUPLICATE : 0)
                | (draft.again() ? RecordFormat.AGAIN : 0)
                | (draft.packet() == 0 ? 0 : RecordFormat.PACKET);
        buffer.putInt(RecordFormat.mark(position))
                .putInt(0)
                .putInt(RecordFormat.headLength(draft) - RecordFormat.FLAGS_AT + topicLength + draft.payload().length)
                .put((byte) flags)
                .putLong(draft.receivedNs())
                .putLong(draft.retryOf())
                .putInt(topicLength);
        if (draft.packet() != 0) {
            buffer.putInt(draft.packet());
        }
        putTopic(draft.topic(), topicLength);
        int end = buffer.position();
        crc.reset();
        buffer.limit(end).position(at + RecordFormat.LENGTH_AT);
        crc.update(buffer);
        buffer.limit(buffer.capacity());
        crc.update(draft.payload());
        buffer.putInt(at + RecordFormat.CRC_AT, (int) crc.getValue());
    }

    private void putTopic(String topic, int topicLength) {
        if (topicLength != topic.length()) {
            buffer.put(topic.getBytes(StandardCharsets.UTF_8));
            return;
        }
        for (int i = 0; i < topicLength; i++) {
            char c = topic.charAt(i);
            buffer.put((byte) (c < 0x80 ? c : '?')); // as long as it has characters: ASCII and halves of pairs only
        }
    }

    /** Where the buffer goes when it is full. */
    private final class Output {

        private final FileChannel channel;
        private long offset;

        Output(FileChannel channel, long offset) {
            this.channel = channel;
            this.offset = offset;
        }

        void put(byte[] bytes) throws IOException {
            int done = 0;
            while (true) {
                int part = Math.min(bytes.length - done, buffer.remaining());
                buffer.put(bytes, done, part);
                done += part;
                if (done == bytes.length) {
                    return;
                }
                flush();
            }
        }

        void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                offset += channel.write(buffer, offset);
            }
            buffer.clear();
        }
    }
}
