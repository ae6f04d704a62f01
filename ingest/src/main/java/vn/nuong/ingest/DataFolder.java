package vn.nuong.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.nuong.ingest.store.StoreException;

/**
 * What lies where in ingest's data folder.
 *
 * @param folder the folder itself
 */
public record DataFolder(Path folder) {

    /**
     * Makes the folder where it is missing, and gives the files of an earlier version their present names. Only for whoever has
     * the folder's lock.
     */
    public static DataFolder open(Path folder) {
        DataFolder data = new DataFolder(folder);
        try {
            Files.createDirectories(folder);
            rename(folder.resolve("ingest-records.db"), data.records());
            rename(folder.resolve("ingest-readings.db"), data.readings());
            return data;
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write " + folder + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); name a folder that this user may write",
                    e);
        }
    }

    /** With the log that belongs to it: without that the last transactions would be lost. */
    private static void rename(Path earlier, Path now) throws IOException {
        if (Files.exists(earlier) && !Files.exists(now)) {
            for (String suffix : new String[] {"-wal", "-shm", ""}) {
                Path from = earlier.resolveSibling(earlier.getFileName() + suffix);
                if (Files.exists(from)) {
                    Files.move(from, now.resolveSibling(now.getFileName() + suffix));
                }
            }
        }
    }

    /** Dead letters, conflicts, accounting, ledger and devices. */
    public Path records() {
        return folder.resolve("records.db");
    }

    /** Readings, where they are not in InfluxDB. */
    public Path readings() {
        return folder.resolve("readings.db");
    }

    /** Acknowledged messages that are not all in the store yet. */
    public Path journal() {
        return folder.resolve("journal");
    }
}
