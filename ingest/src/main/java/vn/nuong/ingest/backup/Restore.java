package vn.nuong.ingest.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.json.Json;

/** Puts a backup back, into an empty folder and, where its readings were in InfluxDB, into an empty bucket. */
public final class Restore {

    private static final Pattern SEGMENT = Pattern.compile(Backup.JOURNAL + "[0-9]{20}\\.journal");

    private final Path target;
    private final @Nullable ReadingStore influx;

    /**
     * @param target the data folder: none yet, or an empty one
     * @param influx an empty bucket for the readings; null for the data folder
     */
    public Restore(Path target, @Nullable ReadingStore influx) {
        this.target = target.toAbsolutePath();
        this.influx = influx;
    }

    /**
     * Puts the backup back. The data folder appears when all of it is there and agrees with the manifest.
     *
     * @throws IOException when it is damaged, or the target is not empty
     */
    public Manifest read(Path backup) throws IOException {
        checkEmpty();
        try (ZipFile zip = open(backup)) {
            Manifest manifest = manifest(zip, backup);
            checkStore(manifest);
            checkSums(zip, manifest, backup);
            Path beside = target.getParent();
            if (beside == null) {
                throw new IOException("cannot restore into " + target + "; name a folder within another");
            }
            Files.createDirectories(beside);
            Path folder = Files.createTempDirectory(beside, ".restore-");
            try {
                extract(zip, manifest, folder);
                if (influx != null) {
                    fill(zip, influx);
                }
                check(manifest, new DataFolder(folder), backup);
                Files.deleteIfExists(target); // an empty folder
                Files.move(folder, target);
            } finally {
                Backup.delete(folder);
            }
            return manifest;
        }
    }

    private void checkEmpty() throws IOException {
        if (Files.exists(target)) {
            if (!Files.isDirectory(target)) {
                throw new IOException(target + " is not a folder; name one that is empty or not there yet");
            }
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new IOException(target + " is not empty; name a folder that is empty or not there yet");
                }
            }
        }
        if (influx != null) {
            long readings = influx.count();
            if (readings > 0) {
                throw new IOException("the bucket holds " + readings + " readings already; name an empty one");
            }
        }
    }

    private static ZipFile open(Path backup) throws IOException {
        try {
            return new ZipFile(backup.toFile());
        } catch (IOException e) {
            throw new IOException(
                    "cannot read the backup " + backup + ": "
                            + (Files.exists(backup) ? e.getMessage() : "there is no such file"),
                    e);
        }
    }

    private static Manifest manifest(ZipFile zip, Path backup) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new IOException(backup + " has no " + Manifest.NAME + ": it is no backup that nuong backup made");
        }
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = Json.read(in.readAllBytes(), Manifest.class);
        } catch (IllegalArgumentException e) {
            throw new IOException("the " + Manifest.NAME + " of " + backup + " cannot be read: " + e.getMessage(), e);
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw new IOException(backup + " has format " + manifest.format() + ", not " + Manifest.FORMAT
                    + ": restore it with " + manifest.nuong() + ", which made it");
        }
        return manifest;
    }

    private void checkStore(Manifest manifest) throws IOException {
        if (manifest.store() == Manifest.Store.INFLUXDB && influx == null) {
            throw new IOException("the readings of this backup were in InfluxDB; say with --influx where they go");
        }
        if (manifest.store() == Manifest.Store.SQLITE && influx != null) {
            throw new IOException(
                    "the readings of this backup were in the data folder, and go there; leave --influx out");
        }
    }

    private static void checkSums(ZipFile zip, Manifest manifest, Path backup) throws IOException {
        Map<String, Manifest.Item> expected = new TreeMap<>();
        for (Manifest.Item item : manifest.files()) {
            if (!isKnown(item.name())) {
                throw new IOException(backup + " holds " + item.name() + ", which no backup does");
            }
            expected.put(item.name(), item);
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.getName().equals(Manifest.NAME)) {
                continue;
            }
            Manifest.Item item = expected.remove(entry.getName());
            if (item == null) {
                throw new IOException(backup + " holds " + entry.getName() + ", which its manifest does not name");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                if (!Sums.of(item.name(), in).equals(item)) {
                    throw new IOException(
                            backup + " is damaged: " + item.name() + " is not what was written; use another backup");
                }
            } catch (IOException e) {
                throw e.getMessage() != null && e.getMessage().startsWith(backup.toString())
                        ? e
                        : new IOException(
                                backup + " is damaged: " + item.name() + " cannot be read (" + e.getMessage()
                                        + "); use another backup",
                                e);
            }
        }
        if (!expected.isEmpty()) {
            throw new IOException(
                    backup + " is damaged: " + expected.keySet().iterator().next() + " is missing; use another backup");
        }
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case Backup.RECORDS, Backup.READINGS, Backup.READING_LINES, Backup.FLAG_LINES, Backup.AGGREGATE_LINES ->
                true;
            default -> SEGMENT.matcher(name).matches();
        };
    }

    private static void extract(ZipFile zip, Manifest manifest, Path folder) throws IOException {
        Files.createDirectories(folder.resolve(Backup.JOURNAL));
        for (Manifest.Item item : manifest.files()) {
            if (item.name().endsWith(".ndjson")) {
                continue;
            }
            Path file = folder.resolve(item.name());
            try (InputStream in = zip.getInputStream(zip.getEntry(item.name()))) {
                Files.copy(in, file);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private static void fill(ZipFile zip, ReadingStore store) throws IOException {
        StoreFill fill = new StoreFill(store);
        try (InputStream in = zip.getInputStream(zip.getEntry(Backup.READING_LINES))) {
            Lines.read(in, ReadingLine.class, fill::reading);
        }
        try (InputStream in = zip.getInputStream(zip.getEntry(Backup.FLAG_LINES))) {
            Lines.read(in, FlagLine.class, fill::flag);
        }
        try (InputStream in = zip.getInputStream(zip.getEntry(Backup.AGGREGATE_LINES))) {
            Lines.read(in, AggregateLine.class, fill::aggregate);
        }
        fill.end();
    }

    private void check(Manifest manifest, DataFolder folder, Path backup) throws IOException {
        Accounting accounting;
        try (RecordStore records = RecordStore.open(folder.records())) {
            accounting = records.accounting();
        }
        if (!accounting.equals(manifest.accounting())) {
            throw new IOException("the accounting in " + backup + " is " + accounting + ", but its manifest says "
                    + manifest.accounting());
        }
        long readings;
        if (influx == null) {
            try (ReadingStore store = SqliteReadingStore.open(folder.readings())) {
                readings = store.count();
            }
        } else {
            readings = influx.count();
        }
        if (readings != manifest.readings()) {
            throw new IOException("after restoring " + backup + " the store holds " + readings + " readings, not "
                    + manifest.readings());
        }
    }
}
