package vn.nuong.standalone.backtest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nuong backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        header = "Try a learned forecast on recorded files.",
        description = "Thử mô hình dự báo trên số đo đã ghi.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {SoilMoistureCommand.class, PestCommand.class, ProbeFaultsCommand.class})
public final class BacktestCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to try, such as nuong backtest soil-moisture");
    }
}
