package vn.nuong.standalone.deadletter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.nuong.ingest.api.DeadLetterFilter;

/** Which dead letters are meant. */
final class FilterOptions {

    @Option(names = "--site", paramLabel = "ID", description = "Only of this site.")
    private @Nullable String site;

    @Option(names = "--device", paramLabel = "ID", description = "Only of this device.")
    private @Nullable String device;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only with this reason, such as unknown_property; docs/telemetry.md lists them.")
    private @Nullable String reason;

    boolean isEmpty() {
        return site == null && device == null && reason == null;
    }

    DeadLetterFilter filter() {
        return new DeadLetterFilter(site, device, reason);
    }
}
