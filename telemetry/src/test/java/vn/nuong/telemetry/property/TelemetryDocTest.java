package vn.nuong.telemetry.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of properties in docs/telemetry.md is the catalogue itself. */
class TelemetryDocTest {

    @Test
    void theDocumentedTableIsTheCatalogue() throws IOException {
        String documented = Files.readString(Path.of("../docs/telemetry.md"));
        assertThat(Arrays.stream(ObservedProperty.values()).map(TelemetryDocTest::row))
                .as("rows of docs/telemetry.md")
                .allSatisfy(row -> assertThat(documented).contains(row));
    }

    private static String row(ObservedProperty p) {
        String name = switch (p.where()) {
            case IN_SOIL -> p.code() + "_{depth}cm";
            case IN_TRAP -> p.code() + "_{species}";
            default -> p.code();
        };
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | `%s` | %s | %s | %s |",
                name,
                p.vietnamese(),
                p.unit(),
                number(p.plausibleMin()),
                number(p.plausibleMax()),
                p.shape().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
