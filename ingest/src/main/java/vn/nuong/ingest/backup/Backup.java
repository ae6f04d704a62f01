package vn.nuong.ingest.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.DataLock;
import vn.nuong.ingest.journal.JournalPin;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.json.Json;

/**
 * Puts all that an ingest keeps into one file, whether it runs or not.
 *
 * <p>What is copied while messages come must still fit together. The records are copied at one moment. Readings are copied after
 * it, so that all that the records call stored is among them; and from before that moment until after the readings were copied
 * all of the journal is held on to, so that every reading which the records do not know yet is in the journal as well. An ingest
 * that starts from such a copy does the rest of the journal as after a crash, and counts every reading once.
 */
public final class Backup {

    static final String RECORDS = "records.db";
    static final String READINGS = "readings.db";
    static final String JOURNAL = "journal/";
    static final String READING_LINES = "readings.ndjson";
    static final String FLAG_LINES = "flags.ndjson";
    static final String AGGREGATE_LINES = "aggregates.ndjson";

    private static final String PINS = ".backup";

    private final DataFolder folder;
    private final @Nullable ReadingStore influx;
    private final String version;
    private final InstantSource clock;

    /**
     * @param influx where readings are kept; null for the data folder
     * @param version Nương's, for the manifest
     */
    public Backup(DataFolder folder, @Nullable ReadingStore influx, String version, InstantSource clock) {
        this.folder = folder;
        this.influx = influx;
        this.version = version;
        this.clock = clock;
    }

    /**
     * Writes the backup; it appears when all of it is written.
     *
     * @param out must not be there yet
     * @throws IOException when it is, or cannot be written
     * @throws vn.nuong.ingest.store.StoreException when what is to be copied cannot be read
     */
    public Manifest write(Path out) throws IOException {
        Path target = out.toAbsolutePath();
        Path beside = target.getParent();
        if (Files.exists(target)) {
            throw new IOException(out + " is there already; name another file");
        }
        if (beside == null || !Files.isDirectory(beside)) {
            throw new IOException("cannot write " + out + "; name a file in a folder that is there");
        }
        if (!Files.exists(folder.records())) {
            throw new IOException(
                    "there is no " + folder.records() + "; name the data folder that ingest was started with");
        }
        Path pins = folder.folder().resolve(PINS);
        Path copies = Files.createTempDirectory(beside, ".backup-");
        try (DataLock lock = DataLock.tryLock(pins)
                .orElseThrow(() -> new IOException("another backup of " + folder.folder() + " is being made"))) {
            Path journal = pins.resolve("journal");
            delete(journal); // of a backup that was killed
            try {
                Path whole = copies.resolve("whole.zip");
                Manifest manifest = write(journal, copies, whole);
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
                return manifest;
            } finally {
                delete(journal);
            }
        } finally {
            delete(copies);
        }
    }

    private Manifest write(Path journal, Path copies, Path zipFile) throws IOException {
        try (JournalPin pin = JournalPin.of(folder.journal(), journal);
                SummedZip zip = new SummedZip(zipFile)) {
            Path recordCopy = copies.resolve(RECORDS);
            RecordStore.copy(folder.records(), recordCopy);
            zip.add(RECORDS, recordCopy);
            Accounting accounting;
            Set<DeviceId> devices = new TreeSet<>();
            try (RecordStore records = RecordStore.openToRead(recordCopy)) {
                accounting = records.accounting();
                records.devices().stream().map(DeviceRow::id).forEach(devices::add);
            }
            Counts counts = influx == null ? addSqlite(copies, zip) : addLines(influx, devices, zip);
            List<Path> segments = pin.finish();
            for (Path segment : segments) {
                zip.add(JOURNAL + segment.getFileName(), segment);
            }
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    version,
                    clock.instant(),
                    influx == null ? Manifest.Store.SQLITE : Manifest.Store.INFLUXDB,
                    accounting,
                    counts.readings(),
                    counts.flags(),
                    counts.aggregates(),
                    zip.items());
            zip.addUnsummed(Manifest.NAME, Json.write(manifest));
            return manifest;
        }
    }

    private record Counts(
            long readings, @Nullable Long flags, @Nullable Long aggregates) {}

    private Counts addSqlite(Path copies, SummedZip zip) throws IOException {
        if (!Files.exists(folder.readings())) {
            throw new IOException(
                    "there is no " + folder.readings() + "; if the readings are in InfluxDB, say where with --influx");
        }
        Path copy = copies.resolve(READINGS);
        SqliteReadingStore.copy(folder.readings(), copy);
        zip.add(READINGS, copy);
        try (ReadingStore store = SqliteReadingStore.openToRead(copy)) {
            return new Counts(store.count(), null, null);
        }
    }

    private static Counts addLines(ReadingStore store, Set<DeviceId> devices, SummedZip zip) throws IOException {
        StoreDump dump = new StoreDump(store);
        long[] counts = new long[3];
        zip.add(READING_LINES, out -> counts[0] = dump.readings(out));
        zip.add(FLAG_LINES, out -> counts[1] = dump.flags(devices, out));
        zip.add(AGGREGATE_LINES, out -> counts[2] = dump.aggregates(devices, out));
        return new Counts(counts[0], counts[1], counts[2]);
    }

    /** With everything in it, where it is there. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
