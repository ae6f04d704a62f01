package vn.nuong.gateway.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a folder to one broker; the system gives it back when the process ends, however it ends. */
final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder when it is missing.
     *
     * @throws IllegalStateException when it cannot be written, or another broker has it
     */
    static FolderLock take(Path folder) {
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot write to the MQTT broker's folder " + folder + " (" + e + "); choose another", e);
        }
        FolderLock lock = new FolderLock(channel);
        if (!lock.isTaken()) {
            lock.close();
            throw new IllegalStateException("another broker is using " + folder + "; stop it or choose another folder");
        }
        return lock;
    }

    private boolean isTaken() {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            LOG.debug("this process has the lock already", e);
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("cannot lock the MQTT broker's folder: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("the lock of the MQTT broker's folder did not close", e);
        }
    }
}
