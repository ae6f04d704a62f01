package vn.nuong.sim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.nuong.sim.csv.WideCsv;
import vn.nuong.sim.device.TruthFile;
import vn.nuong.sim.fault.Faults;
import vn.nuong.sim.field.Simulation;
import vn.nuong.sim.load.Load;
import vn.nuong.sim.load.LoadSummary;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.publish.Outbox;
import vn.nuong.sim.sample.Recording;
import vn.nuong.sim.weather.WeatherGenerator;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.sim.weather.WeatherTable;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.time.Times;

/** {@code nuong simulate}: plots that exist nowhere, whose every reading has a known truth. */
@Command(
        name = "simulate",
        description = "Simulates plots of tea with their devices, or a load of messages, and publishes it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nFaults, KIND:DEVICE:NUMBER[:NUMBER], DEVICE an id or * for all:%n",
        footer = {
            "  dropout:DEVICE:P          a message is lost with probability P",
            "  spike:DEVICE:P[:SIZE]     a value jumps by SIZE (0.3) of its plausible range",
            "  stuck:DEVICE:P[:HOURS]    a value is repeated for HOURS (12)",
            "  drift:DEVICE:RATE         soil probes read RATE (m3/m3, Cel, ...) more every day",
            "  duplicate:DEVICE:P        a message is sent twice",
            "  disorder:DEVICE:P[:HOURS] a message comes up to HOURS (3) late",
            "  clock-skew:DEVICE:SECONDS the device's clock is SECONDS ahead",
            "  reboot:DEVICE:P[:HOURS]   silent for HOURS (1), then its counters begin at 0",
            "  battery:DEVICE:DAYS       the battery is empty after DAYS",
            "",
            "Exit code: 0 all was published and acknowledged, 1 it failed, 2 wrong options, 130 interrupted."
        })
