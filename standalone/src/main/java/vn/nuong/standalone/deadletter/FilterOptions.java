package vn.nuong.standalone.deadletter;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.api.DeadLetterFilter;
import vn.nuong.telemetry.payload.Refusal;

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
        List<String> known =
                Arrays.stream(Refusal.Reason.values()).map(Refusal.Reason::code).toList();
        if (code != null && !known.contains(code)) {
            throw new ParameterException(
                    spec.commandLine(), "--reason is " + code + "; give one of " + String.join(", ", known));
        }
        reason = code;
    }

    boolean isEmpty() {
        return site == null && device == null && reason == null;
    }

    DeadLetterFilter filter() {
        return new DeadLetterFilter(site, device, reason);
    }
}
