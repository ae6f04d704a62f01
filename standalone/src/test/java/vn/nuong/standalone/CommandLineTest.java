package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Nuong.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void printsHelpAndVersionAndEndsWithZero() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "init", "simulate", "replay", "ingest", "deadletter", "backup");
        assertThat(run("demo", "--version")).isZero();
        assertThat(out.toString()).contains("nuong 0.");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "demo --nonsense",
                "demo --http x",
                "demo --http 65536",
                "demo --mqtt -1",
                "demo --http 8080 --mqtt 8080",
                "demo --speed 0",
                "demo --speed NaN",
                "demo --speed 1000001",
                "demo --for 60",
                "demo --for 0s",
                "demo --for 1d",
                "demo extra",
                "init --nonsense",
                "ingest",
                "ingest --broker nowhere --data d --http 0",
                "ingest --broker tcp://h:1 --data d --http 65536",
                "ingest --broker tcp://h:1 --data d --http 0 --connections 0",
                "ingest --broker tcp://h:1 --data d --http 0 --sites Not_An_Id",
                "ingest --broker tcp://h:1 --data d --http 0 --keep-raw 3h",
                "ingest --broker tcp://h:1 --data d --http 0 --max-journal 8",
                "ingest --broker tcp://h:1 --data d --http 0 --influx http://h:1",
                "ingest --broker tcp://h:1 --data d --http 0 --site no-such.yaml",
                "ingest --broker tcp://h:1 --data d --http 0 --mqtt-password-file no-such",
                "deadletter",
                "deadletter nonsense",
                "deadletter list",
                "deadletter list --url http://h:1 --data d",
                "deadletter list --url localhost:8090",
                "deadletter list --url 127.0.0.1:8090",
                "deadletter list --data d --limit 0",
                "deadletter list --data d --format xml",
                "deadletter show --data d",
                "deadletter show one --data d",
                "deadletter show 1 --data d --format csv",
                "deadletter retry --data d",
                "deadletter retry 1 --all --data d",
                "deadletter retry 1 --device d --data d",
                "device",
                "device check --data d",
                "device check My.Probe --data d",
                "export",
                "export --data d --from yesterday",
                "export --data d --from 2026-02-01T00:00:00Z --to 2026-01-01T00:00:00Z",
                "export --data d --plot p",
                "export --data d --plot p --device d",
                "export --data d --format xml",
                "import",
                "import table.csv",
                "backup --data d",
                "backup b.zip",
                "restore b.zip"
            })
    void badUsageIsExplainedInOneLineAndEndsWithTwo(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString().lines().toList().get(0)).startsWith("nuong: ");
        assertThat(err.toString().lines().toList().get(1))
                .startsWith("See: nuong")
                .endsWith(" --help");
    }

    @Test
    void aTakenPortIsNamedInOneLineAndEndsWithOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(demo("--http", "" + taken.getLocalPort())).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("nuong: port " + taken.getLocalPort())
                    .contains("--http");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedInOneLineAndEndsWithOne() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        assertThat(demo("--data", file.resolve("below").toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("nuong: cannot write to the folder " + file)
                .contains("--data");
    }

    @Test
    void aSummaryThatCannotBeWrittenIsFoundBeforeAnythingStarts() {
        Path nowhere = folder.resolve("nowhere/summary.json");
        assertThat(demo("--data", folder.resolve("data").toString(), "--summary", nowhere.toString()))
                .isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(nowhere.toString(), "--summary");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aFailureShowsWhereItComesFromOnlyWhenAsked() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        assertThat(demo("--verbose", "--data", file.resolve("below").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("\tat vn.nuong.standalone");
    }

    private int demo(String... more) {
        String[] args = new String[more.length + (more[0].equals("--http") ? 3 : 1)];
        args[0] = "demo";
        System.arraycopy(more, 0, args, 1, more.length);
        if (more[0].equals("--http")) {
            args[more.length + 1] = "--data";
            args[more.length + 2] = folder.resolve("data").toString();
        }
        return run(args);
    }
}
