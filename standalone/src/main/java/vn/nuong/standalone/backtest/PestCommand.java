package vn.nuong.standalone.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.pest.PestBacktest;
import vn.nuong.analytics.forecast.pest.PestOptions;
import vn.nuong.standalone.cli.LongWork;

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

    @Mixin
    private TrialFiles files = new TrialFiles();

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
    public Integer call() throws IOException {
        LongWork work = new LongWork(spec);
        return work.run("nothing was written, start it again", progress -> {
            files.check(train, test);
            List<String> unusable = new PestBacktest(
                            new PestOptions(
                                    train, test, weeks, files.predictions(), files.report(), seed, work.version()),
                            progress)
                    .run();
            work.name(unusable, "are named in " + files.report());
            progress.accept("wrote " + files.predictions() + " and " + files.report());
            return unusable.isEmpty() ? 0 : 1;
        });
    }
}
