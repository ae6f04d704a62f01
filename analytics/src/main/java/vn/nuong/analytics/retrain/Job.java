package vn.nuong.analytics.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Retraining;
import vn.nuong.telemetry.json.Json;

/**
 * A retraining that was begun: what its process has to know to do it, or to go on with it. Kept in the work folder as {@code job.json},
 * beside {@code learn} and {@code later} with the recordings.
 *
 * @param version the new model's name
 * @param started when it began
 * @param heldBackFrom first day of the trial: no reading of that day or later is learned from
 * @param depths to train for, cm
 * @param attempts how often it was begun
 */
record Job(String version, Instant started, LocalDate heldBackFrom, List<Integer> depths, int attempts) {

    private static final String FILE = "job.json";
    private static final String OUTCOME = "outcome.json";

    /** What came of it. */
    record Outcome(
            Retraining.State state, String step, @Nullable String figures) {}

    /** The work folder in a registry; the registry takes no model from a folder that begins with a dot. */
    static Path folder(Path registry) {
        return registry.resolve(".retraining");
    }

    static Path learn(Path registry) {
        return folder(registry).resolve("learn");
    }

    static Path later(Path registry) {
        return folder(registry).resolve("later");
    }

    /** What others recorded and the model shall learn from too: {@code recordings} beside the registry; it need not be there. */
    static Path recordings(Path registry) {
        return registry.toAbsolutePath().resolveSibling("recordings");
    }

    Job again() {
        return new Job(version, started, heldBackFrom, depths, attempts + 1);
    }

    void write(Path registry) throws IOException {
        replace(folder(registry).resolve(FILE), this);
    }

    static boolean isThere(Path registry) {
        return Files.exists(folder(registry).resolve(FILE));
    }

    static Job read(Path registry) throws IOException {
        return Json.mapper().readValue(Files.readAllBytes(folder(registry).resolve(FILE)), Job.class);
    }

    static void write(Path registry, Outcome outcome) throws IOException {
        replace(folder(registry).resolve(OUTCOME), outcome);
    }

    /** Null while there is none. */
    static @Nullable Outcome outcome(Path registry) throws IOException {
        Path file = folder(registry).resolve(OUTCOME);
        return Files.exists(file) ? Json.mapper().readValue(Files.readAllBytes(file), Outcome.class) : null;
    }

    /** A file is whole or the one before. */
    static void replace(Path file, Object content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, Json.mapper().writeValueAsBytes(content));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
