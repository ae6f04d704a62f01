package vn.nuong.sim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.sim.csv.TableSummary;
import vn.nuong.sim.csv.WideCsv;
import vn.nuong.sim.csv.YearShift;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.publish.Outbox;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.time.Times;

/** Publishes a table of readings as a device would have: what {@code nuong replay} and {@code nuong import} have in common. */
abstract class TableCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TABLE", description = "The CSV file.")
    private @Nullable Path table;

    @Option(names = "--device", required = true, paramLabel = "ID", description = "The device that has measured it.")
    private String device = "";

    @Option(
            names = "--map",
            paramLabel = "COLUMN=PROPERTY",
            description = "What a column is that is not named after a property. Repeatable.")
    private Map<String, String> mapping = new HashMap<>();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose days a date column means, such as Asia/Ho_Chi_Minh.")
    private @Nullable ZoneId zone;

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @ArgGroup
    private @Nullable Shift shift;

    /** By how much times are moved. */
    static final class Shift {
        @Option(names = "--shift-years", paramLabel = "N", description = "Move every time by N whole years.")
        private @Nullable Integer years;

        @Option(names = "--to-year", paramLabel = "YEAR", description = "Move the year with most of the rows to YEAR.")
        private @Nullable Integer year;
    }

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Leave out what was measured before, by the table's times.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Leave out what was measured at this time or later.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N rows.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--name", paramLabel = "TEXT", description = "What people call the device.")
    private @Nullable String name;

    @Option(names = "--source", paramLabel = "TEXT", description = "Where the readings come from, with their licence.")
    private @Nullable String source;

    private final Surroundings surroundings;

    TableCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** As it is called, such as {@code replay}. */
    abstract String name();

    /** Table seconds per second; null for as fast as the broker takes it. */
    abstract @Nullable Double speed();

    /** Whether the device is described to the broker anew: as a recording. */
    abstract boolean isDescribed();

    /**
     * Is called before anything is published.
     *
     * @return what is to be done once all of it was, with the number of readings
     */
    abstract Afterwards begin(Published what, PrintWriter err) throws IOException;

    /** What is published. */
    record Published(String site, String device, Instant first, Instant last) {}

    /** The end of a command, when everything was published. */
    interface Afterwards {
        void published(long readings) throws IOException, InterruptedException;
    }

    /** Where the readings come from, when it was said. */
    @Nullable
    String source() {
        return source;
    }

    /** What people call the device, when it was said. */
    @Nullable
    String deviceName() {
        return name;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean isDryRun() {
        return broker.isDryRun();
    }

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        return Run.exitCode(
                "nuong " + name(), commandLine.getErr(), () -> publish(commandLine.getOut(), commandLine.getErr()));
    }

    private void publish(PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException, ExecutionException {
        Path file = Objects.requireNonNull(table);
        Ids.check("device", device);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot read " + file + "; give the path of a CSV table");
        }
        Pacer pacer = new Pacer(surroundings.wall(), surroundings.sleeper(), speed());
        Selection selection = new Selection(
                from == null ? Instant.MIN : Times.parse(from), to == null ? Instant.MAX : Times.parse(to), limit);
        WideCsv.Options options = new WideCsv.Options(keys(), zone);
        TableSummary summary;
        try (WideCsv first = WideCsv.open(file, options, line -> {})) { // what is wrong is said on the second reading
            summary = selection.summary(first);
        }
        YearShift years = yearShift(summary);
        warnOfTheFuture(summary, years, err);
        Afterwards afterwards = begin(
                new Published(
                        broker.site(),
                        device,
                        years.apply(summary.first()).orElse(summary.first()),
                        years.apply(summary.last()).orElse(summary.last())),
                err);
        try (WideCsv csv = WideCsv.open(file, options, line -> say(err, line));
                Connection connection = broker.connect(
                        "nuong-" + name() + "-" + device,
                        surroundings.environment(),
                        surroundings.connections(),
                        out)) {
            Outbox outbox = new Outbox(connection, broker.site(), Outbox.MAX_IN_FLIGHT);
            Progress progress = new Progress(
                    err, surroundings.terminal() && !broker.isDryRun(), surroundings.wall(), "rows", summary.rows());
            long noLeapDay = 0;
            long rows = 0;
            try {
                if (isDescribed()) {
                    outbox.about(device, about(file, csv, summary));
                }
                for (Optional<WideCsv.Row> row = csv.next();
                        row.isPresent() && rows < summary.rows();
                        row = csv.next()) {
                    if (!selection.isChosen(row.get())) {
                        continue;
                    }
                    Optional<Instant> time = years.apply(row.get().time());
                    if (time.isPresent()) {
                        pacer.await(time.get());
                        outbox.send(Message.of(device, time.get(), row.get().values()));
                    } else {
                        noLeapDay++;
                    }
                    rows++;
                    progress.step();
                }
                outbox.drained().get();
            } finally {
                progress.end();
                say(err, summaryLine(rows, outbox, csv.badCells(), noLeapDay));
            }
            afterwards.published(outbox.readings());
        }
    }

    /** Which rows are replayed. */
    private record Selection(Instant from, Instant to, long limit) {
        Selection {
            if (limit < 1) {
                throw new IllegalArgumentException("--limit " + limit + " is below 1");
            }
        }

        boolean isChosen(WideCsv.Row row) {
            return !row.time().isBefore(from)
                    && row.time().isBefore(to)
                    && !row.values().isEmpty();
        }

        TableSummary summary(WideCsv csv) throws IOException {
            long[] left = {limit};
            return TableSummary.of(csv, row -> isChosen(row) && left[0]-- > 0);
        }
    }

    private Map<String, PropertyKey> keys() {
        Map<String, PropertyKey> keys = new HashMap<>();
        mapping.forEach((column, property) -> keys.put(column, PropertyKey.parse(property)));
        return keys;
    }

    private YearShift yearShift(TableSummary summary) {
        if (shift != null && shift.years != null) {
            return new YearShift(shift.years);
        }
        return shift != null && shift.year != null ? YearShift.between(summary.year(), shift.year) : new YearShift(0);
    }

    private void warnOfTheFuture(TableSummary summary, YearShift years, PrintWriter err) {
        Instant latest = surroundings.wall().instant().plus(PayloadParser.CLOCK_TOLERANCE);
        if (years.apply(summary.last()).filter(t -> t.isAfter(latest)).isPresent()) {
            say(err, "some times lie in the future; ingest refuses those (--shift-years moves them)");
        }
    }

    private DeviceAbout about(Path file, WideCsv csv, TableSummary summary) {
        Duration interval = summary.interval();
        List<Integer> depths = csv.keys().stream()
                .map(PropertyKey::depthCm)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        long seconds = interval == null ? 0 : interval.toSeconds();
        return new DeviceAbout(
                name == null ? device : name,
                seconds < 1 || seconds > DeviceAbout.MAX_INTERVAL_S ? null : (int) seconds,
                depths,
                Origin.RECORDED,
                source == null ? String.valueOf(file.getFileName()) : source,
                summary.year());
    }

    private static String summaryLine(long rows, Outbox outbox, long badCells, long noLeapDay) {
        return rows + " rows, " + outbox.messages() + " messages, " + outbox.readingsAcknowledged() + " of "
                + outbox.readings() + " readings acknowledged, " + badCells + " cells skipped"
                + (noLeapDay == 0 ? "" : ", " + noLeapDay + " rows of 29 February left out");
    }

    static void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
