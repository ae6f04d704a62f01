package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.nuong.ingest.journal.Drafts.drafts;
import static vn.nuong.ingest.journal.Drafts.texts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of a few megabytes that is really full. */
class JournalOnAFullDiskTest {

    private static final int KEPT_FREE = 512 * 1024;

    @TempDir
    Path dir;

    private Path mounted;
    private boolean isMounted;

    @BeforeEach
    void mountADisk() throws Exception {
        mounted = Files.createDirectory(dir.resolve("disk"));
        String said = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mounted.toString());
        isMounted = said.isEmpty();
        if (!isMounted) {
            System.err.println(
                    "SKIPPED JournalOnAFullDiskTest: a small disk cannot be mounted; run it as root on Linux: " + said);
        }
        Assumptions.assumeTrue(isMounted, said);
    }

    @AfterEach
    void unmountIt() throws Exception {
        if (isMounted) {
            assertThat(run("umount", mounted.toString())).isEmpty();
        }
    }

    @Test
    void stopsBeforeTheDiskIsFullAndGoesOnOnceThereIsRoom() throws Exception {
        Journal.Settings settings = new Journal.Settings(1L << 30, 1 << 20, KEPT_FREE);
        try (Journal journal = Journal.open(mounted.resolve("journal"), settings)) {
            fillTheDisk(KEPT_FREE + 300_000);
            List<String> kept = new ArrayList<>();
            String text = "x".repeat(50_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            journal.append(drafts(text + i));
                            kept.add(text + i);
                        }
                    })
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("the disk of the journal")
                    .hasMessageContaining(mounted.toString());
            assertThat(kept).hasSizeBetween(3, 6);
            assertThat(Files.getFileStore(mounted).getUsableSpace()).isGreaterThanOrEqualTo(KEPT_FREE);

            Files.delete(filler());
            journal.append(drafts("room again"));
            kept.add("room again");
            assertThat(texts(journal)).isEqualTo(kept);
        }
    }

    @Test
    void anAppendThatFillsTheDiskLeavesNothingBehind() throws Exception {
        Journal.Settings settings = new Journal.Settings(1L << 30, 1 << 20, 0);
        TestDisk disk = new TestDisk();
        try (Journal journal = Journal.open(mounted.resolve("journal"), settings, disk)) {
            journal.append(drafts("a"));
            // Another process is faster, between the look at what is free and the write.
            disk.beforeWrite(() -> fillTheDisk(100_000));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> journal.append(drafts("x".repeat(400_000))))
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining("see to the disk");
                disk.beforeWrite(() -> {});
                assertThat(Files.getFileStore(mounted).getUsableSpace()).isBetween(50_000L, 100_000L);
                Files.delete(filler());
                disk.beforeWrite(() -> fillTheDisk(100_000));
            }
            disk.beforeWrite(() -> {});
            journal.append(drafts("b"));
            assertThat(texts(journal)).containsExactly("a", "b");
        }
        try (Journal journal = Journal.open(mounted.resolve("journal"), settings)) {
            assertThat(texts(journal)).containsExactly("a", "b");
        }
    }

    @Test
    void canBeOpenedReadAndReleasedOnAFullDisk() throws Exception {
        Journal.Settings settings = new Journal.Settings(1L << 30, 100_000, KEPT_FREE);
        try (Journal journal = Journal.open(mounted.resolve("journal"), settings)) {
            journal.append(drafts("a".repeat(90_000)));
            journal.append(drafts("b".repeat(90_000)));
            journal.append(drafts("c".repeat(20_000)));
        }
        fillTheDisk(0);
        try (Journal journal = Journal.open(mounted.resolve("journal"), settings)) {
            assertThat(texts(journal)).hasSize(3);
            journal.releaseBefore(journal.end());
            assertThat(texts(journal)).containsExactly("c".repeat(20_000));
        }
    }

    private Path filler() {
        return mounted.resolve("filler");
    }

    /** But for so many bytes. */
    private void fillTheDisk(long free) {
        try {
            long size = Files.getFileStore(mounted).getUsableSpace() - free;
            if (size > 0) {
                Files.write(filler(), new byte[(int) size], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What it printed, or why it could not be run; nothing when it succeeded. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                return command[0] + " does not end";
            }
            return process.exitValue() == 0 ? "" : said + " (exit " + process.exitValue() + ")";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
