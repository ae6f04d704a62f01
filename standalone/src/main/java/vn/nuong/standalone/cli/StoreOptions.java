package vn.nuong.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.ingest.sqlite.SqliteReader;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.SqliteReadingStore;

/** Where readings are kept: in InfluxDB, or else in the data folder. */
public final class StoreOptions {

    @Option(
            names = "--influx",
            paramLabel = "URL",
            description =
                    "Readings are in the InfluxDB 2 at this address, such as http://127.0.0.1:8086. Default: in the"
                            + " data folder")
    private @Nullable String url;

    @Option(names = "--influx-org", paramLabel = "ORG", description = "Its organisation.")
    private @Nullable String org;

    @Option(names = "--influx-bucket", paramLabel = "BUCKET", description = "The bucket of the readings.")
    private @Nullable String bucket;

    @Option(
            names = "--influx-token-file",
            paramLabel = "FILE",
            description = "File with a token that may read and write the bucket.")
    private @Nullable Path tokenFile;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public boolean isInflux() {
        return url != null || org != null || bucket != null || tokenFile != null;
    }

    /**
     * How InfluxDB is reached; null when readings are in the data folder.
     *
     * @throws ParameterException when some of the options are missing or wrong
     */
    public @Nullable InfluxSettings influx() {
        if (!isInflux()) {
            return null;
        }
        if (url == null || org == null || bucket == null || tokenFile == null) {
            throw usage(
                    "--influx, --influx-org, --influx-bucket and --influx-token-file belong together; give all four");
        }
        try {
            return new InfluxSettings(
                    url, org, bucket, Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw usage("cannot read --influx-token-file " + tokenFile + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** The store, to be written by the one who has the data folder's lock. */
    public ReadingStore open(DataFolder folder) {
        InfluxSettings influx = influx();
        return influx == null ? SqliteReadingStore.open(folder.readings()) : new InfluxReadingStore(influx);
    }

    /** The store, only to be read, beside the process that writes it if there is one. */
    public ReadingStore openToRead(DataFolder folder) {
        InfluxSettings influx = influx();
        if (influx != null) {
            return new InfluxReadingStore(influx);
        }
        SqliteReader.requireReadable(
                folder.readings(),
                "if the readings are in InfluxDB, say where with --influx, otherwise name the data folder that ingest was"
                        + " started with");
        return SqliteReadingStore.openToRead(folder.readings());
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
