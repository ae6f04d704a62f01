package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an interrupted run leaves its finished pieces: beside the predictions, {@code P.csv.work}. What another run left, with other data or
 * options, is thrown away.
 */
final class WorkFolder {

    private static final String KEY = "key";

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    /** @param key of all that the result depends on */
    static WorkFolder open(Path predictions, String key) throws IOException {
        Path folder = predictions.resolveSibling(predictions.getFileName() + ".work");
        Path mark = folder.resolve(KEY);
        WorkFolder work = new WorkFolder(folder);
        if (!Files.exists(mark) || !Files.readString(mark).equals(key)) {
            work.remove();
            Files.createDirectories(folder);
            Files.writeString(mark, key);
        }
        return work;
    }

    Path folder() {
        return folder;
    }

    /** Part file of a station's rows; another content of its file is another part. */
    Path rows(String station, String hash) {
        return folder.resolve(station + "-" + hash.substring(0, 16) + ".csv");
    }

    /** Takes away what this class and its users have put there, and nothing else. */
    void remove() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        if (!files.isEmpty() && !Files.exists(folder.resolve(KEY))) {
            throw new IOException(folder + " is in the way and not ours; move it or choose another --predictions");
        }
        for (Path file : files) {
            if (!file.getFileName().toString().equals(KEY)) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(folder.resolve(KEY));
        Files.delete(folder);
    }
}
