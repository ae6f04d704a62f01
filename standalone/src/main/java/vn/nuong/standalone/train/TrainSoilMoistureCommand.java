package vn.nuong.standalone.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.soilmoisture.Progress;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureTraining;
import vn.nuong.analytics.forecast.soilmoisture.TrainingOptions;
import vn.nuong.standalone.cli.LongWork;
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

    @Mixin
    private CardOptions card = new CardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LongWork work = new LongWork(spec);
        return work.run("started again with the same options it goes on from here", progress -> {
            TrainingOptions options = new TrainingOptions(
                    train,
                    out,
                    depths,
                    until == null ? null : Times.parse(until),
                    card.licence(),
                    String.valueOf(out.toAbsolutePath().normalize().getFileName()),
                    card.created(),
                    card.seed(),
                    work.version());
            new SoilMoistureTraining(options, new Progress(progress)).run().forEach(progress);
            progress.accept("wrote " + out);
            return 0;
        });
    }
}
