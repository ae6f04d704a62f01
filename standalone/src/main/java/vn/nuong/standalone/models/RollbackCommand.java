package vn.nuong.standalone.models;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;

/** {@code nuong models rollback}. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Go back to the model that was in use before the last promotion.",
        footer = {"", "Exit code: 0 done, 1 it failed, 2 wrong options, or nothing to go back to."})
final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry = new RegistryOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            defaultValue = ModelCard.SOIL_MOISTURE,
            description = "Which kind of model. Default: ${DEFAULT-VALUE}")
    private String kind = ModelCard.SOIL_MOISTURE;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason, kept in the registry.")
    private String why = "";

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        try {
            ModelRegistry.Change change = registry.open().rollback(kind, clock.instant(), why.strip());
            registry.say(change.version() + " is in use again, instead of " + change.before());
            return 0;
        } catch (IllegalArgumentException e) {
            throw registry.usage(String.valueOf(e.getMessage()));
        }
    }
}
