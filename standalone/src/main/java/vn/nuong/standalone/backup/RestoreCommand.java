package vn.nuong.standalone.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.backup.Manifest;
import vn.nuong.ingest.backup.Restore;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.ingest.records.Accounting;
import vn.nuong.standalone.cli.StoreOptions;

/** {@code nuong restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Put a backup back, into an empty folder.",
        description = {
            "Khôi phục từ bản sao lưu vào một thư mục trống.",
            "",
            "The sums are verified before anything is written, and the counts afterwards. Start ingest on DIR then: it stores"
                    + " what was waiting when the backup was made.",
            ""
        },
        footer = {"", "Exit code: 0 all of it is back, 1 it failed and DIR is as it was, 2 wrong options."})
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.zip", description = "What nuong backup wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The data folder to make; it must be empty or not be there yet.")
    private Path data = Path.of("");

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        InfluxSettings influx = store.influx();
        Manifest manifest;
        if (influx == null) {
            manifest = new Restore(data, null).read(file);
        } else {
            try (InfluxReadingStore readings = new InfluxReadingStore(influx)) {
                manifest = new Restore(data, readings).read(file);
            }
        }
        Accounting accounting = manifest.accounting();
        spec.commandLine()
                .getErr()
                .println(data + " is as it was at " + manifest.made() + ": " + manifest.readings() + " readings; "
                        + accounting.received() + " received = " + accounting.stored() + " stored + "
                        + accounting.duplicate() + " duplicate + " + accounting.conflicting() + " conflicting + "
                        + accounting.deadLetteredTotal() + " dead-lettered");
        return 0;
    }
}
