package vn.nuong.standalone.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nuong train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train a model for the service from recorded files.",
        description = "Huấn luyện mô hình dự báo từ số đo đã ghi.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {TrainSoilMoistureCommand.class, TrainPestCommand.class})
public final class TrainCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to train, soil-moisture or pest");
    }
}
