package vn.nuong.standalone.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.soilmoisture.Progress;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureTraining;
import vn.nuong.analytics.forecast.soilmoisture.TrainingOptions;
import vn.nuong.standalone.cli.Interruptible;
import vn.nuong.telemetry.time.Times;

/** {@code nuong train soil-moisture}. */
@Command(
        name = "soil-moisture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Train the model that forecasts soil moisture up to 7 days ahead.",
        description = {
            "Huấn luyện mô hình dự báo độ ẩm đất đến 7 ngày.",
            "",
            "Reads wide hourly CSVs as 'nuong backtest soil-moisture' does. For each depth it trains a model that knows the"
                    + " weather to come and one that does not, at 6, 24, 72 and 168 h. The end of each record is held out: what"
                    + " the model is worth there stands in DIR/card.json beside what it learned from.",
            "",
            "Interrupted, it goes on where it was when started again with the same options. The same files, options and seed"
                    + " give the same bytes on one machine type (with --created also the card).",
            ""
        },
        footer = {
            "",
            "The licence of a station's file is the first line of a file LICENCE or LICENSE beside it, else --licence, else"
                    + " unknown. More: docs/model.md.",
            "Exit code: 0 trained, 1 failed, 2 wrong options or input, 130 interrupted."
        })
public final class TrainSoilMoistureCommand implements Callable<Integer> {

    @Option(
            names = "--train",
            required = true,
            paramLabel = "DIR",
            description = "Stations to learn from, a file a station. Repeatable.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the model goes; its name is the model's version.")
    private Path out = Path.of("");

    @Option(
            names = "--depths",
            paramLabel = "CM",
            split = ",",
            description = "Depths to forecast, such as 20,50. Default: all that a station has, up to 6.")
    private List<Integer> depths = new ArrayList<>();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Learn from readings before it and hold out the rest, such as 2022-03-01T00:00:00Z. Default: the last"
                            + " fifth of each record is held out.")
    private @Nullable String until;

    @Option(names = "--licence", paramLabel = "TEXT", description = "Of files that have no licence beside them.")
    private @Nullable String licence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything drawn. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--created", paramLabel = "TIME", description = "Time that the card names. Default: now.")
    private @Nullable String created;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(line -> {
            err.println("nuong: " + line);
            err.flush();
        });
        try (Interruptible work = Interruptible.begin()) {
            new SoilMoistureTraining(options(), progress).run().forEach(progress::say);
            progress.say("wrote " + out);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            progress.say("interrupted; started again with the same options it goes on from here");
            return Interruptible.EXIT;
        }
    }

    private TrainingOptions options() {
        return new TrainingOptions(
                train,
                out,
                depths,
                until == null ? null : Times.parse(until),
                licence,
                String.valueOf(out.toAbsolutePath().normalize().getFileName()),
                created == null ? Instant.now(clock).truncatedTo(ChronoUnit.SECONDS) : Times.parse(created),
                seed,
                spec.root().version()[0]);
    }
}
