package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.nuong.ingest.journal.Drafts.draft;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends, killed again and again. */
class KilledJournalTest {

    private static final Journal.Settings SETTINGS = new Journal.Settings(1L << 30, 100_000, 0);
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    @Test
    void whatAppendReturnedFromIsThereAfterAKill() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = appendUntilKilled(40);
            try (Journal journal = Journal.open(folder, SETTINGS)) {
                List<Entry> found = Drafts.read(journal, 0);
                assertThat(found.size()).isGreaterThanOrEqualTo((int) acknowledged);
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i).receivedNs()).isEqualTo(i + 1);
                }
            }
        }
    }

    /** How many it had acknowledged. */
    private long appendUntilKilled(int appends) throws Exception {
        Path output = folder.resolve("acknowledged.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Appender.class.getName(),
                        folder.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.readAllLines(output).size() >= appends);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String printed = Files.readString(output);
        List<String> lines =
                printed.substring(0, printed.lastIndexOf('\n')).lines().toList();
        return Long.parseLong(lines.get(lines.size() - 1));
    }

    /** Prints how many messages the journal holds, after each append. */
    static final class Appender {

        private Appender() {}

        public static void main(String[] args) {
            try (Journal journal = Journal.open(Path.of(args[0]), SETTINGS)) {
                long received = journal.lastReceivedNs();
                Random random = new Random(received);
                while (true) {
                    List<Draft> drafts = new ArrayList<>();
                    for (int i = random.nextInt(200); i >= 0; i--) {
                        Draft text = draft("x".repeat(random.nextInt(400)));
                        drafts.add(new Draft(++received, text.topic(), text.payload(), false, false, 0));
                    }
                    journal.append(drafts);
                    System.out.println(received);
                }
            }
        }
    }
}
