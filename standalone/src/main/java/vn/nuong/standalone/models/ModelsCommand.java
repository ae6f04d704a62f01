package vn.nuong.standalone.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nuong models}: the registry of models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Show the forecast models, and change which one is in use.",
        description = {"Xem các mô hình dự báo, và đổi mô hình đang dùng.", ""},
        commandListHeading = "%nCommands:%n",
        footer = {"", "See: nuong models COMMAND --help. More: docs/models.md."},
        subcommands = {ListCommand.class, ShowCommand.class, PromoteCommand.class, RollbackCommand.class})
public final class ModelsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, show, promote or rollback");
    }
}
