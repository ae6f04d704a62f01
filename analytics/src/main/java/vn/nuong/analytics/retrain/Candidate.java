package vn.nuong.analytics.retrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ModelTrial;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.analytics.forecast.registry.TrialResult;
import vn.nuong.analytics.forecast.soilmoisture.Progress;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureRecordings;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureTraining;
import vn.nuong.analytics.forecast.soilmoisture.TrainingOptions;
import vn.nuong.telemetry.advice.Retraining.State;

/**
 * Does a {@link Job}: trains the new model, tries it beside the one in use on what was held back, and puts it into use when it is better at
 * every horizon. Each step that is done already is not done again. Not thread-safe.
 */
final class Candidate {

    private static final long SEED = 1;

    private final Path registry;
    private final String code;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /**
     * @param registry folder of the registry
     * @param code version of the product
     * @param clock when it is put into use
     * @param progress takes a line for every step
     */
    Candidate(Path registry, String code, InstantSource clock, Consumer<String> progress) {
        this.registry = registry;
        this.code = code;
        this.clock = clock;
        this.progress = progress;
    }

    /** Does what is left of the job and writes the outcome into its folder. A fault that would come again is an outcome too. */
    void run() throws IOException, InterruptedException {
        Job job = Job.read(registry);
        Job.Outcome outcome;
        try {
            train(job);
            outcome = tried(job);
        } catch (IllegalArgumentException e) {
            outcome = new Job.Outcome(State.FAILED, String.valueOf(e.getMessage()), null);
        }
        Job.write(registry, outcome);
    }

    private void train(Job job) throws IOException, InterruptedException {
        Path done = registry.resolve(job.version());
        if (Files.exists(done)) {
            return;
        }
        Path work = Job.folder(registry).resolve(job.version());
        if (!Files.exists(work.resolve(ModelCard.FILE))) {
            List<Path> folders = new ArrayList<>(List.of(Job.learn(registry)));
            if (holdsRecordings(Job.recordings(registry))) {
                folders.add(Job.recordings(registry));
            }
            new SoilMoistureTraining(
                            new TrainingOptions(
                                    folders, work, job.depths(), null, null, job.version(), job.started(), SEED, code),
                            new Progress(progress))
                    .run();
        }
        Files.move(work, done, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean holdsRecordings(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> f.getFileName().toString().matches(".*\\.csv(\\.gz)?"));
        }
    }

    private Job.Outcome tried(Job job) throws IOException, InterruptedException {
        ModelRegistry models = new ModelRegistry(registry, ShippedModels.cards());
        ModelRegistry.Model newer =
                models.find(job.version()).orElseThrow(() -> new IOException(job.version() + " is gone"));
        ModelRegistry.Model older =
                models.active(ModelCard.SOIL_MOISTURE, new TreeMap<>()).orElse(null);
        if (older != null && older.card().version().equals(job.version())) {
            return new Job.Outcome(
                    State.TAKEN, "better in the trial", null); // stopped between the change and its outcome
        }
        TrialResult trial;
        try {
            trial = ModelTrial.run(
                    new SoilMoistureRecordings(), newer, older, Job.later(registry), job.heldBackFrom(), progress);
        } catch (IllegalArgumentException e) {
            String why = "could not be tried: " + e.getMessage();
            models.refuse(newer.card(), clock.instant(), why, null);
            return new Job.Outcome(State.NOT_TAKEN, why, null);
        }
        if (!trial.newerIsBetter()) {
            models.refuse(newer.card(), clock.instant(), "not better at every horizon", trial);
            return new Job.Outcome(State.NOT_TAKEN, "not better at every horizon", trial.figures());
        }
        models.promote(job.version(), clock.instant(), false, "better in the trial", trial);
        return new Job.Outcome(State.TAKEN, "better in the trial", trial.figures());
    }
}
