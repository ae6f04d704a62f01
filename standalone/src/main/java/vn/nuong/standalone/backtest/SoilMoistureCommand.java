package vn.nuong.standalone.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.soilmoisture.Progress;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureBacktest;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureOptions;
import vn.nuong.standalone.cli.LongWork;

/** {@code nuong backtest soil-moisture}. */
@Command(
        name = "soil-moisture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Learn soil moisture from some stations and forecast it at others.",
        description = {
            "Học độ ẩm đất từ một số trạm và dự báo cho trạm khác.",
            "",
            "Reads wide hourly CSVs, a file a station (its name without .csv or .csv.gz is the station): time, the target,"
                    + " other soil_moisture_<depth>cm (m³/m³), and as far as there are station_rain and rain (mm),"
                    + " air_temperature or station_air_temperature (°C), relative_humidity (%%), solar_radiation (W/m²). Every"
                    + " forecast rests on what was known when it was issued; with --future-weather observed also on the weather"
                    + " up to its valid time, never on a later reading of the soil.",
            "",
            "Interrupted, it goes on where it was when started again with the same options: finished pieces lie in"
                    + " <predictions>.work until it is done.",
            ""
        },
        footer = {
            "",
            "Columns of the predictions: station, issued, valid, horizon_h, observed, persistence, forecast, lower80, upper80; a"
                    + " row for every hour where both ends were observed. More: docs/backtest.md.",
            "Exit code: 0 done, 1 failed or a station was not used (it is named), 2 wrong options or input, 130 interrupted."
        })
public final class SoilMoistureCommand implements Callable<Integer> {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,4})(h|d)");

    /** What a forecast may know of the weather to come. */
    enum FutureWeather {
        OBSERVED,
        NONE
    }

    @Option(names = "--train", required = true, paramLabel = "DIR", description = "Stations to learn from.")
    private Path train = Path.of("");

    @Option(names = "--test", required = true, paramLabel = "DIR", description = "Stations to forecast.")
    private Path test = Path.of("");

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            defaultValue = "soil_moisture_20cm",
            description = "What to forecast. Default: ${DEFAULT-VALUE}")
    private String target = "";

    @Option(
            names = "--horizons",
            paramLabel = "SPAN",
            split = ",",
            defaultValue = "24h,72h",
            description = "How far ahead, hours (24h) or days (7d), 1h to 7d. Default: ${DEFAULT-VALUE}")
    private List<String> horizons = new ArrayList<>();

    @Option(
            names = "--future-weather",
            required = true,
            paramLabel = "KIND",
            description = "observed: the weather that came is known up to the valid time. none: it is not.")
    private FutureWeather futureWeather = FutureWeather.NONE;

    @Mixin
    private TrialFiles files = new TrialFiles();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything drawn; the same files and seed give the same bytes. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LongWork work = new LongWork(spec);
        return work.run("started again with the same options it goes on from here", progress -> {
            files.check(train, test);
            Map<String, String> refused = new SoilMoistureBacktest(
                            new SoilMoistureOptions(
                                    train,
                                    test,
                                    target,
                                    horizons.stream()
                                            .map(SoilMoistureCommand::hours)
                                            .toList(),
                                    futureWeather == FutureWeather.OBSERVED,
                                    files.predictions(),
                                    files.report(),
                                    seed,
                                    work.version()),
                            new Progress(progress))
                    .run();
            refused.values().forEach(progress);
            progress.accept("wrote " + files.predictions() + " and " + files.report());
            return refused.isEmpty() ? 0 : 1;
        });
    }

    private static int hours(String text) {
        Matcher span = SPAN.matcher(text.strip());
        if (!span.matches()) {
            throw new IllegalArgumentException("--horizons " + text + " is no span; write 24h or 7d");
        }
        return Integer.parseInt(span.group(1)) * (span.group(2).equals("d") ? 24 : 1);
    }
}
