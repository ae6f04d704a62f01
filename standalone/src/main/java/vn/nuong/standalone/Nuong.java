package vn.nuong.standalone;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import vn.nuong.sim.cli.ImportCommand;
import vn.nuong.sim.cli.ReplayCommand;
import vn.nuong.sim.cli.SimulateCommand;
import vn.nuong.standalone.advise.AdviseCommand;
import vn.nuong.standalone.backtest.BacktestCommand;
import vn.nuong.standalone.backup.BackupCommand;
import vn.nuong.standalone.backup.RestoreCommand;
import vn.nuong.standalone.bench.BenchCommand;
import vn.nuong.standalone.deadletter.DeadLetterCommand;
import vn.nuong.standalone.demo.DemoCommand;
import vn.nuong.standalone.device.DeviceCommand;
import vn.nuong.standalone.history.ExportCommand;
import vn.nuong.standalone.ingest.IngestCommand;
import vn.nuong.standalone.init.InitCommand;
import vn.nuong.standalone.models.ModelsCommand;
import vn.nuong.standalone.train.TrainCommand;
import vn.nuong.standalone.water.EtoCommand;
import vn.nuong.standalone.water.SeasonCommand;

/** The command line: {@code nuong demo}, {@code nuong init} and the tools, each a class of its own. */
@Command(
        name = "nuong",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "From a probe in the tea to a sentence on a phone.",
        description = {"Từ đầu đo trong nương chè đến một câu trên điện thoại.", ""},
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start with: nuong demo          Bắt đầu: nuong demo",
            "Exit codes: 0 done, 1 failed, 2 bad usage, 130 or 143 stopped by Ctrl-C or SIGTERM."
        },
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            IngestCommand.class,
            DeadLetterCommand.class,
            DeviceCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            AdviseCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            EtoCommand.class,
            SeasonCommand.class,
            BacktestCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Nuong implements Runnable {

    /** Columns of the help texts. */
    private static final int WIDTH = 96;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say more while working, and with a failure where it came from.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(out, err).execute(args));
    }

    /** The whole command line, writing where it is told. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Nuong nuong = new Nuong();
        CommandLine line = new CommandLine(nuong);
        line.setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    setLogLevel(nuong.verbose || isService(parsed));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(Nuong::explainUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println("nuong: " + oneLine(failure));
                    if (nuong.verbose) {
                        failure.printStackTrace(err);
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
        setVersion(line);
        return line;
    }

    private static void setVersion(CommandLine line) {
        line.getSubcommands().values().forEach(c -> {
            c.getCommandSpec().versionProvider(new Version());
            setVersion(c);
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** Whoever runs a service wants to hear as well when what was away is back. */
    private static boolean isService(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof IngestCommand;
    }

    /** Logging is configured when the first logger is made, which is after this. A log for programs says everything. */
    private static void setLogLevel(boolean talkative) {
        if (System.getenv("LOG_LEVEL") == null && System.getProperty("LOG_LEVEL") == null) {
            boolean forPrograms = "json".equals(System.getenv("NUONG_LOG_FORMAT"));
            System.setProperty("LOG_LEVEL", talkative || forPrograms ? "INFO" : "WARN");
        }
    }

    private static int explainUsage(ParameterException e, String[] args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        PrintWriter err = e.getCommandLine().getErr();
        err.println("nuong: " + oneLine(e));
        err.println("See: " + command.qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName() + "; run it again with --verbose to see where it comes from"
                : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
