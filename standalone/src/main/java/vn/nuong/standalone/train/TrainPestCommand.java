package vn.nuong.standalone.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.pest.PestTraining;
import vn.nuong.analytics.forecast.pest.PestTrainingOptions;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.standalone.cli.LongWork;

/** {@code nuong train pest}. */
@Command(
        name = "pest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Train the model that forecasts weekly catches of pests.",
        description = {
            "Huấn luyện mô hình dự báo số sâu bệnh đếm được hằng tuần.",
            "",
            "Reads a CSV as 'nuong backtest pest' does. The end of each series is held out: what the model is worth there stands"
                    + " in its card.json beside what it learned from. Into a registry it goes as pest-N, N the next that is free. It is"
                    + " not in use before 'nuong models promote'.",
            "",
            "Takes seconds; interrupted, nothing is written. The same file and options give the same bytes (with --created also"
                    + " the card).",
            ""
        },
        footer = {
            "",
            "The licence of the file is the first line of a file LICENCE or LICENSE beside it, else --licence, else unknown. More:"
                    + " docs/models.md.",
            "Exit code: 0 trained, 1 failed, or trained and a row was not used (it is named), 2 wrong options or input, 130"
                    + " interrupted."
        })
public final class TrainPestCommand implements Callable<Integer> {

    @Option(names = "--train", required = true, paramLabel = "FILE", description = "Catches to learn from.")
    private Path train = Path.of("");

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Where where;

    static final class Where {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Where the model goes; its name is the model's version.")
        private @Nullable Path out;

        @Option(names = "--registry", paramLabel = "DIR", description = "Into this registry: a folder a model.")
        private @Nullable Path registry;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Into the registry of analytics: the folder models in its data folder.")
        private @Nullable Path data;

        /** @throws IllegalArgumentException when the data folder is not there */
        Path folder() throws IOException {
            Path given = out;
            if (given != null) {
                return given;
            }
            Path folder = registry;
            if (folder == null) {
                Path of = data;
                if (of == null || !Files.isDirectory(of)) {
                    throw new IllegalArgumentException(
                            "--data " + of + " is no folder; name the one that analytics writes");
                }
                folder = of.resolve("models");
            }
            return folder.resolve(new ModelRegistry(folder, ShippedModels.cards()).nextVersion(ModelCard.PEST));
        }
    }

    @Option(
            names = "--weeks",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "How many weeks ahead, 1 to 13. Default: ${DEFAULT-VALUE}")
    private List<Integer> weeks = new ArrayList<>();

    @Option(
            names = "--until",
            paramLabel = "DAY",
            description =
                    "Learn from weeks that begin before it and hold out the rest, such as 2008-01-01. Default: the last fifth of"
                            + " each series' weeks is held out.")
    private @Nullable LocalDate until;

    @Mixin
    private CardOptions card = new CardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LongWork work = new LongWork(spec);
        return work.run("nothing was written, start it again", progress -> {
            Path out = where.folder();
            String name = String.valueOf(out.toAbsolutePath().normalize().getFileName());
            List<String> unusable = new PestTraining(
                            new PestTrainingOptions(
                                    train,
                                    out,
                                    weeks,
                                    until,
                                    card.licence(),
                                    name,
                                    card.created(),
                                    card.seed(),
                                    work.version()),
                            progress)
                    .run();
            work.name(unusable, "are in the file");
            progress.accept("wrote " + out);
            return unusable.isEmpty() ? 0 : 1;
        });
    }
}
