package vn.nuong.standalone.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.IngestSettings;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.standalone.cli.Bytes;
import vn.nuong.standalone.cli.Days;
import vn.nuong.standalone.cli.StoreOptions;
import vn.nuong.telemetry.http.HttpService.Address;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;

/** {@code nuong ingest}: ingest alone, against a broker and a database that somebody else started. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Take readings from a broker, keep each one once, and answer for them.",
        description = {
            "Nhận số đo từ máy chủ MQTT, giữ mỗi số đo đúng một lần.",
            "",
            "What is acknowledged to the broker is on disk in DIR. A broker or an InfluxDB that is away is waited for; what came"
                    + " meanwhile is stored once it is back. While another ingest works in DIR this one stands by, and takes"
                    + " over when that one ends.",
            ""
        },
        footer = {
            "",
            "It says in one line when it is ready. NUONG_LOG_FORMAT=json writes its log, and that line, as JSON, an object a"
                    + " line. Ctrl-C and SIGTERM let it store what it has taken, and end it with 130 or 143.",
            "Exit code otherwise: 1 it cannot run, 2 wrong options."
        })
public final class IngestCommand implements Callable<Integer> {

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URI",
            description = "The broker: tcp://HOST:PORT or ssl://HOST:PORT.")
    private String broker = "";

    @Option(names = "--mqtt-user", paramLabel = "NAME", description = "User at the broker.")
    private @Nullable String user;

    @Option(names = "--mqtt-password-file", paramLabel = "FILE", description = "File with the user's password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--mqtt-ca",
            paramLabel = "FILE",
            description = "Trust only this authority's certificate (PEM) for the broker.")
    private @Nullable Path ca;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description =
                    "Under which the broker keeps this ingest's session. Default: nuong-ingest, with --sites followed by"
                            + " these")
    private @Nullable String clientId;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "Connections to the broker that share the work. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for what is taken and not stored yet, for the accounting and for dead letters, made when"
                            + " missing.")
    private Path data = Path.of("");

    @Option(
            names = "--http",
            required = true,
            paramLabel = "PORT",
            description = "Port on which it answers: /api/v1, /health, /metrics; 0 for any free one.")
    private int httpPort;

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address on which it answers. Default: ${DEFAULT-VALUE}, which only this machine reaches")
    private String httpHost = "127.0.0.1";

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description =
                    "site.yaml: which device stands in which plot, and the settings of its quality tests. Default: none"
                            + " is assigned to a plot")
    private @Nullable Path site;

    @Option(
            names = "--sites",
            paramLabel = "ID",
            split = ",",
            description =
                    "Take the readings of these sites only, so that several ingests share the others, each with a DIR of"
                            + " its own.")
    private List<String> sites = List.of();

    @Option(
            names = "--keep-raw",
            paramLabel = "TIME",
            converter = Days.class,
            description =
                    "Forget readings older than this, such as 730d or 2y; hourly and daily values stay. Default: keep all")
    private @Nullable Duration keepRaw;

    @Option(
            names = "--max-journal",
            paramLabel = "SIZE",
            converter = Bytes.class,
            defaultValue = "8GiB",
            description =
                    "What waits for the store may grow to this; then nothing more is acknowledged until there is room."
                            + " Default: ${DEFAULT-VALUE}")
    private long maxJournal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return new IngestRun(options(), spec.commandLine().getErr()).run();
    }

    private IngestRun.Options options() {
        if (httpPort < 0 || httpPort > 65_535) {
            throw usage("--http is " + httpPort + "; give a port from 1 to 65535, or 0 for any free one");
        }
        InfluxSettings influx = store.influx();
        try {
            String format = String.valueOf(System.getenv().getOrDefault("NUONG_LOG_FORMAT", "text"));
            if (!format.equals("text") && !format.equals("json")) {
                throw new IllegalArgumentException("NUONG_LOG_FORMAT is \"" + format + "\"; it is either text or json");
            }
            MqttSettings mqtt = new MqttSettings(broker, clientId(), user, password(), ca);
            IngestSettings settings = new IngestSettings(mqtt, connections, sites, data, journal(maxJournal), keepRaw);
            return new IngestRun.Options(
                    settings, influx, siteConfig(), new Address(httpHost, httpPort), format.equals("json"));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private String clientId() {
        if (clientId != null) {
            return clientId;
        }
        return "nuong-ingest" + (sites.isEmpty() ? "" : "-" + String.join("-", sites));
    }

    private @Nullable String password() {
        if (passwordFile == null) {
            return null;
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read --mqtt-password-file " + passwordFile + ": " + e.getMessage(), e);
        }
    }

    private SiteConfig siteConfig() {
        return site == null ? new SiteConfig("unnamed", "unnamed", false, List.of()) : SiteConfig.load(site);
    }

    private static Journal.Settings journal(long maxBytes) {
        Journal.Settings usual = Journal.Settings.DEFAULT;
        return new Journal.Settings(maxBytes, Math.min(usual.segmentBytes(), maxBytes / 4), usual.minFreeBytes());
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
