package vn.nuong.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.backup.Backup;
import vn.nuong.ingest.backup.Manifest;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.standalone.cli.StoreOptions;

/** {@code nuong backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Put all that an ingest keeps into one file, while it runs or not.",
        description = {
            "Sao lưu toàn bộ dữ liệu của bộ nhận số đo vào một tệp.",
            "",
            "Readings with their flags and hourly and daily values, the accounting, dead letters, what is known of devices, and"
                    + " what is acknowledged and not stored yet; with a manifest that has the counts and SHA-256 sums.",
            ""
        },
        footer = {"", "Exit code: 0 it is written, 1 it failed, 2 wrong options."})
public final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.zip", description = "The file to write; it must not be there yet.")
    private Path file = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data folder of the ingest.")
    private Path data = Path.of("");

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        InfluxSettings influx = store.influx();
        String version = spec.root().version()[0];
        Manifest manifest;
        if (influx == null) {
            manifest = new Backup(new DataFolder(data), null, version, InstantSource.system()).write(file);
        } else {
            try (InfluxReadingStore readings = new InfluxReadingStore(influx)) {
                manifest = new Backup(new DataFolder(data), readings, version, InstantSource.system()).write(file);
            }
        }
        spec.commandLine()
                .getErr()
                .println(file + ": " + Files.size(file) + " bytes, " + manifest.readings() + " readings, "
                        + manifest.accounting().deadLetteredTotal() + " more in dead letters");
        return 0;
    }
}
