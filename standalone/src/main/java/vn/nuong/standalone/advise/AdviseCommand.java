package vn.nuong.standalone.advise;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.ModelBackcast;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.advice.SourcePlanner;
import vn.nuong.analytics.files.HistoryFile;
import vn.nuong.analytics.forecast.PlotRecording;
import vn.nuong.analytics.forecast.faults.PlotProbes;
import vn.nuong.analytics.forecast.pest.PestForecaster;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureForecaster;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.Watering;
import vn.nuong.analytics.outlook.BulletinFiles;
import vn.nuong.analytics.outlook.ClimatologyOutlook;
import vn.nuong.analytics.outlook.CsvOutlook;
import vn.nuong.analytics.outlook.OpenMeteoOutlook;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.outlook.OutlookSource;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.analytics.source.SourcePlan;
import vn.nuong.analytics.source.SourceState;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ProbeFinding;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** {@code nuong advise}: what the server would have advised, from files alone. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Advise on irrigation and drainage from files alone, as JSON.",
        description = {
            "Lời khuyên tưới và tiêu nước, chỉ từ tệp.",
            "",
            "The same rules as the server's, with the same quality tests before them. Nothing measured after --at is looked"
                    + " at. Missing or doubtful data gives \"unknown\", names what is missing and says what to check by"
                    + " hand.",
            ""
        },
        footer = {
            "",
            "docs/advise.md describes the files, with an example of each, and what is written.",
            "Exit code: 0 advice was written (unknown is advice too), 1 it failed, 2 wrong options or files."
        })
public final class AdviseCommand implements Callable<Integer> {

