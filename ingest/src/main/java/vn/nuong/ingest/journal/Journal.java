package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on disk in the order in which they came. What {@link #append} returned from survives a killed process and a power
 * cut, and can be read until {@link #releaseBefore} gives it up.
 *
 * <p>It is a folder of segment files. A position is a byte's place in all that was ever appended; a segment is named after the
 * position of its first byte and ends where the next one begins. Nothing that append returned is ever overwritten, and no
 * position is given to two entries.
 *
 * <p><b>After a crash.</b> The last segment is read through when the journal is opened. Bytes at its end that are no sound
 * entries are what an append left that was broken off before it could be acknowledged: they are cut off, and a line in the log
 * says so. What is followed by a later append had been acknowledged and is never cut off. If it is damaged everything else goes
 * on, and the reader that comes to it throws {@link JournalDamagedException} and goes no further by itself. One thing cannot be
 * told from a broken-off append: damage to the very last append between its acknowledgement and the next opening; the line in
 * the log names the bytes cut off. Entries of a broken-off append may also be found whole. They are kept, and the broker, which
 * got no acknowledgement, will send them again.
 *
 * <p><b>The folder belongs to one journal at a time.</b> No lock is taken here: whoever opens the journal holds one for the
 * whole data folder, of which this is a part.
 *
 * <p>Thread-safe; a {@link Reader} is for one thread.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalFolder folder;
    private final Settings settings;
    private final RecordWriter writer = new RecordWriter();
    private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final Object releasing = new Object();

    private volatile long end;
    private volatile long lastReceivedNs;
    private volatile long releasedTo;
    private volatile LongConsumer whenForced = nanos -> {};

    // These are guarded by this.
    private Segment active;
    private FileChannel channel;
    /** False once the system may take for written in it what is not: nothing is appended to it any more. */
    private boolean sound = true;

    private boolean closed;

    /**
     * How much the journal may hold.
     *
     * @param maxBytes nothing is taken that would make it larger, bytes; at least two segments
     * @param segmentBytes no file becomes larger, bytes, unless for a single append that is
     * @param minFreeBytes nothing is taken that would leave less of the disk free, bytes: other files of ours need some
     */
    public record Settings(long maxBytes, long segmentBytes, long minFreeBytes) {

        /** 8 GiB, ten hours of 1,000 messages a second of 200 bytes; files of 32 MiB; 256 MiB of the disk stay free. */
        public static final Settings DEFAULT = new Settings(8L << 30, 32L << 20, 256L << 20);

        public Settings {
            if (segmentBytes < 1 || maxBytes / 2 < segmentBytes || minFreeBytes < 0) {
                throw new IllegalArgumentException("a journal holds at least two segments of at least one byte, not "
                        + maxBytes + " bytes in segments of " + segmentBytes + ", leaving " + minFreeBytes + " free");
            }
        }
    }

    private Journal(JournalFolder folder, Settings settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        for (Segment segment : folder.segments()) {
            segments.put(segment.start(), segment);
        }
        if (segments.isEmpty()) {
            active = folder.segment(0);
            channel = folder.create(active);
            segments.put(0L, active);
        } else {
            Recovery found = Recovery.of(folder, segments);
            active = found.last();
            channel = found.channel();
            end = found.end();
            lastReceivedNs = found.lastReceivedNs();
        }
    }

    /**
     * Opens the journal in this folder, making it when it is missing.
     *
     * @throws JournalException when the folder cannot be read or written
     */
    public static Journal open(Path folder, Settings settings) {
        return open(folder, settings, FileChannel::open);
    }

    static Journal open(Path folder, Settings settings, JournalFolder.Opener opener) {
        try {
            return new Journal(new JournalFolder(folder, opener), settings);
        } catch (IOException e) {
            throw new JournalException(
                    "cannot open the journal in " + folder + " (" + e
                            + "); see to its disk, or name a folder that this user" + " may write",
                    e);
        }
    }

    /** Position of the oldest byte that it holds. */
    public long start() {
        Map.Entry<Long, Segment> first = segments.firstEntry();
        return first == null ? end : first.getKey();
    }

    /** Position behind the newest entry: where the next one will begin. */
    public long end() {
        return end;
    }

    /** Where an entry begins that is followed by so many bytes or more; the start when it does not hold as much. */
    public long before(long bytes) {
        Map.Entry<Long, Segment> segment = segments.floorEntry(end - bytes);
        return segment == null ? start() : segment.getKey();
    }

    /** How much it holds, bytes. */
    public long bytes() {
        return end - start();
    }

    /** When the newest message came that it took or found when it was opened; 0 when it has had none. */
    public long lastReceivedNs() {
        return lastReceivedNs;
    }

    /** Tells from now on how long each fsync of appended messages took, ns, on the thread that appends. */
    public void whenForced(LongConsumer nanosTaken) {
        whenForced = nanosTaken;
    }

    /**
     * Adds messages at the end, all or none; on disk once it returns. One write and one fsync for the whole list (a list of
     * more than half a MiB takes some more writes).
     *
     * @return what was appended, in the order of the drafts
     * @throws JournalFullException when there is no room for all of them
     * @throws JournalException when the disk does not take them
     */
    public synchronized List<Entry> append(List<Draft> drafts) {
        if (closed) {
            throw new JournalException("the journal in " + folder.path() + " is closed", null);
        }
        if (drafts.isEmpty()) {
            return List.of();
        }
        long size = 0;
        long newest = lastReceivedNs;
        for (Draft draft : drafts) {
            size += RecordFormat.size(draft);
            newest = Math.max(newest, draft.receivedNs());
        }
        try {
            makeRoom(size);
            if (!sound || (!isActiveEmpty() && end - active.start() + size > settings.segmentBytes())) {
                beginSegment();
            }
            List<Entry> entries = write(drafts);
            lastReceivedNs = newest;
            end = entries.get(entries.size() - 1).next(); // from here on readers see them
            return entries;
        } catch (IOException e) {
            throw new JournalException(
                    "cannot append to the journal in " + folder.path() + " (" + e
                            + "); nothing of it was kept, and it goes on"
                            + " by itself once the disk does: see to the disk",
                    e);
        }
    }

    /**
     * A failed fsync says that something did not reach the disk, and Linux holds it for written from then on: a later fsync
     * of the same file would succeed without writing it (A. Rebello et al., "Can Applications Recover from fsync Failures?",
     * USENIX ATC 2020). So it is all written again, once, into a new file. What had been acknowledged before is on disk
     * already, and a page that it shared was to be overwritten by the same bytes.
     */
    private List<Entry> write(List<Draft> drafts) throws IOException {
        try {
            return writeOnce(drafts);
        } catch (IOException e) {
            if (sound) {
                throw e;
            }
            LOG.warn("{} can no longer be relied on ({}); written again in a new file", active.file(), e.toString());
        }
        beginSegment();
        return writeOnce(drafts);
    }

    private List<Entry> writeOnce(List<Draft> drafts) throws IOException {
        boolean written = false;
        boolean forced = false;
        try {
            List<Entry> entries = writer.write(channel, end - active.start(), end, drafts);
            written = true;
            long began = System.nanoTime();
            channel.force(false);
            forced = true;
            whenForced.accept(System.nanoTime() - began);
            return entries;
        } finally {
            if (!forced) {
                boolean cut = cutBack();
                sound = cut && !written;
            }
        }
    }

    /** Takes away what was not acknowledged. Should it stay: the segment ends where the next one will begin. */
    private boolean cutBack() {
        try {
            channel.truncate(end - active.start());
            return true;
        } catch (IOException e) {
            LOG.warn("cannot cut {} back to {} bytes: {}", active.file(), end - active.start(), e.toString());
            return false;
        }
    }

    private boolean isActiveEmpty() {
        return end == active.start();
    }

    /** Appends go to a new file from here on. One of its name holds nothing that was acknowledged: that lies before the end. */
    private void beginSegment() throws IOException {
        Segment segment = folder.segment(end);
        // Even should this fail: the new name may be on disk already, and the former file ends there.
        sound = false;
        FileChannel made = folder.create(segment);
        JournalFolder.closeQuietly(channel, active);
        active = segment;
        channel = made;
        sound = true;
        segments.put(segment.start(), segment);
    }

    private void makeRoom(long size) throws IOException {
        Optional<String> lacking = lackingRoom(size);
        if (lacking.isPresent()) {
            releaseBefore(releasedTo); // what was spared
            lacking = lackingRoom(size);
        }
        if (lacking.isPresent() && releasedTo >= end && !isActiveEmpty()) {
            // All that it holds has been dealt with, so the file that is appended to can go as well.
            beginSegment();
            releaseBefore(end);
            lacking = lackingRoom(size);
        }
        if (lacking.isPresent()) {
            throw new JournalFullException(lacking.get());
        }
    }

    private Optional<String> lackingRoom(long size) throws IOException {
        if (bytes() + size > settings.maxBytes()) {
            return Optional.of(
                    "the journal in " + folder.path() + " is full: it holds " + bytes() + " bytes, and " + size
                            + " more would pass its limit of " + settings.maxBytes()
                            + "; it goes on by itself once what it holds is stored: see to the store, or allow it more");
        }
        long free = folder.freeBytes();
        if (free - size < settings.minFreeBytes()) {
            return Optional.of("the disk of the journal in " + folder.path() + " is full: it has " + free
                    + " bytes free, and " + size + " more would leave less than the " + settings.minFreeBytes()
                    + " that are kept free; it goes on by itself once there is room: delete or move other files");
        }
        return Optional.empty();
    }

    /**
     * Reads from here on.
     *
     * @param from the position of an entry, or {@link Entry#next()} of one
     * @throws JournalException when it lies before the start, where all is released, or behind the end; for that see
     *     {@link #beginAt}
     */
    public Reader reader(long from) {
        if (from < start()) {
            throw released(from);
        }
        if (from > end) {
            throw new JournalException(
                    "the journal in " + folder.path() + " ends at position " + end + ", but is to be read from " + from
                            + ": messages are gone from it, or it is another one; put it back from a backup, or begin it"
                            + " anew",
                    null);
        }
        return new Reader(this, folder, from);
    }

    JournalException released(long position) {
        return new JournalException(
                "position " + position + " of the journal in " + folder.path() + " is released; it begins at "
                        + start(),
                null);
    }

    /**
     * Gives up what lies before this position: files that lie wholly before it are deleted. One that cannot be deleted is
     * tried again the next time.
     */
    public void releaseBefore(long position) {
        releaseBefore(position, 0);
    }

    /**
     * Gives up what lies before this position, but keeps the last of it as long as there is room.
     *
     * @param spare how much of it to keep, bytes
     */
    public void releaseBefore(long position, long spare) {
        synchronized (releasing) {
            releasedTo = Math.max(releasedTo, position);
            while (segments.size() > 1) {
                Segment oldest = segments.firstEntry().getValue();
                if (endOf(oldest) > position - spare) {
                    return;
                }
                try {
                    Files.deleteIfExists(oldest.file());
                } catch (IOException e) {
                    LOG.warn("cannot delete {}, which is no longer needed; tried again later", oldest.file(), e);
                    return;
                }
                segments.remove(oldest.start());
            }
        }
    }

    /**
     * Sees to it that no new entry gets a position before this one. Where the journal ends before it, all that it holds is
     * given up and it begins anew there. For a journal that was lost, or put back from a backup, while what was dealt with
     * is remembered: new messages would get positions that count as dealt with.
     *
     * @param position everything before it was dealt with
     * @throws JournalException when the disk does not take that
     */
    public synchronized void beginAt(long position) {
        if (end >= position) {
            return;
        }
        LOG.warn(
                "the journal in {} ends at position {} and was dealt with up to {}: it begins anew there",
                folder.path(),
                end,
                position);
        synchronized (releasing) {
            try {
                // Deleted first: a crash in between leaves an empty folder, not a gap.
                for (Segment segment : segments.values()) {
                    Files.deleteIfExists(segment.file());
                }
                folder.forceNames();
                segments.clear();
                sound = false;
                end = position;
                beginSegment();
            } catch (IOException e) {
                throw new JournalException("cannot begin the journal in " + folder.path() + " anew: " + e, e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        JournalFolder.closeQuietly(channel, active);
    }

    @Nullable
    Segment segmentAt(long position) {
        Map.Entry<Long, Segment> entry = segments.floorEntry(position);
        return entry == null ? null : entry.getValue();
    }

    /** Where the next segment begins; for the last one there is no telling. */
    long endOf(Segment segment) {
        Long next = segments.higherKey(segment.start());
        return next == null ? Long.MAX_VALUE : next;
    }
}
