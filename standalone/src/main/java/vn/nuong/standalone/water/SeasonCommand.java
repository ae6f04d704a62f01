package vn.nuong.standalone.water;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.agronomy.water.DepletionTrigger;
import vn.nuong.analytics.agronomy.water.GrowthStages;
import vn.nuong.analytics.agronomy.water.Season;
import vn.nuong.analytics.agronomy.water.SeasonOptions;
import vn.nuong.analytics.agronomy.water.SeasonState;

/** {@code nuong season}: the water balance of a field season. */
@Command(
        name = "season",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Reckon the daily water balance of a field season (FAO-56, dual crop coefficient).",
        description = {
            "Tính cân bằng nước hằng ngày của một vụ.",
            "",
            "Reads pyfao56's own files (.par, .wth, and if there are any .irr, .sol, .upd) or a season in our YAML (.yaml) from a"
                    + " folder. Writes a CSV row a day.",
            ""
        },
        footer = {
            "",
            "Columns: date, eto, kcb, ke, ks, eta, rain, runoff, irrigation (what reached the soil), deep_percolation,"
                    + " depletion, taw, raw; all but the coefficients in mm.",
            "More, with an example of each file: docs/water.md. Exit code: 0 done, 1 it failed, 2 wrong options or input."
        })
public final class SeasonCommand implements Callable<Integer> {

    private static final String HEADER =
            "date,eto,kcb,ke,ks,eta,rain,runoff,irrigation,deep_percolation,depletion,taw,raw";

    private static final int DAYS_OF_A_CROP_THAT_STAYS = 365;

