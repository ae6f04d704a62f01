package vn.nuong.standalone.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.standalone.cli.Source;
import vn.nuong.standalone.cli.StoreOptions;
import vn.nuong.telemetry.reading.ReadingPage;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** {@code nuong export}: stored readings, as they are, with what the quality tests say of them. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write stored readings as CSV or NDJSON, with their quality flags.",
        description = {
            "Xuất số đo đã lưu, kèm cờ chất lượng.",
            "",
            "In order of measured time; with --plot device by device. However much it is, only a page of it is in memory.",
            ""
        },
        footer = {
            "",
            "Columns: site, device, property (without depth), depth_cm, value, unit (UCUM), measured, received, time_source"
                    + " (device, gateway or ingest), quality, flags (docs/quality.md).",
            "Exit code: 0 all was written, 1 it failed, 2 wrong options."
        })
public final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Measured at or after, such as 2026-03-01T00:00:00+07:00. Default: from the oldest on")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Measured before. Default: up to the newest")
    private @Nullable String to;

    @ArgGroup
    private @Nullable Which which;

    /** A plot or a device. */
    static final class Which {
        @Option(names = "--plot", paramLabel = "ID", description = "Only of the devices in this plot. Default: of all")
        private @Nullable String plot;

        @Option(names = "--device", paramLabel = "ID", description = "Only of this device.")
        private @Nullable String device;
    }

    @Option(names = "--site", paramLabel = "ID", description = "Only of this site.")
    private @Nullable String site;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--site-file",
            paramLabel = "FILE",
            description = "With --data and --plot, site.yaml: which device stands in which plot.")
    private @Nullable Path siteFile;

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "csv",
            description = "csv or ndjson. Default: ${DEFAULT-VALUE}")
    private ReadingWriter.Form format = ReadingWriter.Form.CSV;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write to this file, packed when it is called .gz. It appears when all of it is written. Default:"
                            + " standard output")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long fromNs = time(from, Long.MIN_VALUE);
        long toNs = time(to, Long.MAX_VALUE);
        if (fromNs > toNs) {
            throw usage("--from " + from + " is after --to " + to + "; swap them");
        }
        SiteConfig config;
        try {
            config = siteFile == null ? null : SiteConfig.load(siteFile);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        if (which != null && which.plot != null && source.client() == null && config == null) {
            throw usage("--plot with --data needs --site-file, which says what stands in a plot");
        }
        long readings;
        try (Pages pages = Pages.of(source, store, config)) {
            List<Pages.Wanted> wanted = wanted(pages);
            readings =
                    file == null ? toStandardOutput(pages, wanted, fromNs, toNs) : toFile(pages, wanted, fromNs, toNs);
        }
        spec.commandLine().getErr().println(readings + " readings" + (file == null ? "" : " in " + file));
        return 0;
    }

    private List<Pages.Wanted> wanted(Pages pages) throws IOException {
        if (which == null || which.plot == null) {
            return List.of(new Pages.Wanted(site, which == null ? null : which.device));
        }
        List<Pages.Wanted> devices = pages.ofPlot(which.plot).stream()
                .filter(d -> site == null || site.equals(d.site()))
                .toList();
        if (devices.isEmpty()) {
            throw new IOException("no device stands in a plot \"" + which.plot + "\"; site.yaml says which do");
        }
        return devices;
    }

    private long toStandardOutput(Pages pages, List<Pages.Wanted> wanted, long fromNs, long toNs) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        return write(pages, wanted, fromNs, toNs, out, () -> {
            if (out.checkError()) {
                throw new IOException("standard output was closed before all was written");
            }
        });
    }

    private long toFile(Pages pages, List<Pages.Wanted> wanted, long fromNs, long toNs) throws IOException {
        Path target = Objects.requireNonNull(file).toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
            throw new IOException("cannot write " + file + "; name a file in a folder that is there, with --out");
        }
        Path part = Files.createTempFile(folder, ".export-", null);
        try {
            long readings;
            OutputStream bytes = Files.newOutputStream(part);
            try (Writer out = new BufferedWriter(new OutputStreamWriter(
                    target.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes,
                    StandardCharsets.UTF_8))) {
                readings = write(pages, wanted, fromNs, toNs, out, () -> {});
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return readings;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Is called after each page. */
    private interface AfterPage {
        void check() throws IOException;
    }

    private long write(
            Pages pages, List<Pages.Wanted> wanted, long fromNs, long toNs, Appendable out, AfterPage afterPage)
            throws IOException {
        ReadingWriter writer = new ReadingWriter(format, out);
        for (Pages.Wanted one : wanted) {
            String cursor = null;
            do {
                ReadingPage page = pages.page(one, fromNs, toNs, cursor);
                for (var reading : page.readings()) {
                    writer.write(reading);
                }
                afterPage.check();
                cursor = page.next();
            } while (cursor != null);
        }
        return writer.readings();
    }

    private long time(@Nullable String text, long otherwise) {
        try {
            return text == null ? otherwise : Times.toEpochNanosOrLimit(Times.parse(text));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
