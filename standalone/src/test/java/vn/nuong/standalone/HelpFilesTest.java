package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HelpFilesTest {

    @Test
    void everyHelpFileIsWhatItsCommandPrints() throws IOException {
        for (Map.Entry<String, String> expected : HelpFiles.texts().entrySet()) {
            Path file = HelpFiles.FOLDER.resolve(expected.getKey());
            assertThat(file).exists();
            assertThat(Files.readString(file))
                    .as("%s; write it anew by running HelpFiles.main of the tests in folder standalone", file)
                    .isEqualTo(expected.getValue());
        }
    }

    @Test
    void thereIsNoHelpFileWithoutACommand() throws IOException {
        try (Stream<Path> files = Files.walk(HelpFiles.FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> HelpFiles.FOLDER.relativize(f).toString().replace('\\', '/'))
                            .filter(n -> !n.equals("version.txt")))
                    .containsExactlyInAnyOrderElementsOf(HelpFiles.texts().keySet());
        }
    }

    @Test
    void theVersionIsThePoms() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        String version =
                Files.readString(HelpFiles.FOLDER.resolve("version.txt")).strip();
        assertThat(pom).contains("<version>" + version.replace("nuong ", "") + "</version>");
    }
}
