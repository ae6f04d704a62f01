package vn.nuong.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.Json;

/**
 * Where a replay stands, kept in a file so that a restart goes on from there.
 *
 * @param clock what the replay clock showed
 * @param end where it stops
 * @param publishedTo the time up to which every message is acknowledged by the broker; null before the first
 */
record ReplayState(Instant clock, Instant end, @Nullable Instant publishedTo) {

    static final String FILE = "clock.json";

    /**
     * The state kept in a folder; empty before the first start.
     *
     * @throws IllegalArgumentException when the file is there and cannot be understood
     */
    static Optional<ReplayState> find(Path dataDir) {
        Path file = dataDir.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), ReplayState.class));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " does not say where the replay stands (" + e.getMessage()
                            + "); remove it to start the replay anew",
                    e);
        }
    }

    /** Replaces the file in one step, so that an unclean stop leaves the old or the new one. */
    void save(Path dataDir) throws IOException {
        Path next = dataDir.resolve(FILE + ".next");
        Files.write(next, Json.write(this));
        Files.move(next, dataDir.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
