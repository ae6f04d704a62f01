package vn.nuong.analytics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.outlook.BulletinFiles;
import vn.nuong.telemetry.advice.Bulletin;

/**
 * The official bulletins of a file or folder, read anew every round. A bulletin that cannot be passed on is named in the log once; the
 * others are passed on. For one thread.
 */
final class BulletinFeed {

    private static final Logger LOG = LoggerFactory.getLogger(BulletinFeed.class);

    private final Optional<Path> path;
    private volatile Set<String> faults = Set.of();

    /** @param path a file or folder as {@link BulletinFiles} has it; empty when there are no bulletins */
    BulletinFeed(Optional<Path> path) {
        this.path = path;
    }

    /** All of them, expired or not. */
    List<Bulletin> read() {
        if (path.isEmpty()) {
            return List.of();
        }
        Set<String> found = new TreeSet<>();
        List<Bulletin> bulletins;
        try {
            bulletins = BulletinFiles.read(path.get(), found::add);
        } catch (IOException e) {
            bulletins = List.of();
            found.add("bulletins cannot be read: " + e.getMessage());
        }
        found.stream().filter(fault -> !faults.contains(fault)).forEach(LOG::error);
        faults = Set.copyOf(found);
        return bulletins;
    }

    /** Whether all were passed on the last time. */
    boolean works() {
        return faults.isEmpty();
    }
}
