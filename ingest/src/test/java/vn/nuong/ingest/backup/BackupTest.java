package vn.nuong.ingest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.RunningIngest;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;

/** Backups are made, what they are of is destroyed, and they are put back. */
class BackupTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T00:00:00Z"));

    @TempDir
    Path dir;

    private Path data;
    private Path zip;

    private DataFolder folder() {
        data = dir.resolve("data");
        zip = dir.resolve("backup.zip");
        return DataFolder.open(data);
    }

    private Manifest backup(DataFolder folder, ReadingStore influx) throws IOException {
        return new Backup(folder, influx, "nuong test", CLOCK).write(zip);
    }

    private Manifest backUpSmallFolder() throws IOException {
        DataFolder folder = folder();
        RecordStore.open(folder.records()).close();
        try (ReadingStore store = SqliteReadingStore.open(folder.readings())) {
            SampleReadings.fill(store);
        }
        return backup(folder, null);
    }

    @Test
    void anEmbeddedStoreComesBackAsItWas() throws IOException {
        Manifest manifest = backUpSmallFolder();
        assertThat(manifest.readings()).isEqualTo(3001);
        assertThat(manifest.nuong()).isEqualTo("nuong test");

        Path restored = dir.resolve("restored");
        assertThat(new Restore(restored, null).read(zip)).isEqualTo(manifest);

        try (ReadingStore was = SqliteReadingStore.open(new DataFolder(data).readings());
                ReadingStore is = SqliteReadingStore.open(new DataFolder(restored).readings())) {
            SampleReadings.assertSame(is, was);
        }
    }

    /** Backups are made while messages come as fast as they can; the last one is put back, and goes on. */
    @Test
    void ofARunningIngestEverythingAcknowledgedBeforeIsBackAndCountedOnce() throws Exception {
        DataFolder folder = folder();
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(2, ChronoUnit.HOURS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        long before; // readings that were received for certain
        try (RunningIngest ingest = new RunningIngest(data, Clock.systemUTC())) {
            Thread devices = new Thread(() -> {
                while (!stop.get()) {
                    int i = sent.get();
                    ingest.publish(
                            "probe-" + i % 5,
                            i % 10 == 9
                                    ? "no json"
                                    : "{\"time\":\"" + start.plusSeconds(i)
                                            + "\",\"readings\":{\"battery\":3.6,\"rain\":0}}");
                    sent.incrementAndGet();
                }
            });
            devices.start();
            for (int i = 1; i <= 3; i++) {
                int more = i * 100;
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sent.get() >= more);
                zip = dir.resolve("backup-" + i + ".zip");
                backup(folder, null);
            }
            before = 19L * (sent.get() / 10); // of ten messages one cannot be read, and counts as one
            zip = dir.resolve("backup.zip");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> ingest.accounting().received() >= before);
            backup(folder, null);
            stop.set(true);
            devices.join();
        }
        Path restored = dir.resolve("restored");
        Manifest manifest = new Restore(restored, null).read(zip);
        try (RecordStore records = RecordStore.openToRead(new DataFolder(restored).records())) {
            assertThat(records.accounting()).isEqualTo(manifest.accounting());
        }

        try (RunningIngest again = new RunningIngest(restored, Clock.systemUTC())) {
            Accounting accounting = again.received(manifest.accounting().received());
            assertThat(accounting.addsUp()).isTrue();
            assertThat(accounting.stored()).isEqualTo(again.store().count());
            assertThat(accounting.received()).isGreaterThanOrEqualTo(before);
            assertThat(accounting.duplicate()).isZero();
        }
    }

    @Test
    void aTargetThatIsNotEmptyIsLeftAsItIs() throws IOException {
        backUpSmallFolder();
        assertThatThrownBy(() -> new Restore(data, null).read(zip)).hasMessageContaining("is not empty");
        assertThatThrownBy(() -> backup(new DataFolder(data), null)).hasMessageContaining("is there already");
        Path empty = Files.createDirectory(dir.resolve("empty"));
        new Restore(empty, null).read(zip);
        assertThat(new DataFolder(empty).records()).exists();
    }

    @Test
    void aDamagedBackupIsFoundBeforeAnythingIsWritten() throws IOException {
        backUpSmallFolder();
        rewrite((name, bytes) -> {
            if (name.equals(Backup.READINGS)) {
                bytes[bytes.length / 2] ^= 1;
            }
            return bytes;
        });
        assertRefused("damaged: readings.db");
        rewrite((name, bytes) -> name.equals(Backup.READINGS) ? null : bytes);
        assertRefused("readings.db is missing");
        rewrite((name, bytes) -> name.equals(Manifest.NAME) ? null : bytes);
        assertRefused("no manifest.json");
        Files.writeString(zip, "no zip at all");
        assertRefused("cannot read the backup");
        Files.delete(zip);
        assertRefused("no such file");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() throws IOException {
        backUpSmallFolder();
        rewrite((name, bytes) -> name.equals(Manifest.NAME)
                ? new String(bytes, StandardCharsets.UTF_8)
                        .replace("\"records.db\"", "\"../records.db\"")
                        .getBytes(StandardCharsets.UTF_8)
                : bytes);
        assertRefused("../records.db, which no backup does");
    }

    private void assertRefused(String why) {
        Path target = dir.resolve("target");
        assertThatThrownBy(() -> new Restore(target, null).read(zip))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
        assertThat(target).doesNotExist();
    }

    private interface Change {
        byte[] of(String name, byte[] bytes);
    }

    private void rewrite(Change change) throws IOException {
        Path changed = dir.resolve("changed.zip");
        try (ZipFile in = new ZipFile(zip.toFile());
                OutputStream bytes = Files.newOutputStream(changed);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] now = change.of(entry.getName(), content.readAllBytes());
                    if (now != null) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        out.write(now);
                    }
                }
            }
        }
        Files.move(changed, zip, StandardCopyOption.REPLACE_EXISTING);
    }
}
