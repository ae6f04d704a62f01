package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The licence of a file that is learned from. */
public final class Licence {

    private static final List<String> NAMES =
            List.of("LICENCE", "LICENSE", "LICENCE.txt", "LICENSE.txt", "LICENSE-MIT.txt");

    private Licence() {}

    /**
     * First line of a file named LICENCE or LICENSE beside it; else what was given; else {@code unknown}.
     *
     * @param given null when nothing was
     */
    public static String of(Path file, @Nullable String given) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            for (String name : NAMES) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    String first = Files.readString(folder.resolve(name), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(l -> !l.isEmpty())
                            .findFirst()
                            .orElse("");
                    if (!first.isEmpty()) {
                        return first;
                    }
                }
            }
        }
        return given == null ? "unknown" : given;
    }
}
