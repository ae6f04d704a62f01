package vn.nuong.standalone.device;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nuong device}: for whoever makes or looks after a device. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Tell what is wrong with a device's last messages.",
        description = {"Cho biết các bản tin gần đây của một thiết bị sai ở đâu.", ""},
        commandListHeading = "%nCommands:%n",
        footer = {"", "See: nuong device COMMAND --help"},
        subcommands = CheckCommand.class)
public final class DeviceCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say check");
    }
}
