package vn.nuong.standalone.models;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.nuong.analytics.forecast.registry.ModelForecaster;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ModelTrial;
import vn.nuong.analytics.forecast.registry.TrialResult;
import vn.nuong.standalone.cli.Interruptible;

/** {@code nuong models promote}. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Put a model into use, when it is better than the one in use on data later than either has seen.",
        description = {
            "Cho một mô hình vào dùng, khi nó dự báo đúng hơn mô hình đang dùng trên số đo mới mà cả hai chưa thấy.",
            "",
            "Both forecast the recordings of --later from the day after the last that either learned from. The newer takes over when"
                    + " it is better at every horizon: in skill against persistence for soil moisture, in the RMSE of log(1 + catch)"
                    + " for pests. Where none of its kind is in use, persistence is the other. Otherwise it is refused and the"
                    + " figures are named. Both outcomes and their figures are kept in the registry. A service that runs takes a"
                    + " model of soil moisture up within a minute or so.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 it is in use, 1 it was not better or the trial failed, 2 wrong options or input, 130 interrupted."
        })
final class PromoteCommand implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Parameters(paramLabel = "VERSION", description = "The model, as list names it.")
    private String version = "";

    @Option(
            names = "--later",
            paramLabel = "PATH",
            description =
                    "Recordings for the trial, as backtest reads them: a folder of stations, a file of catches. Needed unless"
                            + " --force.")
    private @Nullable Path later;

    @Option(names = "--force", description = "Put it into use although no trial spoke for it; say --why.")
    private boolean force;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the registry.")
    private @Nullable String why;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        String reason = why == null ? "" : why.strip();
        Path recordings = later;
        if (force && reason.isEmpty()) {
            throw registry.usage("--force needs --why: the reason is kept in the registry");
        }
        if (!force && recordings == null) {
            throw registry.usage("name the recordings of the trial with --later, or use --force and --why");
        }
        ModelRegistry models = registry.open();
        ModelRegistry.Model newer = RegistryOptions.find(models, registry, version);
        String kind = newer.card().kind();
        Map<String, String> damaged = new TreeMap<>();
        ModelRegistry.@Nullable Model older = models.active(kind, damaged).orElse(null);
        damaged.forEach((name, fault) -> registry.say(name + " is damaged and not used: " + fault));
        if (older != null && older.card().version().equals(version)) {
            throw registry.usage(version + " is in use already");
        }
        TrialResult trial = null;
        if (recordings != null) {
            try (Interruptible work = Interruptible.begin()) {
                trial = ModelTrial.run(forecaster(kind), newer, older, recordings, registry::say);
            } catch (InterruptedException e) {
                registry.say("interrupted; nothing was changed");
                return Interruptible.EXIT;
            } catch (IllegalArgumentException e) {
                throw registry.usage(String.valueOf(e.getMessage()));
            }
            registry.say(version + " against " + trial.older() + ", " + trial.measure() + ": " + trial.figures());
        }
        Instant now = clock.instant();
        boolean better = trial != null && trial.newerIsBetter();
        if (!better && !force) {
            String refusal = trial == null ? "there was nothing to compare it with" : "not better at every horizon";
            String figures = trial == null ? "" : ": " + trial.figures();
            models.refuse(newer.card(), now, refusal + (reason.isEmpty() ? "" : "; " + reason), trial);
            registry.say(version + " is not put into use, " + refusal + figures);
            return 1;
        }
        try {
            models.promote(version, now, !better, reason.isEmpty() ? "better in the trial" : reason, trial);
        } catch (IllegalArgumentException e) {
            throw registry.usage(String.valueOf(e.getMessage()));
        }
        registry.say(version + " is in use" + (better ? "" : ", by force: " + reason));
        return 0;
    }

    private ModelForecaster forecaster(String kind) {
        return Forecasters.of(kind)
                .orElseThrow(() ->
                        registry.usage("models of kind " + kind + " cannot be tried here; use --force and --why"));
    }
}
