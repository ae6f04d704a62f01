package vn.nuong.standalone.deadletter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.api.DeadLetterFilter;

/** Which dead letters are meant. */
final class FilterOptions {

    @Option(names = "--site", paramLabel = "ID", description = "Only of this site.")
    private @Nullable String site;

    @Option(names = "--device", paramLabel = "ID", description = "Only of this device.")
    private @Nullable String device;

    private @Nullable String reason;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only with this reason, such as unknown_property; docs/telemetry.md lists them.")
    private void reason(@Nullable String code) { // null when picocli clears it before it parses
        try {
            reason = new DeadLetterFilter(null, null, code).reason();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return site == null && device == null && reason == null;
    }

    DeadLetterFilter filter() {
        return new DeadLetterFilter(site, device, reason);
    }
}
