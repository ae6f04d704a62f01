package vn.nuong.sim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.nuong.telemetry.http.JsonClient;

/**
 * {@code nuong import}: puts a device's history in, by the same way as its live readings and so through the same checks. The
 * second time all of it is there already.
 */
@Command(
        name = "import",
        description = {
            "Puts the readings of a CSV table in as a device's history.",
            "They go through the broker and so through the same checks as live readings. Importing a table again changes"
                    + " nothing: all of it is a duplicate then. What the device says of itself stays, unless --name or --source"
                    + " describes it as a recording."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The table's first column is time (2026-03-01T00:00:00Z) or date, every other one a property"
                    + " (soil_moisture_20cm, rain, …). It may be packed (.gz).",
            "Exit code: 0 all was published and acknowledged, 1 it failed, 2 wrong options or table, 130 interrupted."
        })
public final class ImportCommand extends TableCommand {

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = HttpAddress.class,
            description =
                    "Ask the ingest, or the portal, at this address what became of the readings, and end with that.")
    private @Nullable URI url;

    public ImportCommand() {
        this(Surroundings.real());
    }

    ImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String name() {
        return "import";
    }

    @Override
    @Nullable
    Double speed() {
        return null;
    }

    @Override
    boolean isDescribed() {
        return deviceName() != null || source() != null;
    }

    @Override
    Afterwards begin(Published what, PrintWriter err) throws IOException {
        if (url == null || isDryRun()) {
            return readings -> {};
        }
        IngestLedger ledger = new IngestLedger(new JsonClient(url), what, surroundings());
        IngestLedger.Sums before = ledger.sums();
        return readings -> {
            IngestLedger.Sums made = ledger.await(before, readings);
            long missing = readings - made.all();
            say(
                    err,
                    "ingest: " + made.stored() + " stored, " + made.duplicate() + " duplicate, " + made.conflicting()
                            + " conflicting, " + made.refused() + " refused"
                            + (missing > 0 ? ", " + missing + " not dealt with yet" : ""));
            if (made.refused() > 0) {
                say(err, "See: nuong deadletter list --device " + what.device() + " --url " + url);
            }
        };
    }
}
