package vn.nuong.standalone.deadletter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nuong deadletter}: what was sent and not taken. */
@Command(
        name = "deadletter",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Show what devices sent and ingest did not take, and try it again after a fix.",
        description = {"Xem những gì thiết bị đã gửi mà không được nhận, và thử lại sau khi sửa.", ""},
        commandListHeading = "%nCommands:%n",
        footer = {"", "See: nuong deadletter COMMAND --help"},
        subcommands = {ListCommand.class, ShowCommand.class, RetryCommand.class})
public final class DeadLetterCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, show or retry");
    }
}
