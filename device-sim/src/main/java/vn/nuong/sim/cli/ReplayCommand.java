package vn.nuong.sim.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nuong replay}: publishes a table of readings as a device would have. */
@Command(
        name = "replay",
        description = "Publishes the readings of a CSV table to a broker.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The table's first column is time (2026-03-01T00:00:00Z) or date, every other one a property"
                    + " (soil_moisture_20cm, rain, …). It may be packed (.gz).",
            "Exit code: 0 all was published and acknowledged, 1 it failed, 2 wrong options or table, 130 interrupted."
        })
public final class ReplayCommand extends TableCommand {

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Replay N seconds a second; without it as fast as the broker takes it.")
    private @Nullable Double speed;

    public ReplayCommand() {
        this(Surroundings.real());
    }

    ReplayCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String name() {
        return "replay";
    }

    @Override
    @Nullable
    Double speed() {
        return speed;
    }

    @Override
    boolean isDescribed() {
        return true;
    }

    @Override
    Afterwards begin(Published what, PrintWriter err) {
        return readings -> {};
    }
}
