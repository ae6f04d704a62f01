package vn.nuong.analytics.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.telemetry.advice.Bulletin;

class BulletinFilesTest {

    private static final String WHOLE = """
            {"issuer": "Đài KTTV Thái Nguyên",
             "issued": "2026-09-07T05:00:00+07:00",
             "valid_until": "2026-09-07T17:00:00+07:00",
             "text": "  Bão số 3 <Yagi>.\\nGió cấp 12 \\"giật\\" cấp 15.  "}""";

    @TempDir
    Path dir;

    @Test
    void theTextIsTakenToTheLetter() throws IOException {
        Bulletin bulletin = BulletinFiles.read(file("a.json", WHOLE)).get(0);
        assertThat(bulletin.text()).isEqualTo("  Bão số 3 <Yagi>.\nGió cấp 12 \"giật\" cấp 15.  ");
        assertThat(bulletin.stayIn()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "issued", "valid_until", "text"})
    void oneWithoutAFieldIsRefusedNamingFileAndField(String field) throws IOException {
        Path file = file(
                "a.json",
                WHOLE.replaceFirst("\"" + field + "\": \"[^\\n]*\"(,|(?=}))", "")
                        .replaceFirst(",\\s*}", "}"));
        assertThatThrownBy(() -> BulletinFiles.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.json")
                .hasMessageContaining("without " + field);
    }

    @Test
    void oneThatEndsBeforeItBeginsIsRefused() throws IOException {
        Path file = file("a.json", WHOLE.replace("T17:", "T04:"));
        assertThatThrownBy(() -> BulletinFiles.read(file)).hasMessageContaining("not after issued");
    }

    @Test
    void aFolderGivesWhatCanBePassedOnAndNamesTheRest() throws IOException {
        file("a.json", "[" + WHOLE + "]");
        file("b.json", WHOLE.replace("issuer", "sender"));
        file("c.txt", "not looked at");
        List<String> faults = new ArrayList<>();
        assertThat(BulletinFiles.read(dir, faults::add)).hasSize(1);
        assertThat(faults).singleElement().asString().contains("b.json").contains("without issuer");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
