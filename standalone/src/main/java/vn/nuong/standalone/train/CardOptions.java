package vn.nuong.standalone.train;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.nuong.telemetry.time.Times;

/** What a model's card says that does not follow from the files. */
final class CardOptions {

    @Option(names = "--licence", paramLabel = "TEXT", description = "Of files that have no licence beside them.")
    private @Nullable String licence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything drawn. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--created", paramLabel = "TIME", description = "Time that the card names. Default: now.")
    private @Nullable String created;

    private final Clock clock = Clock.systemUTC();

    @Nullable
    String licence() {
        return licence;
    }

    long seed() {
        return seed;
    }

    /** @throws IllegalArgumentException when it is no time */
    Instant created() {
        String given = created;
        return given == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : Times.parse(given);
    }
}
