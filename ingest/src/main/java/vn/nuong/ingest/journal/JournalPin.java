package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds on to a journal's segments while the process that writes it may release them: each gets a second name (a hard link) in a
 * folder of ours, again and again until {@link #finish}, so that everything it held meanwhile is there in the end.
 */
public final class JournalPin implements AutoCloseable {

    private static final long LOOK_EVERY_MS = 20;

    private final Path journal;
    private final Path pins;
    private final NavigableMap<Long, Segment> pinned = new TreeMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean linked = true;
    private volatile @Nullable IOException failure;

    private JournalPin(Path journal, Path pins) {
        this.journal = journal;
        this.pins = pins;
    }

    /**
     * Begins to hold on to what the journal in a folder holds now.
     *
     * @param pins an empty folder on the same disk
     */
    public static JournalPin of(Path journal, Path pins) throws IOException {
        JournalPin pin = still(journal, pins);
        Thread started = new Thread(pin::watch, "journal-pin");
        started.setDaemon(true);
        pin.thread = started;
        started.start();
        return pin;
    }

    /** The same; it looks for new segments only when it is told to. */
    static JournalPin still(Path journal, Path pins) throws IOException {
        Files.createDirectories(pins);
        JournalPin pin = new JournalPin(journal, pins);
        pin.look();
        return pin;
    }

    private void watch() {
        try {
            while (!stopping.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Holds on to segments that were begun since the last look. */
    synchronized void look() throws IOException {
        if (!Files.isDirectory(journal)) {
            return; // an ingest that has never run
        }
        List<Segment> segments;
        try (Stream<Path> files = Files.list(journal)) {
            segments = files.map(Segment::of).flatMap(Optional::stream).toList();
        }
        for (Segment segment : segments) {
            if (!pinned.containsKey(segment.start())) {
                pin(segment);
            }
        }
    }

    private void pin(Segment segment) throws IOException {
        Path name = pins.resolve(segment.file().getFileName());
        try {
            if (linked) {
                try {
                    Files.createLink(name, segment.file());
                } catch (UnsupportedOperationException e) {
                    linked = false; // a file system without links
                }
            }
            if (!linked) {
                Files.copy(segment.file(), name);
            }
            pinned.put(segment.start(), segment);
        } catch (NoSuchFileException e) {
            // Released between the look and the pin: it was dealt with.
        } catch (FileAlreadyExistsException e) {
            throw new IOException(pins + " is not empty; delete it", e);
        }
    }

    /**
     * Ends it: what it holds now reaches up to the journal's end at this moment.
     *
     * @return the files in order, without a gap
     * @throws IOException when there is a gap
     */
    public List<Path> finish() throws IOException {
        close();
        if (failure != null) {
            throw new IOException("cannot hold on to the journal in " + journal + ": " + failure.getMessage(), failure);
        }
        look();
        if (!linked && !pinned.isEmpty()) { // it may have grown since it was copied
            Path last = pinned.lastEntry().getValue().file();
            if (Files.exists(last)) {
                Files.copy(last, pins.resolve(last.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        List<Path> files = new ArrayList<>();
        long end = -1;
        for (Segment segment : pinned.values()) {
            if (end >= 0 && end < segment.start()) {
                throw new IOException(
                        "the journal in " + journal + " has nothing from position " + end + " to " + segment.start()
                                + "; either it is damaged, or it was released faster than it was read: try again");
            }
            Path file = pins.resolve(segment.file().getFileName());
            end = segment.start() + Files.size(file);
            files.add(file);
        }
        return files;
    }

    /** Looks for no more segments. */
    @Override
    public void close() {
        stopping.countDown();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
