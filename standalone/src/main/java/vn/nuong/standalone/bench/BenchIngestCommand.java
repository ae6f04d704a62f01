package vn.nuong.standalone.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.standalone.cli.StoreOptions;

/** {@code nuong bench ingest}: drains, delays and outages, measured from outside. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure ingest beside a broker and an InfluxDB that somebody else started.",
        description = {
            "",
            "drain    a backlog of messages of three readings, until all of it can be queried; with --telegraf the same for"
                    + " Telegraf, in turn",
            "latency  from publishing to where a query finds it, at 1,000 messages a second",
            "outage   InfluxDB is away while a backlog comes; then how fast it is caught up with, and how much later live"
                    + " messages are meanwhile",
            "devices  20,000 devices, a message each again and again: memory and delay",
            "",
            "The broker must take anonymous clients and keep queued messages (Mosquitto: max_queued_messages 0,"
                    + " max_inflight_messages 1000). What is written stays in the bucket; use one that can be thrown away.",
            ""
        },
        footer = {
            "",
            "A line of Markdown for each measurement on stdout. Exit code: 0 measured, 1 failed, 2 wrong options."
        })
public final class BenchIngestCommand implements Callable<Integer> {

    private static final List<String> ALL = List.of("drain", "latency", "outage", "devices");

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URI",
            description = "The broker, such as tcp://127.0.0.1:1883.")
    private String broker = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            split = ",",
            description = "drain, latency, outage, devices. Default: all of them")
    private Set<String> only = new LinkedHashSet<>(ALL);

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Messages of the backlog that is drained. Default: ${DEFAULT-VALUE}")
    private int messages;

    @Option(
            names = "--outage-messages",
            paramLabel = "N",
            defaultValue = "3600000",
            description =
                    "Messages that come while InfluxDB is away: an hour's at 1,000 a second. Default: ${DEFAULT-VALUE}")
    private int outageMessages;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often a drain is measured. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "Connections of ingest to the broker. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--telegraf",
            paramLabel = "FILE",
            description = "A telegraf program, to be measured in the same run.")
    private @Nullable Path telegraf;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for what is measured. Default: a temporary one")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        InfluxSettings influx = store.influx();
        if (influx == null) {
            throw usage("say where InfluxDB is: --influx, --influx-org, --influx-bucket, --influx-token-file");
        }
        for (String what : only) {
            if (!ALL.contains(what)) {
                throw usage("--only " + what + " is none of " + String.join(", ", ALL));
            }
        }
        if (messages < 1_000 || outageMessages < 1_000 || runs < 1) {
            throw usage("give at least 1000 messages and one run");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path folder = data == null ? Files.createTempDirectory("nuong-bench") : Files.createDirectories(data);
        IngestBench bench = new IngestBench(broker, influx, tokenFile(influx, folder), folder, connections, out, err);
        if (only.contains("drain")) {
            bench.drain(messages, runs, telegraf);
        }
        if (only.contains("latency")) {
            bench.latency();
        }
        if (only.contains("outage")) {
            bench.outage(outageMessages);
        }
        if (only.contains("devices")) {
            bench.devices();
        }
        return 0;
    }

    /** The programs that are measured read the token from a file that only this user can read. */
    private static Path tokenFile(InfluxSettings influx, Path folder) throws java.io.IOException {
        Path file = folder.resolve("token");
        Files.deleteIfExists(file);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, influx.token());
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
