package vn.nuong.standalone.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one folder a demo writes to, held by one demo at a time. Each service has its own folder in it. The lock goes with the
 * process, however that ends.
 */
final class DemoFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lockFile;

    private DemoFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder where it is missing, and takes it.
     *
     * @throws IOException saying in one line why it cannot be used
     */
    static DemoFolder open(Path folder) throws IOException {
        FileChannel lockFile;
        try {
            Files.createDirectories(folder);
            lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write to the folder " + folder + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); give another one with --data",
                    e);
        }
        if (!lock(lockFile)) {
            lockFile.close();
            throw new IOException("another demo is running on the folder " + folder
                    + "; stop it, or give another folder with --data");
        }
        return new DemoFolder(folder, lockFile);
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this same process, as in a test
        }
    }

    Path path() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A folder of its own for one service. */
    Path folderFor(String service) throws IOException {
        return Files.createDirectories(folder.resolve(service));
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
