package vn.nuong.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a journal, and the segments in it. */
final class JournalFolder {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
    private static final boolean FOLDERS_CAN_BE_FORCED =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path path;
    private final Opener opener;
    private final FileStore disk;

    /** Opens files, and folders to have them forced to disk; tests have some that fail. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path file, OpenOption... options) throws IOException;
    }

    /** Makes the folder when it is missing. */
    JournalFolder(Path path, Opener opener) throws IOException {
        this.path = path.toAbsolutePath();
        this.opener = opener;
        make();
        this.disk = Files.getFileStore(path);
    }

    Path path() {
        return path;
    }

    long freeBytes() throws IOException {
        return disk.getUsableSpace();
    }

    List<Segment> segments() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(Segment::of).flatMap(Optional::stream).toList();
        }
    }

    Segment segment(long start) {
        return Segment.in(path, start);
    }

    /** An empty file, with its name on disk; one of that name is emptied. */
    FileChannel create(Segment segment) throws IOException {
        FileChannel made = opener.open(
                segment.file(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            forceNames();
        } catch (IOException e) {
            closeQuietly(made, segment);
            throw e;
        }
        return made;
    }

    FileChannel open(Segment segment) throws IOException {
        return opener.open(segment.file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    SegmentFile read(Segment segment) throws IOException {
        return new SegmentFile(segment, opener.open(segment.file(), StandardOpenOption.READ));
    }

    void forceNames() throws IOException {
        forceNamesIn(path);
    }

    static void closeQuietly(AutoCloseable file, Segment segment) {
        try {
            file.close();
        } catch (Exception e) { // closing loses nothing: what counts has been forced to disk
            LOG.warn("{} did not close", segment.file(), e);
        }
    }

    private void make() throws IOException {
        Path there = path.getParent();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        Files.createDirectories(path);
        for (Path made = path; made != null && !made.equals(there); made = made.getParent()) {
            try {
                forceNamesIn(made.getParent());
            } catch (AccessDeniedException e) { // a system folder that we may write to and not list
                LOG.debug("cannot force {} to disk", made.getParent(), e);
            }
        }
    }

    /** A file's name is on disk only once its folder is. Windows keeps names safe by itself and opens no folder for it. */
    private void forceNamesIn(@Nullable Path folder) throws IOException {
        if (FOLDERS_CAN_BE_FORCED && folder != null) {
            try (FileChannel opened = opener.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }
}
