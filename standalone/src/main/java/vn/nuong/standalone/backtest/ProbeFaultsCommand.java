package vn.nuong.standalone.backtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.faults.ProbeFaultBacktest;
import vn.nuong.analytics.forecast.faults.ProbeFaultOptions;
import vn.nuong.analytics.forecast.soilmoisture.Progress;
import vn.nuong.standalone.cli.Interruptible;

/** {@code nuong backtest probe-faults}. */
@Command(
        name = "probe-faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Find drifting and failing soil moisture probes in recordings, and count false alarms.",
        description = {
            "Tìm đầu đo độ ẩm đất trôi hoặc hỏng dần trong số đo đã ghi, và đếm báo nhầm.",
            "",
            "Reads wide hourly CSVs, a file a station: time, the target, other soil_moisture_<depth>cm (m³/m³), and as far as"
                    + " there are soil_temperature_<depth>cm, air_temperature or station_air_temperature (°C), station_rain or"
                    + " rain and irrigation_mm (mm), solar_radiation (W/m²). Each day is judged by what was known at its end"
                    + " (UTC). The limits are set at the stations of --train; those of --test are judged as they are, where"
                    + " every finding counts as a false alarm, and with faults put in.",
            ""
        },
        footer = {
            "",
            "Columns of the findings: station, probe, flagged_at, since, ended_at, kind (drift, step, response, noise,"
                    + " temperature, air), size_m3_m3, size_mm, confidence, statistic, limit, other_probes, sentence,"
                    + " sentence_vi. More: docs/probe-faults.md.",
            "Exit code: 0 done, 1 failed or a station was not used (it is named), 2 wrong options or input, 130 interrupted."
        })
public final class ProbeFaultsCommand implements Callable<Integer> {

    @Option(
            names = "--train",
            paramLabel = "DIR",
            description = "Stations to set the limits by. Default: the limits that the service has.")
    private @Nullable Path train;

    @Option(names = "--test", required = true, paramLabel = "DIR", description = "Stations to judge.")
    private Path test = Path.of("");

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            defaultValue = "soil_moisture_20cm",
            description = "Which probe to judge. Default: ${DEFAULT-VALUE}")
    private String target = "";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "JSON of false alarms, and of faults put in: shares found and days until then.")
    private @Nullable Path report;

    @Option(names = "--findings", paramLabel = "FILE", description = "CSV of findings on the recordings as they are.")
    private @Nullable Path findings;

    @Option(
            names = "--false-alarms",
            paramLabel = "N",
            defaultValue = "0.4",
            description =
                    "How many the limits may give at the training stations, a probe and year. Default: ${DEFAULT-VALUE}")
    private double falseAlarms;

    @Option(
            names = "--injected",
            paramLabel = "N",
            defaultValue = "4",
            description = "How often each fault is put into each test station; 0 for none. Default: ${DEFAULT-VALUE}")
    private int injected;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Of when the faults begin; the same files and seed give the same figures. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(line -> {
            err.println("nuong: " + line);
            err.flush();
        });
        try (Interruptible work = Interruptible.begin()) {
            return run(progress); // says that it was interrupted before the process may end
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int run(Progress progress) throws IOException {
        try {
            Map<String, String> refused = new ProbeFaultBacktest(options(), new ArrivalRules(), progress).run();
            Stream.of(report, findings).filter(f -> f != null).forEach(file -> progress.say("wrote " + file));
            return refused.isEmpty() ? 0 : 1;
        } catch (InterruptedException e) {
            progress.say("interrupted; nothing was written, start it again");
            return Interruptible.EXIT;
        }
    }

    private ProbeFaultOptions options() {
        if (report == null && findings == null) {
            throw new IllegalArgumentException("nothing to write; name a file with --report, --findings or both");
        }
        if (report != null && report.equals(findings)) {
            throw new IllegalArgumentException("--report and --findings are the same file; name two");
        }
        Stream.of(report, findings).filter(f -> f != null).forEach(file -> {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IllegalArgumentException("folder " + folder + " of " + file + " is not there; make it first");
            }
        });
        return new ProbeFaultOptions(
                train,
                test,
                target,
                report,
                findings,
                falseAlarms,
                report == null ? 0 : injected,
                seed,
                spec.root().version()[0]);
    }
}
