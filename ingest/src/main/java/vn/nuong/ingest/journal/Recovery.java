package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a folder of segments holds after whatever ended the journal's last process; see {@link Journal}.
 *
 * @param last the segment to append to
 * @param channel the same, open
 * @param end behind its last entry
 * @param lastReceivedNs the largest {@code receivedNs} of the newest segment that holds any entry; 0 when none does
 */
record Recovery(Segment last, FileChannel channel, long end, long lastReceivedNs) {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int BUFFER_BYTES = 256 * 1024;

    /** @param segments by their start, at least one */
    static Recovery of(JournalFolder folder, NavigableMap<Long, Segment> segments) throws IOException {
        reportGaps(segments);
        Segment last = segments.lastEntry().getValue();
        FileChannel channel = folder.open(last);
        long size = channel.size();
        Scan found = scan(new SegmentFile(last, channel), last.start() + size);
        long kept = found.end - last.start();
        if (kept < size) {
            LOG.warn(
                    "cut {} bytes off {} at byte {}: an append that was broken off and not acknowledged",
                    size - kept,
                    last.file(),
                    kept);
            channel.truncate(kept);
        }
        forceAgain(channel, found.lastAppend - last.start(), kept);
        folder.forceNames(); // the last process may have ended between making the file and this
        NavigableMap<Long, Segment> before = segments.headMap(last.start(), false);
        long lastReceivedNs = kept > 0 || before.isEmpty()
                ? found.lastReceivedNs
                : lastReceivedNs(folder, before.lastEntry().getValue(), last.start());
        return new Recovery(last, channel, found.end, lastReceivedNs);
    }

    /** A file that is longer than up to the next one holds what was withdrawn; one that is shorter lost what was acknowledged. */
    private static void reportGaps(NavigableMap<Long, Segment> segments) throws IOException {
        for (Segment segment : segments.headMap(segments.lastKey(), false).values()) {
            long end = segment.start() + Files.size(segment.file());
            long next = segments.higherKey(segment.start());
            if (end < next) {
                LOG.error(
                        "{} ends at position {}, the file behind it begins at {}: what lay between cannot be read",
                        segment.file(),
                        end,
                        next);
            }
        }
    }

    private static long lastReceivedNs(JournalFolder folder, Segment segment, long end) throws IOException {
        try (SegmentFile file = folder.read(segment)) {
            return scan(file, Math.min(segment.start() + Files.size(segment.file()), end)).lastReceivedNs;
        }
    }

    /**
     * The last append may lie in the system's memory only, and even count there as written after an fsync that failed. It is
     * written once more before anything relies on it.
     */
    private static void forceAgain(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long at = from;
        while (at < to) {
            buffer.clear().limit((int) Math.min(to - at, BUFFER_BYTES));
            if (channel.read(buffer, at) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
        }
        channel.force(false);
    }

    /** What a segment holds. */
    private static final class Scan {
        /** Behind the last sound entry. */
        private long end;
        /** Where the last append begins. */
        private long lastAppend;

        private long lastReceivedNs;
    }

    private static Scan scan(SegmentFile file, long limit) throws IOException {
        long start = file.segment().start();
        Scan scan = new Scan();
        scan.end = start;
        scan.lastAppend = start;
        while (scan.end < limit) {
            Entry entry = file.entryAt(scan.end, limit);
            if (entry != null) {
                if (file.wasFirst()) {
                    scan.lastAppend = scan.end;
                }
                scan.lastReceivedNs = Math.max(scan.lastReceivedNs, entry.receivedNs());
                scan.end = entry.next();
                continue;
            }
            long later = file.find(scan.end + 1, limit, true);
            if (later == limit) {
                break;
            }
            LOG.error(
                    "{} is damaged between bytes {} and {}: messages there that were acknowledged cannot be read",
                    file.segment().file(),
                    scan.end - start,
                    later - start);
            scan.end = later;
        }
        return scan;
    }
}
