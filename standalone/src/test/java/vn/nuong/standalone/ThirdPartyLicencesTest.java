package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The libraries the product ships with: each listed, each under a licence that lets us. */
class ThirdPartyLicencesTest {

    /** As the build found it; see the license-maven-plugin in this module's pom.xml. */
    private static final Path FOUND = Path.of("target/generated-sources/license/THIRD-PARTY.txt");

    private static final Path LISTED = Path.of("../THIRD-PARTY.txt");

    /** Beginnings of licence names, lower case, under which Apache-2.0 software may ship a library unchanged. */
    private static final List<String> ALLOWED = List.of(
            "apache",
            "the apache",
            "mit",
            "the mit",
            "bsd",
            "bouncy castle",
            "eclipse public license",
            "epl 2.0",
            "public domain");

    @Test
    void everyLibraryHasALicenceThatAllowsShippingIt() throws IOException {
        assertThat(libraries(FOUND)).hasSizeGreaterThan(50).allSatisfy(library -> {
            // "(licence) (another licence) Name (group:artifact:version - address)": one allowed licence is enough.
            List<String> licences = Stream.of(library.split("\\("))
                    .skip(1)
                    .map(part -> part.toLowerCase(Locale.ROOT))
                    .toList();
            assertThat(licences).anySatisfy(licence -> assertThat(ALLOWED).anyMatch(licence::startsWith));
        });
    }

    @Test
    void theShippedListIsTheListOfThisBuild() throws IOException {
        assertThat(libraries(FOUND))
                .as("copy standalone/target/generated-sources/license/THIRD-PARTY.txt, sorted, to THIRD-PARTY.txt")
                .isEqualTo(libraries(LISTED));
    }

    private static List<String> libraries(Path list) throws IOException {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("("))
                    .sorted()
                    .toList();
        }
    }
}
