package vn.nuong.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import vn.nuong.ingest.store.StoreException;

/**
 * The right to write a data folder: one process has it. The operating system takes it back when that process ends, however it
 * ends, and a process that stands by then gets it.
 */
public final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @return empty while another process has it
     * @throws StoreException when the folder cannot be made or written
     */
    public static Optional<DataLock> tryLock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new DataLock(channel));
                }
            } catch (OverlappingFileLockException e) {
                // This very process has it: the same answer as for another's.
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write " + folder + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); name a folder that this user may write",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot give the data folder's lock back: " + e.getMessage(), e);
        }
    }
}
