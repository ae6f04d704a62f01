package vn.nuong.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.nuong.ingest.DataFolder;
import vn.nuong.sim.cli.HttpAddress;
import vn.nuong.telemetry.http.JsonClient;

/** Whom to ask: an ingest or a portal that runs, or a data folder itself. One of the two, as picocli sees to. */
public final class Source {

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = HttpAddress.class,
            required = true,
            description = "Ask the ingest, or the portal, that answers at this address, such as http://127.0.0.1:8090.")
    private @Nullable URI url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Read this data folder of an ingest, whether it runs or not.")
    private @Nullable Path data;

    /** The service to ask; null when the data folder is to be read. */
    public @Nullable JsonClient client() {
        return url == null ? null : new JsonClient(url);
    }

    /** The data folder. */
    public DataFolder folder() {
        if (data == null) {
            throw new IllegalStateException("neither --url nor --data, which picocli refuses");
        }
        return new DataFolder(data);
    }
}
