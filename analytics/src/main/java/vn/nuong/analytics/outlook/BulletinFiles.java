package vn.nuong.analytics.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.json.Json;

/**
 * Official storm bulletins that an operator put down as JSON: a file with one bulletin or an array of them, or a folder with such files,
 * whose names end in {@code .json}. Nothing is fetched, and nothing is read out of their words.
 */
public final class BulletinFiles {

    private BulletinFiles() {}

    /**
     * Every bulletin of a file or folder, expired or not, the latest issued first.
     *
     * @throws IllegalArgumentException naming file and field, when one cannot be passed on
     * @throws IOException when the path cannot be read
     */
    public static List<Bulletin> read(Path path) throws IOException {
        return read(path, fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /**
     * The same, passing over what cannot be passed on.
     *
     * @param faults takes a line for each such file
     */
    public static List<Bulletin> read(Path path, Consumer<String> faults) throws IOException {
        List<Bulletin> bulletins = new ArrayList<>();
        for (Path file : files(path)) {
            try {
                bulletins.addAll(readFile(file));
            } catch (IllegalArgumentException e) {
                faults.accept(file + ": " + e.getMessage());
            }
        }
        bulletins.sort(Comparator.comparing(Bulletin::issued).reversed());
        return List.copyOf(bulletins);
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(f -> f.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Bulletin> readFile(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("it is not there; give the path of a bulletin or a folder of them", e);
        }
        JsonNode node = Json.parse(bytes);
        return node.isArray() ? List.of(Json.read(bytes, Bulletin[].class)) : List.of(Json.read(bytes, Bulletin.class));
    }
}