    /** Says that there is none of a kind of file though the folder has one. */
    private static final String NONE = "none";

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path dir = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "Planting, day 0, as 2023-122 or 2023-05-02. Default: the weather's first day")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day. Default: the weather's last day")
    private @Nullable String to;

    @Option(names = "--par", paramLabel = "FILE", description = "Parameters, where there are several.")
    private @Nullable String par;

    @Option(names = "--wth", paramLabel = "FILE", description = "Weather, where there are several.")
    private @Nullable String wth;

    @Option(
            names = "--irr",
            paramLabel = "FILE",
            description = "Irrigation, where there are several; none leaves it out.")
    private @Nullable String irr;

    @Option(
            names = "--sol",
            paramLabel = "FILE",
            description = "Soil layers, where there are several; none takes the soil of the parameters.")
    private @Nullable String sol;

    @Option(
            names = "--upd",
            paramLabel = "FILE",
            description = "Observed Kcb, height and cover, where there are several; none leaves them out.")
    private @Nullable String upd;

    @Option(names = "--yaml", paramLabel = "FILE", description = "A season in our YAML, where there are several.")
    private @Nullable String yaml;

    @Option(names = "--recompute-eto", description = "Reckon ETo from the weather also where the file gives it.")
    private boolean recompute;

    @Option(names = "--runoff", description = "Take runoff off the rain by curve number.")
    private boolean runoff;

    @Option(names = "--constant-p", description = "Keep the depletion fraction p as given, whatever the day's demand.")
    private boolean constantP;

    @Option(names = "--aquacrop-ks", description = "Take Ks from AquaCrop's curve instead of FAO-56 Eq. 84.")
    private boolean aquaCropKs;

    @Option(names = "--adjust-kcb", description = "Bring Kcb to the season's wind and humidity (FAO-56 Eq. 70).")
    private boolean adjustKcb;

    @Option(
            names = "--schedule",
            description =
                    "Add advice (irrigate or wait) and advice_net_mm for the evening of each day, from that day and the"
                            + " days before it alone.")
    private boolean schedule;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(dir)) {
            throw usage(dir + " is no folder; name the one with the season's files");
        }
        if (schedule && adjustKcb) {
            throw usage(
                    "--schedule with --adjust-kcb would use weather after the day advised: adjusting takes the means of"
                            + " whole stages; leave one out");
        }
        try {
            SeasonInput input = read(new SeasonInput.Span(day("--from", from), day("--to", to)));
            input.notes().forEach(n -> spec.commandLine().getErr().println("nuong: " + n));
            SeasonOptions options = new SeasonOptions(runoff, constantP, aquaCropKs, adjustKcb, input.tallReference());
            if (schedule) {
                sayWhenTheCropEnds(input);
            }
            write(
                    Season.run(input.crop(), input.soil(), options, input.days()),
                    input.crop().stages());
            return 0;
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private SeasonInput read(SeasonInput.Span span) throws IOException {
        LocalDate first = span.from();
        LocalDate last = span.to();
        if (first != null && last != null && first.isAfter(last)) {
            throw new IllegalArgumentException("--from " + from + " is after --to " + to + "; exchange them");
        }
        Path parameters = file(".par", par, "--par");
        Path ours = file(".yaml", yaml, "--yaml");
        if (parameters != null && ours != null && par == null && yaml == null) {
            throw new IllegalArgumentException(dir + " has " + parameters.getFileName() + " and " + ours.getFileName()
                    + "; say which with --par or --yaml");
        }
        if (ours != null && par == null) {
            return YamlSeason.read(ours, span, recompute);
        }
        return PyfaoSeason.read(
                new PyfaoSeason.FileSet(
                        needed(parameters, ".par", "--par"),
                        needed(file(".wth", wth, "--wth"), ".wth", "--wth"),
                        file(".irr", irr, "--irr"),
                        file(".sol", sol, "--sol"),
                        file(".upd", upd, "--upd")),
                span,
                recompute);
    }

    private Path needed(@Nullable Path file, String ending, String option) {
        if (file == null) {
            throw new IllegalArgumentException(dir + " has no file *" + ending + "; add it or name one with " + option);
        }
        return file;
    }

    /** The only file of a kind in the folder, or the one that was named; null when there is none. */
    private @Nullable Path file(String ending, @Nullable String named, String option) throws IOException {
        if (named != null) {
            if (named.equals(NONE)) {
                return null;
            }
            for (Path path : List.of(dir.resolve(named), Path.of(named))) {
                if (Files.isRegularFile(path)) {
                    return path;
                }
            }
            throw new IllegalArgumentException(
                    option + " " + named + " is no file, neither in " + dir + " nor from here");
        }
        List<Path> found;
        try (Stream<Path> all = Files.list(dir)) {
            found = all.filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(dir + " has several files *" + ending + ": "
                    + String.join(
                            ", ",
                            found.stream().map(f -> f.getFileName().toString()).toList())
                    + "; choose one with " + option);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static @Nullable LocalDate day(String option, @Nullable String text) {
        try {
            return text == null ? null : PyfaoText.day(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + e.getMessage(), e);
        }
    }

    private void write(List<SeasonState> states, GrowthStages stages) {
        DepletionTrigger trigger = new DepletionTrigger();
        StringBuilder text = new StringBuilder(HEADER).append(schedule ? ",advice,advice_net_mm\n" : "\n");
        for (SeasonState s : states) {
            text.append(s.date());
            DoubleStream.of(
                            s.etoMm(),
                            s.kcb(),
                            s.ke(),
                            s.ks(),
                            s.etaMm(),
                            s.rainMm(),
                            s.runoffMm(),
                            s.irrigationMm(),
                            s.deepPercolationMm(),
                            s.depletionMm(),
                            s.tawMm(),
                            s.rawMm())
                    .forEach(v -> text.append(String.format(Locale.ROOT, ",%.4f", v)));
            if (schedule) {
                DepletionTrigger.Advice advice = trigger.next(new DepletionTrigger.Evening(
                        s.depletionMm(),
                        s.rawMm(),
                        s.tawMm(),
                        s.kcb() * s.etoMm(),
                        daysLeft(stages, ChronoUnit.DAYS.between(states.get(0).date(), s.date()))));
                text.append(String.format(
                        Locale.ROOT, ",%s,%.1f", advice.irrigate() ? "irrigate" : "wait", advice.netMm()));
            }
            text.append('\n');
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private void sayWhenTheCropEnds(SeasonInput input) {
        int days = input.crop().stages().firstAfter();
        if (days < Math.min(input.days().size(), DAYS_OF_A_CROP_THAT_STAYS)) {
            spec.commandLine()
                    .getErr()
                    .println("nuong: the crop's stages end on "
                            + input.days().get(0).date().plusDays(days - 1L)
                            + "; the schedule gives no water from then on. Lengthen them if it grows longer");
        }
    }

    /** Days after this one until the crop ends; stages of a whole year are a crop that stays. */
    private static double daysLeft(GrowthStages stages, long day) {
        return stages.firstAfter() >= DAYS_OF_A_CROP_THAT_STAYS
                ? DepletionTrigger.PERENNIAL
                : Math.max(stages.firstAfter() - 1 - day, 0);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
