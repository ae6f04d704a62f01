package vn.nuong.standalone.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.forecast.registry.ShippedModels;
import vn.nuong.telemetry.json.Json;

/** Which registry is meant. */
final class RegistryOptions {

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Where where;

    static final class Where {
        @Option(names = "--registry", paramLabel = "DIR", description = "The registry: a folder a model.")
        private @Nullable Path registry;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The data folder of analytics; its registry is the folder models in it.")
        private @Nullable Path data;
    }

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ModelRegistry open() {
        return new ModelRegistry(folder(), ShippedModels.cards());
    }

    Path folder() {
        Path registry = where.registry;
        if (registry != null) {
            if (Files.exists(registry) && !Files.isDirectory(registry)) {
                throw usage("--registry " + registry + " is no folder");
            }
            return registry;
        }
        Path data = where.data;
        if (data == null || !Files.isDirectory(data)) {
            throw usage("--data " + data + " is no folder; name the one that analytics writes");
        }
        return data.resolve("models");
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    void say(String line) {
        err().println("nuong: " + line);
        err().flush();
    }

    void printJson(Object value) throws IOException {
        out().println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
        out().flush();
    }

    /** The named model; a version that is not there is a usage fault, a damaged one a failure. */
    static ModelRegistry.Model find(ModelRegistry registry, RegistryOptions options, String version)
            throws IOException {
        return registry.find(version)
                .orElseThrow(() -> options.usage("there is no model " + version + "; see: nuong models list"));
    }
}
