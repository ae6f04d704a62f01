package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.DataFolder;

class DeviceCheckCommandTest {

    @TempDir
    Path dir;

    private DataFolder folder;

    @BeforeEach
    void make() {
        folder = SampleFolder.make(dir.resolve("data"));
    }

    private CommandRun check(String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "device";
        args[1] = "check";
        args[2] = "--data";
        args[3] = folder.folder().toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return CommandRun.of(args);
    }

    @Test
    void tellsAMakerInBothLanguagesWhatIsWrong() {
        CommandRun run = check("my-probe");

        assertThat(run.code()).as("its newest message was refused").isEqualTo(1);
        assertThat(run.out())
                .startsWith("pilot/my-probe")
                .contains(
                        "✗ Không có đại lượng nào tên như vậy (batery)",
                        "  No property is called so (batery)",
                        "! Thiết bị chưa tự giới thiệu")
                .contains("MEASURED", "soil_moisture_20cm 0.3 m3/m3");
        assertThat(check("my-probe", "--english").out())
                .contains("✗ No property is called so (batery)")
                .doesNotContain("Không");
    }

    @Test
    void endsWithZeroWhereTheNewestMessagesAreTaken() {
        CommandRun run = check("wufeng-2022");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("air_temperature 20.5 Cel");
    }

    @Test
    void recognisesADeviceThatOnlyJustMissesItsTopic() {
        assertThat(check("otherone", "--english"))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.out()).contains("nuong/pilot/Other.One/readings"));
    }

    @Test
    void writesJsonForPrograms() {
        assertThat(check("my-probe", "--format", "json").out())
                .startsWith("{\"site\":\"pilot\",\"device\":\"my-probe\"")
                .contains("\"code\":\"unknown_property\"");
    }

    @Test
    void asksWhereTheReadingsAreWhenTheyAreNotInTheFolder() throws Exception {
        Files.delete(folder.readings());
        assertThat(check("my-probe"))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.err()).contains("readings.db", "--influx"));
    }
}