    @Option(
            names = "--plot",
            required = true,
            paramLabel = "P.yaml",
            description = "The plot, as under plots in site.yaml.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plotFile;

    @Option(
            names = "--history",
            required = true,
            paramLabel = "H.csv",
            description = "What was measured: time, columns named as properties, and irrigation_mm.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path historyFile;

    @ArgGroup
    private @Nullable Expected expected;

    /** Where the weather expected comes from. */
    static final class Expected {
        @Option(
                names = "--outlook",
                paramLabel = "O.csv",
                description = "The weather expected: time, member, rain, eto_mm, air_temperature, relative_humidity,"
                        + " wind_speed. Default: nothing is known of it")
        private @Nullable Path file;

        @Option(
                names = "--open-meteo",
                paramLabel = "URL",
                description =
                        "Ask for it there, such as https://api.open-meteo.com/v1/forecast. When that fails, nothing is"
                                + " known of it.")
        private @Nullable URI openMeteo;

        @Option(
                names = "--climatology",
                description =
                        "Take what the same days of earlier years in the history brought, each as likely; without such years"
                                + " the usual rain of Thái Nguyên, for plots within 50 km.")
        private boolean climatology;
    }

    @Option(
            names = "--model",
            paramLabel = "M",
            description = {
                "Weigh a model's forecast of soil moisture in, as far as it was better than the water balance on the history's last"
                        + " 15 days: \"shipped\", or the folder of one that nuong train made. Needs an outlook."
                        + " Default: none"
            })
    private @Nullable String model;

    @Option(
            names = "--pest-model",
            paramLabel = "DIR",
            description =
                    "Forecast the catches of traps, where the history has a column trap_count_SPECIES, by the model that"
                            + " nuong train pest made there. Default: as last week")
    private @Nullable Path pestModel;

    @Option(
            names = "--diary",
            paramLabel = "D.json",
            description =
                    "What was done and is planned in the plot, a JSON array of diary lines: irrigation, picking, input,"
                            + " labour. Default: none is known")
    private @Nullable Path diaryFile;

    @Option(
            names = "--bulletins",
            paramLabel = "B.json",
            description =
                    "Official storm bulletins, a JSON file or a folder of them, passed on verbatim while they are valid:"
                            + " issuer, issued, valid_until, text. Default: none")
    private @Nullable Path bulletins;

    @Option(
            names = "--previous",
            paramLabel = "DECISION",
            description = "What was advised the last time, irrigate or wait, so that advice does not flicker.")
    private @Nullable Previous previous;

    @Option(
            names = "--previous-net",
            paramLabel = "MM",
            description = "The net_mm that was advised with it, so that the amount does not flicker either.")
    private @Nullable Double previousNet;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "When the advice is for, such as 2022-04-10T06:00:00+08:00.")
    private String at = "";

    /** What may have been advised before, in the words that this command writes. */
    enum Previous {
        IRRIGATE(Decision.IRRIGATE),
        WAIT(Decision.DO_NOT_IRRIGATE),
        UNKNOWN(Decision.UNKNOWN);

        private final Decision decision;

        Previous(Decision decision) {
            this.decision = decision;
        }
    }

    /** More than any advice gives. */
    private static final double MOST_NET_MM = 1000;

    private static final String SHIPPED = "shipped";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Outlook outlook = Outlook.none();
    private List<ProbeFinding> probes = List.of();
    private boolean traps;

    @Override
    public Integer call() throws IOException {
        try {
            Instant now = Times.parse(at);
            checkPrevious();
            Plot plot = SiteConfig.loadPlot(plotFile).withDevices(List.of(HistoryFile.DEVICE));
            AdviceMaker.Made made = advise(plot, now);
            spec.commandLine()
                    .getOut()
                    .println(
                            AdviceJson.write(made, outlook, probes, plot.place().timeZone(), traps));
            return 0;
        } catch (IllegalArgumentException e) { // files and options are the user's
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void checkPrevious() {
        Double net = previousNet;
        if (net == null) {
            return;
        }
        if (!(net >= 0 && net <= MOST_NET_MM)) {
            throw new IllegalArgumentException("--previous-net " + net + " is outside 0.." + MOST_NET_MM
                    + " mm; give the net_mm that was advised");
        }
        if (previous == null) {
            throw new IllegalArgumentException("--previous-net goes with --previous; add that or leave it out");
        }
    }

    private SoilWater soil(Plot plot) {
        try {
            return AdviceMaker.soil(plot);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(plotFile + ": soil: " + e.getMessage(), e);
        }
    }

    private AdviceMaker.Made advise(Plot plot, Instant now) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        HistoryFile file = HistoryFile.read(historyFile, plot.areaM2(), now, err::println);
        if (file.readings().isEmpty()) {
            err.println(historyFile + " has no reading up to " + at);
        }
        List<Reading> readings = FileQuality.judge(plot, file.readings());
        FileQuality.summary(readings).forEach(err::println);
        Optional<List<DiaryEntry>> diary = diary(plot, file.irrigationRecorded());
        PlotHistory history = HistoryMaker.make(plot, soil(plot), readings, diary, Map.of(), now);
        probes = judge(file, history, now);
        traps = !history.traps().isEmpty();
        outlook = outlook(plot, history, now);
        if (expected != null && !outlook.isKnown()) {
            err.println("the outlook tells of no time after " + at);
        }
        Optional<SoilMoistureForecaster> forecaster = forecaster();
        forecaster.ifPresent(f -> err.println("comparing model " + f.card().version()
                + " with the water balance on the last " + ModelBackcast.DAYS + " days"));
        return AdviceMaker.make(
                HistoryFile.SITE,
                plot,
                history,
                outlook,
                Optional.empty(),
                now,
                false,
                new AdviceMaker.Previous(previous == null ? Decision.UNKNOWN : previous.decision, previousNet),
                source(plot, history, readings, now),
                bulletins == null ? List.of() : BulletinFiles.read(bulletins),
                forecaster.map(f -> ModelBackcast.learned(f, plot, readings, diary, history, outlook)),
                pests());
    }

    private Optional<PestForecaster> pests() {
        Path folder = pestModel;
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PestForecaster.read(folder));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--pest-model " + folder + ": " + e.getMessage()
                            + "; give the folder of a model that nuong train pest made",
                    e);
        }
    }

    /** Beside advice, which does not go by it; readings that were left out there are left out here. */
    private static List<ProbeFinding> judge(HistoryFile file, PlotHistory history, Instant now) {
        TreeSet<Integer> depths = new TreeSet<>();
        for (PropertyKey column : file.properties()) {
            Integer depth = column.depthCm();
            if (column.property() == ObservedProperty.SOIL_MOISTURE && depth != null) {
                depths.add(depth);
            }
        }
        return PlotProbes.judge(PlotRecording.of(history, first(file, now), now), depths, now);
    }

    private static Instant first(HistoryFile file, Instant now) {
        return file.readings().stream()
                .map(Reading::measured)
                .min(Instant::compareTo)
                .map(t -> t.minus(Duration.ofHours(1))) // a span is open at its beginning
                .orElse(now);
    }

    private Optional<SoilMoistureForecaster> forecaster() {
        String asked = model;
        if (asked == null) {
            return Optional.empty();
        }
        if (asked.equals(SHIPPED)) {
            return Optional.of(SoilMoistureForecaster.shipped());
        }
        try {
            return Optional.of(SoilMoistureForecaster.read(Path.of(asked)));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--model " + asked + ": " + e.getMessage() + "; give \"" + SHIPPED
                            + "\" or the folder of a model of soil moisture that nuong train made",
                    e);
        }
    }

    /** The plot's source; its water is shared at the time that the advice is for, among the users that the file names. */
    private Optional<SourceNow> source(Plot plot, PlotHistory history, List<Reading> readings, Instant now) {
        ZoneId zone = plot.place().timeZone();
        Instant dayBegan = SourcePlan.planTime(now, zone);
        double drawn = history.waterings().stream()
                .filter(w -> !w.at().isBefore(dayBegan))
                .mapToDouble(Watering::volumeM3)
                .sum();
        return Optional.ofNullable(plot.source()).map(source -> {
            SourceState state = SourceState.of(source, readings, now);
            return new SourceNow(
                    state,
                    SourcePlanner.plan(state, List.of(plot), p -> AdviceMaker.findNeed(p, history, outlook), drawn),
                    zone);
        });
    }

    private Outlook outlook(Plot plot, PlotHistory history, Instant now) throws IOException {
        OutlookSource source = OutlookSource.NONE;
        if (expected != null && expected.file != null) {
            return new CsvOutlook(expected.file, spec.commandLine().getErr()::println).outlook(now);
        } else if (expected != null && expected.openMeteo != null) {
            source = new OpenMeteoOutlook(expected.openMeteo, plot.place());
        } else if (expected != null && expected.climatology) {
            source = ClimatologyOutlook.of(history::rainMm, plot.place());
        }
        try {
            return source.outlook(now);
        } catch (IOException e) { // advice goes on without, and says so
            spec.commandLine().getErr().println("no outlook: " + e.getMessage());
            return Outlook.none();
        }
    }

    /** The plot's lines; without a file an empty diary where water is metered, and none where it is not. */
    private Optional<List<DiaryEntry>> diary(Plot plot, boolean irrigationRecorded) throws IOException {
        Path file = diaryFile;
        if (file == null) {
            return irrigationRecorded ? Optional.of(List.of()) : Optional.empty();
        }
        try {
            List<DiaryEntry> lines = List.of(Json.read(Files.readAllBytes(file), DiaryEntry[].class));
            return Optional.of(
                    lines.stream().filter(l -> l.plot().equals(plot.id())).toList());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " is not there; give the path of a diary", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
