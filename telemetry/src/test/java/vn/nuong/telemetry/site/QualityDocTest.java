package vn.nuong.telemetry.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.reading.Flag;

/** docs/quality.md is checked against the code, so that neither runs ahead of the other. */
class QualityDocTest {

    @Test
    void listsEveryFlagWithItsVietnamese() throws IOException {
        String doc = doc();
        for (Flag flag : Flag.values()) {
            assertThat(doc).contains("| `" + flag.code() + "` | " + flag.vietnamese() + " | ");
        }
    }

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        ObjectMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        JsonNode settings = mapper.valueToTree(QualitySettings.DEFAULT);
        String doc = doc();
        for (Iterator<String> names = settings.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            assertThat(doc).contains("| `" + name + "` | ");
            if (settings.get(name).isNumber()) {
                String row = doc.lines()
                        .filter(l -> l.startsWith("| `" + name + "` |"))
                        .findFirst()
                        .orElseThrow();
                assertThat(Double.parseDouble(row.split("\\|")[2].strip()))
                        .as(name)
                        .isEqualTo(settings.get(name).doubleValue());
            }
        }
    }

    private static String doc() throws IOException {
        return Files.readString(Path.of("../docs/quality.md"));
    }
}
