package vn.nuong.standalone.backtest;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.pest.PestBacktest;
import vn.nuong.analytics.forecast.pest.PestOptions;

/** {@code nuong backtest pest}. */
@Command(
        name = "pest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Learn weekly catches of pests from one file and forecast those of another.",
        description = {
            "Học số sâu bệnh đếm hằng tuần từ một tệp và dự báo cho tệp khác.",
            "",
            "Reads CSVs with location, pest, unit, year, standard_week, value, and as far as there is weather"
                    + " air_temperature_max, air_temperature_min (°C), relative_humidity_morning, relative_humidity_evening (%%),"
                    + " rain (mm), wind_speed (m/s), sunshine_hours, evaporation. A forecast rests on the training file and on what"
                    + " its own series held up to the week of issue, never on a later row.",
            ""
        },
        footer = {
            "",
            "Columns of the predictions: location, pest, unit, year, week (of issue), horizon_weeks, observed, persistence, seasonal,"
                    + " forecast (exp(mean of log(1 + catch)) - 1), lower80, upper80; a row for every week where both ends were"
                    + " observed. More: docs/backtest-pest.md.",
            "Exit code: 0 done, 1 failed, or a row or a series was not used (it is named, the others are forecast), 2 wrong options"
                    + " or input, 130 interrupted."
        })
public final class PestCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final long STOPS_WITHIN_MS = 20_000;
    private static final int NAMED = 20;

    @Option(names = "--train", required = true, paramLabel = "FILE", description = "Catches to learn from.")
    private Path train = Path.of("");

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "Catches to forecast.")
    private Path test = Path.of("");

    @Option(
            names = "--weeks",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "How many weeks ahead, 1 to 13. Default: ${DEFAULT-VALUE}")
    private List<Integer> weeks = new ArrayList<>();

    @Option(
            names = "--predictions",
            required = true,
            paramLabel = "FILE",
            description = "CSV of every forecast and what came.")
    private Path predictions = Path.of("");

    @Option(
            names = "--report",
            required = true,
            paramLabel = "FILE",
            description = "JSON of errors, coverage and width.")
    private Path report = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Written into the report. Nothing is drawn: the same files give the same forecasts with any seed.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Thread worker = Thread.currentThread();
        Thread onSignal = new Thread(() -> stop(worker), "interrupt");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            List<String> unusable = new PestBacktest(options(), line -> say(err, line)).run();
            unusable.stream().limit(NAMED).forEach(line -> say(err, line));
            if (unusable.size() > NAMED) {
                say(err, (unusable.size() - NAMED) + " more faults are named in " + report);
            }
            say(err, "wrote " + predictions + " and " + report);
            return unusable.isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            say(err, "interrupted; nothing was written, start it again");
            return INTERRUPTED;
        } finally {
            leave(onSignal);
        }
    }

    private static void say(PrintWriter err, String line) {
        err.println("nuong: " + line);
        err.flush();
    }

    private PestOptions options() {
        List<Path> written = List.of(
                predictions.toAbsolutePath().normalize(),
                report.toAbsolutePath().normalize());
        for (Path file : written) {
            Path folder = Objects.requireNonNullElse(file.getParent(), file);
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("folder " + folder + " of " + file + " is not there; make it first");
            }
            for (Path read : List.of(train, test)) {
                if (read.toAbsolutePath().normalize().equals(file)) {
                    throw new IllegalArgumentException(file + " is read and would be written over; name another file");
                }
            }
        }
        if (written.get(0).equals(written.get(1))) {
            throw new IllegalArgumentException("--predictions and --report are the same file; name two");
        }
        return new PestOptions(
                train, test, weeks, predictions, report, seed, spec.root().version()[0]);
    }

    /** Asks the work to stop and waits until it has said so. */
    private static void stop(Thread worker) {
        worker.interrupt();
        try {
            worker.join(STOPS_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void leave(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) { // the JVM is going down already, which is why the work was interrupted
            Thread.currentThread().interrupt();
        }
    }
}
