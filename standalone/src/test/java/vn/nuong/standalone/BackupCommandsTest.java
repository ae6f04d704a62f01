package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {

    @TempDir
    Path dir;

    @Test
    void whatWasDestroyedIsThereAgain() throws IOException {
        Path data = SampleFolder.make(dir.resolve("data")).folder();
        Path zip = dir.resolve("backup.zip");
        String exported = CommandRun.of("export", "--data", data.toString()).out();

        CommandRun backup = CommandRun.of("backup", zip.toString(), "--data", data.toString());
        assertThat(backup).returns(0, CommandRun::code).returns("", CommandRun::out);
        assertThat(backup.err()).contains("100 readings", "3 more in dead letters");

        Path restored = dir.resolve("restored");
        CommandRun restore = CommandRun.of("restore", zip.toString(), "--data", restored.toString());
        assertThat(restore.code()).isZero();
        assertThat(restore.err()).contains("103 received = 100 stored + 0 duplicate + 0 conflicting + 3 dead-lettered");
        assertThat(CommandRun.of("export", "--data", restored.toString()).out()).isEqualTo(exported);
        assertThat(CommandRun.of("deadletter", "list", "--data", restored.toString())
                        .outLines())
                .hasSize(4);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("nothing else is left lying")
                    .containsExactlyInAnyOrder("data", "backup.zip", "restored");
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() {
        Path data = SampleFolder.make(dir.resolve("data")).folder();
        String zip = dir.resolve("backup.zip").toString();
        for (String[] command : new String[][] {
            {"backup", zip, "--data", dir.resolve("nowhere").toString()},
            {"backup", dir.resolve("nowhere/b.zip").toString(), "--data", data.toString()},
            {"restore", zip, "--data", dir.resolve("target").toString()},
            {"restore", zip, "--data", data.toString()}
        }) {
            CommandRun run = CommandRun.of(command);
            assertThat(run.code()).as(String.join(" ", command)).isEqualTo(1);
            assertThat(run.errLines()).singleElement().asString().startsWith("nuong: ");
        }
    }
}
