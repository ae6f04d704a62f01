package vn.nuong.standalone.device;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.api.Days;
import vn.nuong.ingest.api.DeviceCheck;
import vn.nuong.ingest.api.DeviceCheckJson;
import vn.nuong.ingest.api.Devices;
import vn.nuong.ingest.api.Finding;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.standalone.cli.Format;
import vn.nuong.standalone.cli.Source;
import vn.nuong.standalone.cli.StoreOptions;
import vn.nuong.standalone.cli.Table;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.SiteConfig;

/** {@code nuong device check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tell what is wrong with a device's last messages, in Vietnamese and English.",
        footer = {
            "",
            "Exit code: 0 its newest messages are taken, 1 they are not or it could not be told, 2 wrong options."
        })
final class CheckCommand implements Callable<Integer> {

    private static final int DAYS_AND_MESSAGES = 3;

    @Parameters(paramLabel = "DEVICE", description = "Its id, as in nuong/{site}/DEVICE/readings.")
    private String device = "";

    @Option(names = "--site", paramLabel = "ID", description = "Its site. Default: that of the only device of this id")
    private @Nullable String site;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--site-file",
            paramLabel = "FILE",
            description = "With --data, site.yaml: which device stands in which plot.")
    private @Nullable Path siteFile;

    @Option(names = "--english", description = "In English only.")
    private boolean english;

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "table",
            description = "table, for people, or json. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (format == Format.CSV) {
            throw new ParameterException(spec.commandLine(), "--format is csv; give table or json");
        }
        try {
            Ids.check("device", device);
            if (site != null) {
                Ids.check("site", site);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        JsonClient client = source.client();
        DeviceCheckJson check = client == null ? read() : ask(client);
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(new String(Json.write(check), StandardCharsets.UTF_8));
        } else {
            print(check, out);
        }
        out.flush();
        return check.hasError() ? 1 : 0;
    }

    private DeviceCheckJson ask(JsonClient client) throws IOException {
        String ofSite = site;
        if (ofSite == null) {
            Set<String> sites = new LinkedHashSet<>();
            Set<String> all = new LinkedHashSet<>();
            client.get("/api/v1/devices", Map.of()).path("devices").forEach(d -> {
                all.add(d.path("site").asText());
                if (d.path("device").asText().equals(device)) {
                    sites.add(d.path("site").asText());
                }
            });
            Set<String> from = sites.isEmpty() ? all : sites; // of a device never heard any site says so
            if (from.size() != 1) {
                throw new IOException(
                        from.isEmpty()
                                ? "no device was ever heard; check the broker's address, the account and the topic"
                                : (sites.isEmpty() ? "no site has a device " : "several sites have a device ") + device
                                        + "; say which with --site, one of " + String.join(", ", from));
            }
            ofSite = from.iterator().next();
        }
        return client.get("/api/v1/devices/" + ofSite + "/" + device + "/check", Map.of(), DeviceCheckJson.class);
    }

    private DeviceCheckJson read() {
        DataFolder folder = source.folder();
        SiteConfig config =
                siteFile == null ? new SiteConfig("unnamed", "unnamed", false, List.of()) : SiteConfig.load(siteFile);
        try (RecordStore records = RecordStore.openToRead(folder.records());
                ReadingStore readings = store.openToRead(folder)) {
            KnownDevices known = new KnownDevices(config, records.devices(), records.abouts());
            Days days = new Days(records, readings, known, Clock.systemUTC());
            return new DeviceCheck(records, readings, config, new Devices(records, config, known), days)
                    .check(site, device);
        }
    }

    private void print(DeviceCheckJson check, PrintWriter out) {
        out.println(check.site() + "/" + check.device()
                + (check.about() == null || check.about().name().isEmpty()
                        ? ""
                        : "  " + Table.printable(check.about().name()))
                + (check.plot() == null ? "" : "  " + check.plot()));
        for (Finding finding : check.findings()) {
            if (!english) {
                out.println(mark(finding) + " " + Table.printable(finding.text().vi()));
            }
            out.println((english ? mark(finding) : " ") + " "
                    + Table.printable(finding.text().en()));
        }
        if (!check.lastMessages().isEmpty()) {
            out.println();
            Table table = new Table("MEASURED", "RECEIVED", "READINGS");
            check.lastMessages().stream()
                    .limit(DAYS_AND_MESSAGES)
                    .forEach(m -> table.row(
                            Table.time(m.measured())
                                    + (m.timeSource().code().equals("device")
                                            ? ""
                                            : " " + m.timeSource().code()),
                            Table.time(m.received()),
                            m.readings().stream().map(CheckCommand::text).collect(Collectors.joining(", "))));
            table.print(out);
        }
    }

    private static String mark(Finding finding) {
        return switch (finding.severity()) {
            case OK -> "✓";
            case WARNING -> "!";
            case ERROR -> "✗";
        };
    }

    private static String text(DeviceCheckJson.Value value) {
        String flags = value.flags().stream().map(Flag::code).sorted().collect(Collectors.joining(" "));
        return value.property() + " " + String.format(Locale.ROOT, "%s", value.value())
                + (value.unit().equals("1") ? "" : " " + value.unit())
                + (flags.isEmpty() ? "" : " [" + flags + "]");
    }
}
