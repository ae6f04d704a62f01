package vn.nuong.standalone.deadletter;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.nuong.ingest.api.DeadLetterJson;
import vn.nuong.standalone.cli.Format;
import vn.nuong.standalone.cli.Table;

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

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "table",
            description = "table, for people, or json, which has the payload byte for byte. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        if (format == Format.CSV) {
            throw letters.usage("--format is csv; give table or json");
        }
        DeadLetterJson letter;
        try (Letters opened = letters.open()) {
            letter = opened.find(id);
        }
        if (format == Format.JSON) {
            letters.printJson(letter);
        } else {
            print(letter, letters.out());
        }
        letters.out().flush();
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
