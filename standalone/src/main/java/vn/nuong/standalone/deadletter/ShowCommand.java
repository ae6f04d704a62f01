package vn.nuong.standalone.deadletter;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.ingest.api.DeadLetterJson;
import vn.nuong.standalone.cli.Format;
import vn.nuong.standalone.cli.Source;
import vn.nuong.standalone.cli.Table;
import vn.nuong.telemetry.json.Json;

/** {@code nuong deadletter show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show a dead letter with its payload and everything that is wrong with it.",
        footer = {"", "Exit code: 0 done, 1 it failed or there is no such one, 2 wrong options."})
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Its number, as nuong deadletter list shows it.")
    private long id;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "table",
            description = "table, for people, or json, which has the payload byte for byte. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (format == Format.CSV) {
            throw new ParameterException(spec.commandLine(), "--format is csv; give table or json");
        }
        PrintWriter out = spec.commandLine().getOut();
        DeadLetterJson letter;
        try (Letters letters = Letters.of(source)) {
            letter = letters.find(id);
        }
        if (format == Format.JSON) {
            out.println(new String(Json.write(letter), StandardCharsets.UTF_8));
        } else {
            print(letter, out);
        }
        out.flush();
        return 0;
    }

    private static void print(DeadLetterJson letter, PrintWriter out) {
        out.println("id        " + letter.id());
        out.println("received  " + Table.time(letter.received()));
        out.println("topic     " + Table.printable(letter.topic()));
        out.println("refused   " + letter.readings() + (letter.readings() == 1 ? " reading" : " readings"));
        for (DeadLetterJson.Item item : letter.items()) {
            out.println("  " + item.reason() + (item.name() == null ? "" : "  " + Table.printable(item.name())));
            out.println("    " + Table.printable(item.detail()));
        }
        out.println("payload   " + letter.payloadBytes() + " bytes"
                + (letter.cut() ? ", of which only the beginning was kept: it cannot be tried again" : ""));
        letter.payload().lines().forEach(line -> out.println("  " + Table.printable(line)));
    }
}
