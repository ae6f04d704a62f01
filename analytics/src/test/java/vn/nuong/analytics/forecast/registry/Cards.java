package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/** Cards and model folders for tests. */
final class Cards {

    static final LocalDate LAST_DAY = LocalDate.parse("2023-06-30");

    private Cards() {}

    static ModelCard card(String version, int day) {
        return new ModelCard(
                ModelCard.SOIL_MOISTURE,
                version,
                Instant.parse("2024-01-01T00:00:00Z").plusSeconds(86_400L * day),
                "a test",
                List.of(new ModelCard.Learned(
                        "a.csv", "ab".repeat(32), "nowhere", "none", LocalDate.parse("2022-01-01"), LAST_DAY)),
                List.of("x"),
                "1.0",
                1,
                List.of(new ModelCard.SkillAt(
                        "soil_moisture_20cm", "held out", 24, ModelCard.Season.ALL, 10, 0.5, 0.8)),
                new TreeMap<>(java.util.Map.of("x", new ModelCard.Range(0, 1))),
                new TreeMap<>(),
                List.of());
    }

    /** A folder as training leaves it. */
    static ModelCard train(Path registry, String version, int day) {
        try {
            Path folder = Files.createDirectories(registry.resolve(version));
            Files.writeString(folder.resolve("weights.bin"), "weights of " + version);
            return card(version, day).write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
