package vn.nuong.standalone.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nuong bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measure how fast Nương is on this machine.",
        description = "Đo tốc độ của Nương trên máy này.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {BenchIngestCommand.class, BenchWaterCommand.class, BenchForecastCommand.class})
public final class BenchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to measure: nuong bench ingest, nuong bench water or nuong bench forecast");
    }
}
