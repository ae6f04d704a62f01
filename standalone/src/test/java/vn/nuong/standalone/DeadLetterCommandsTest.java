package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.DataLock;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.journal.Reader;
import vn.nuong.ingest.records.Checkpoint;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.Digest;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.payload.Refusal;

class DeadLetterCommandsTest {

    @TempDir
    Path dir;

    private DataFolder folder;
    private String data;

    @BeforeEach
    void make() {
        folder = SampleFolder.make(dir.resolve("data"));
        data = folder.folder().toString();
    }

    private static JsonNode json(CommandRun run) {
        return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsThemForPeopleTheNewestFirst() {
        CommandRun list = CommandRun.of("deadletter", "list", "--data", data);

        assertThat(list.code()).isZero();
        assertThat(list.outLines()).hasSize(4);
        assertThat(list.outLines().get(0)).startsWith("ID  RECEIVED").endsWith("DETAIL");
        assertThat(list.outLines().get(1)).startsWith("3 ").contains("nuong/pilot/Other.One/readings", "bad_topic");
        assertThat(list.outLines().get(3)).startsWith("1 ").contains("pilot/my-probe", "unknown_property");
        assertThat(list.err()).contains("3 shown", "1 bad_topic, 1 unknown_property, 1 unparseable");
    }

    @Test
    void listsThemForPrograms() {
        CommandRun jsonRun = CommandRun.of("deadletter", "list", "--data", data, "--format", "json", "--limit", "2");
        assertThat(json(jsonRun)).hasSize(2);
        assertThat(jsonRun.err()).isEmpty();

        CommandRun csv = CommandRun.of(
                "deadletter",
                "list",
                "--data",
                data,
                "--format",
                "csv",
                "--device",
                "my-probe",
                "--reason",
                "unknown_property");
        assertThat(csv.outLines())
                .containsExactly(
                        "id,received,topic,site,device,readings,reason,detail,payload,payload_bytes,cut",
                        "1,2026-11-22T12:00:00Z,nuong/pilot/my-probe/readings,pilot,my-probe,1,unknown_property,"
                                + "what to do about unknown_property,\"{\"\"readings\"\":{\"\"batery\"\":3.6}}\",27,false");
    }

    @Test
    void showsOneWithoutLettingItsPayloadSteerTheTerminal() {
        CommandRun show = CommandRun.of("deadletter", "show", "2", "--data", data);
        assertThat(show.code()).isZero();
        assertThat(show.out()).contains("unparseable", "what to do about unparseable", "\\u001b[31mno json");

        JsonNode letter = json(CommandRun.of("deadletter", "show", "2", "--data", data, "--format", "json"));
        assertThat(Base64.getDecoder().decode(letter.path("payload_base64").asText()))
                .isEqualTo("\u001b[31mno json".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(CommandRun.of("deadletter", "show", "77", "--data", data))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.err()).startsWith("nuong: there is no dead letter 77"));
        assertThat(CommandRun.of("deadletter", "list", "--data", data, "--device", "nobody")
                        .err())
                .contains("no dead letters match");
        assertThat(CommandRun.of("deadletter", "list", "--data", dir.toString()))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.err()).contains("there is no " + dir.resolve("records.db")));
    }

    @Test
    void refusesAReasonThatThereIsNot() {
        for (String command : List.of("list", "retry")) {
            assertThat(CommandRun.of("deadletter", command, "--reason", "nope", "--data", data))
                    .returns(2, CommandRun::code)
                    .satisfies(run -> assertThat(run.err())
                            .contains("--reason is nope; give one of unparseable, bad_topic, unknown_property"));
        }
    }

    @Test
    void putsThemIntoTheJournalOfAStoppedIngest() {
        assertThat(CommandRun.of("deadletter", "retry", "1", "--data", data))
                .returns(0, CommandRun::code)
                .returns("1 message will be tried again when ingest starts" + System.lineSeparator(), CommandRun::out);
        assertThat(CommandRun.of("deadletter", "retry", "--reason", "unparseable", "--data", data, "--format", "json")
                        .out())
                .startsWith("{\"queued\":1,\"cut\":[]}");

        List<Entry> entries;
        try (Journal journal = Journal.open(folder.journal(), Journal.Settings.DEFAULT);
                Reader reader = journal.reader(0)) {
            entries = reader.next(10, Long.MAX_VALUE, Long.MAX_VALUE);
        }
        assertThat(entries).extracting(Entry::retryOf).containsExactly(1L, 2L);
        assertThat(entries.get(0).topic()).isEqualTo("nuong/pilot/my-probe/readings");
        assertThat(entries.get(1).receivedNs()).isGreaterThan(entries.get(0).receivedNs());
    }

    @Test
    void endsWithOneWhereOnlyTheBeginningWasKept() {
        try (RecordStore records = RecordStore.open(folder.records())) {
            Checkpoint checkpoint = new Checkpoint();
            checkpoint.deadLetter(new Checkpoint.NewDeadLetter(
                    new DeadLetter(
                            0,
                            SampleFolder.START,
                            "nuong/pilot/my-probe/readings",
                            new byte[] {'x'},
                            20_000,
                            List.of(new DeadLetter.Item(null, Refusal.Reason.UNPARSEABLE, "too long"))),
                    Digest.of("nuong/pilot/my-probe/readings", new byte[20_000]),
                    null));
            records.write(checkpoint);
        }
        assertThat(CommandRun.of("deadletter", "retry", "--all", "--data", data))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.out()).startsWith("3 messages will be tried again when ingest starts"))
                .satisfies(run -> assertThat(run.err())
                        .startsWith("nuong: 1 of 4 cannot be tried again, since only the beginning was kept")
                        .contains("[4]"));
    }

    @Test
    void tellsAFolderThatCannotBeReadFromOneThatIsMissing() throws IOException {
        Path file = Files.createFile(dir.resolve("a-file"));
        assertThat(CommandRun.of("deadletter", "list", "--data", file.toString()))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.err()).startsWith("nuong: cannot read " + file.resolve("records.db")));

        Path closed = Files.createDirectory(dir.resolve("closed"));
        Assumptions.assumeTrue(Files.getFileStore(closed).supportsFileAttributeView("posix"), "rights are POSIX's");
        Files.setPosixFilePermissions(closed, Set.of());
        Assumptions.assumeFalse(Files.isReadable(closed), "root may read everything");
        for (String command : List.of("list", "retry")) {
            assertThat(CommandRun.of(
                            "deadletter",
                            command,
                            command.equals("list") ? "--limit=1" : "--all",
                            "--data",
                            closed.toString()))
                    .returns(1, CommandRun::code)
                    .satisfies(run -> assertThat(run.err())
                            .contains("cannot read " + closed.resolve("records.db"), "this user may not look"));
        }
    }

    @Test
    void leavesTheFolderOfARunningIngestToIt() {
        try (DataLock lock = DataLock.tryLock(folder.folder()).orElseThrow()) {
            assertThat(CommandRun.of("deadletter", "retry", "--all", "--data", data))
                    .returns(1, CommandRun::code)
                    .satisfies(run -> assertThat(run.err()).contains("an ingest works in " + data, "--url"));
            assertThat(CommandRun.of("deadletter", "list", "--data", data).code())
                    .isZero();
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void saysThatNobodyAnswers() {
        assertThat(CommandRun.of("deadletter", "list", "--url", "http://127.0.0.1:1"))
                .returns(1, CommandRun::code)
                .satisfies(run -> assertThat(run.errLines())
                        .singleElement()
                        .asString()
                        .startsWith("nuong: nothing answers at http://127.0.0.1:1; see that the service runs there")
                        .doesNotContain("null", "Exception"));
    }
}