public final class SimulateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--plots",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int plots = 1;

    @Option(
            names = "--device-prefix",
            paramLabel = "ID",
            defaultValue = "sim",
            description = "Devices are named ID-1-soil, ID-1-weather, … (default: ${DEFAULT-VALUE}).")
    private String prefix = "sim";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When it begins, such as 2026-03-01T00:00:00Z (default: so that it ends now).")
    private @Nullable String start;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Time between two measurements of a device, such as 1h, 15min or 30s; plots need whole hours"
                    + " (default: 1h, with --devices 1min).")
    private @Nullable String interval;

    @Option(
            names = "--weather",
            paramLabel = "WHAT",
            defaultValue = "generated",
            description = "generated, huashan-2018, wufeng-2022 or a CSV file (default: ${DEFAULT-VALUE}).")
    private String weather = "generated";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of every chance: the same seed gives the same" + " readings (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write what was really so: time,device,property,truth," + "published,fault.")
    private @Nullable Path truth;

    @Option(names = "--fault", paramLabel = "FAULT", description = "What goes wrong, see below. Repeatable.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Publish N seconds a second; without it as fast as the broker takes it.")
    private @Nullable Double speed;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    /** Tân Cương, Thái Nguyên. */
    private static final Plot.Place PLACE = new Plot.Place(21.55, 105.75, 50, ZoneId.of("Asia/Ho_Chi_Minh"));

    private static final int MAX_DAYS = 3660;

    private final Surroundings surroundings;

    public SimulateCommand() {
        this(Surroundings.real());
    }

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        return Run.exitCode("nuong simulate", commandLine.getErr(), () -> {
            load.check(commandLine.getParseResult());
            if (load.isWanted()) {
                publishLoad(commandLine.getOut(), commandLine.getErr());
            } else {
                simulate(commandLine.getOut(), commandLine.getErr());
            }
        });
    }

    private void publishLoad(PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException, ExecutionException {
        Load messages = load.load(
                prefix,
                start == null ? null : Times.parse(start),
                interval == null ? null : Interval.parse(interval),
                surroundings.wall().instant());
        warnOfTheFuture(messages, err);
        Progress progress = progress(err, messages.count());
        try (LoadRun run = new LoadRun(messages, broker.site(), surroundings)) {
            for (int i = 1; i <= load.connections(); i++) {
                run.add(broker.connect(
                        "nuong-simulate-" + prefix + "-load-" + i,
                        surroundings.environment(),
                        surroundings.connections(),
                        out));
            }
            try {
                run.describe();
                run.publish(load.rate(), progress);
            } finally {
                progress.end();
                LoadSummary summary = run.summary();
                LoadRun.say(summary, err);
                if (load.summary() != null) {
                    LoadRun.write(summary, load.summary());
                }
            }
        }
    }

    private void simulate(PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException, ExecutionException {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("--days " + days + " is outside 1.." + MAX_DAYS);
        }
        Pacer pacer = new Pacer(surroundings.wall(), surroundings.sleeper(), speed);
        Instant begin = begin();
        Simulation.Settings settings = new Simulation.Settings(
                prefix,
                plots,
                PLACE,
                seed,
                interval == null ? 1 : Interval.hours(interval),
                faults.stream().map(Faults::parse).toList());
        Driver driver = driver(begin, err);
        List<Simulation.Device> devices = Simulation.devices(settings, driver.hours, driver.source);
        checkFaultsHaveDevices(settings, devices);
        if (truth != null) {
            TruthFile.write(
                    truth, devices.stream().flatMap(d -> d.packets().stream()).toList());
        }
        List<Message> messages = Simulation.messages(devices);
        warnOfTheFuture(messages, err);
        publish(devices, messages, pacer, out, err);
    }

    private void publish(
            List<Simulation.Device> devices, List<Message> messages, Pacer pacer, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException, ExecutionException {
        try (Connection connection = broker.connect(
                "nuong-simulate-" + prefix, surroundings.environment(), surroundings.connections(), out)) {
            Outbox outbox = new Outbox(connection, broker.site(), Outbox.MAX_IN_FLIGHT);
            Progress progress = progress(err, messages.size());
            try {
                for (Simulation.Device device : devices) {
                    outbox.about(device.id(), device.about());
                }
                for (Message message : messages) {
                    pacer.await(message.sent());
                    outbox.send(message);
                    progress.step();
                }
                outbox.drained().get();
            } finally {
                progress.end();
                say(
                        err,
                        devices.size() + " devices, " + outbox.messages() + " messages, "
                                + outbox.readingsAcknowledged() + " of " + outbox.readings()
                                + " readings acknowledged");
            }
        }
    }

    private Progress progress(PrintWriter err, long messages) {
        return new Progress(
                err, surroundings.terminal() && !broker.isDryRun(), surroundings.wall(), "messages", messages);
    }

    private Instant begin() {
        if (start != null) {
            return Times.parse(start).truncatedTo(ChronoUnit.HOURS);
        }
        return surroundings.wall().instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(days));
    }

    /** What drives the plots, and where it comes from. */
    private record Driver(List<WeatherHour> hours, String source) {}

    private Driver driver(Instant begin, PrintWriter err) throws IOException {
        int hours = 24 * days;
        if (weather.equals("generated")) {
            return new Driver(
                    WeatherGenerator.generate(begin, hours, PLACE.timeZone(), new Random(seed)),
                    "nuong simulate --seed " + seed);
        }
        Optional<Recording> recording = Recording.find(weather);
        if (recording.isPresent()) {
            List<WeatherHour> measured = WeatherTable.hourly(recording.get().rows());
            return new Driver(
                    WeatherTable.during(measured, begin, hours),
                    "nuong simulate --seed " + seed + ", " + recording.get().source());
        }
        try (WideCsv csv = WideCsv.open(Path.of(weather), WideCsv.Options.PLAIN, line -> say(err, line))) {
            return new Driver(
                    WeatherTable.during(WeatherTable.hourly(csv.readAll()), begin, hours),
                    "nuong simulate --seed " + seed + ", " + Path.of(weather).getFileName());
        }
    }

    private static void checkFaultsHaveDevices(Simulation.Settings settings, List<Simulation.Device> devices) {
        for (Faults.Ordered fault : settings.faults()) {
            if (devices.stream().noneMatch(d -> fault.concerns(d.id()))) {
                throw new IllegalArgumentException("there is no device \"" + fault.device() + "\" for --fault "
                        + fault.fault().kind() + "; there are "
                        + String.join(
                                ", ",
                                devices.stream()
                                        .map(Simulation.Device::id)
                                        .limit(10)
                                        .toList()));
            }
        }
    }

    /** A load may run on into the future as long as it is sent no faster than measured. */
    private void warnOfTheFuture(Load messages, PrintWriter err) {
        Instant latest = surroundings.wall().instant().plus(PayloadParser.CLOCK_TOLERANCE);
        int last = messages.count() - 1;
        Double rate = load.rate();
        Instant sent = rate == null ? latest : latest.plusNanos((long) (last / rate * 1e9));
        if (messages.time(0).isAfter(latest) || messages.time(last).isAfter(sent)) {
            say(err, "some messages lie in the future; ingest refuses those (--start moves them)");
        }
    }

    private void warnOfTheFuture(List<Message> messages, PrintWriter err) {
        Instant latest = surroundings.wall().instant().plus(PayloadParser.CLOCK_TOLERANCE);
        long future =
                messages.stream().filter(m -> m.measured().isAfter(latest)).count();
        if (future > 0 && speed == null) {
            say(err, future + " messages lie in the future; ingest refuses those (--start moves them)");
        }
    }

    private static void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
