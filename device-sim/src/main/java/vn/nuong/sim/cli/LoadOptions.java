package vn.nuong.sim.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import vn.nuong.sim.load.Load;

/** What a load is, as options of {@code nuong simulate}. */
final class LoadOptions {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final List<String> NEED_DEVICES = List.of("--count", "--rate", "--connections", "--summary");
    private static final List<String> OF_PLOTS =
            List.of("--plots", "--days", "--weather", "--seed", "--truth", "--fault", "--speed");

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Instead of plots a load: N devices ID-1, ID-2, … send three readings a message, in turn.")
    private @Nullable Integer devices;

    @Option(names = "--count", paramLabel = "N", description = "With --devices: messages, all devices together.")
    private @Nullable Integer count;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "With --devices: messages a second; without it as fast as the broker takes them.")
    private @Nullable Double rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "With --devices: connections they share (default: ${DEFAULT-VALUE}).")
    private int connections = 2;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "With --devices: write as JSON what was acknowledged, so that it can be counted.")
    private @Nullable Path summary;

    /** Whether a load is asked for. */
    boolean isWanted() {
        return devices != null;
    }

    /** @throws IllegalArgumentException when options of both kinds are given */
    void check(ParseResult given) {
        for (String name : isWanted() ? OF_PLOTS : NEED_DEVICES) {
            if (given.hasMatchedOption(name)) {
                throw new IllegalArgumentException(
                        isWanted()
                                ? name + " is for simulated plots; leave it out with --devices"
                                : name + " is for a load; say of how many devices with --devices");
            }
        }
    }

    /**
     * The load.
     *
     * @param start measured time of the first messages; null so that the last ones are measured now
     * @param interval null for a minute
     */
    Load load(String prefix, @Nullable Instant start, @Nullable Duration interval, Instant now) {
        if (devices == null || count == null) {
            throw new IllegalArgumentException("say how many messages: --count 100000");
        }
        if (rate != null && !(rate > 0)) {
            throw new IllegalArgumentException("--rate " + rate + " is not above 0");
        }
        if (connections < 1 || connections > 100) {
            throw new IllegalArgumentException("--connections " + connections + " is outside 1..100");
        }
        Duration every = interval == null ? INTERVAL : interval;
        return new Load(
                prefix, devices, count, start == null ? Load.startToEndAt(now, devices, count, every) : start, every);
    }

    int connections() {
        return connections;
    }

    @Nullable
    Double rate() {
        return rate;
    }

    @Nullable
    Path summary() {
        return summary;
    }
}
