package vn.nuong.standalone.deadletter;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.nuong.ingest.api.DeadLetterJson;
import vn.nuong.ingest.api.DeadLetterPage;
import vn.nuong.standalone.cli.Format;
import vn.nuong.standalone.cli.Table;

/** {@code nuong deadletter list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List dead letters, the newest first.",
        footer = {"", "Exit code: 0 done, 1 it failed, 2 wrong options."})
final class ListCommand implements Callable<Integer> {

    private static final int MAX_DETAIL = 90;

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--format",
            paramLabel = "WHAT",
            defaultValue = "table",
            description = "table, json (an array) or csv. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw letters.usage("--limit is " + limit + "; give 1 or more");
        }
        List<DeadLetterJson> found = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        boolean more = false;
        try (Letters opened = letters.open()) {
            Long before = null;
            do {
                DeadLetterPage page =
                        opened.page(filter.filter(), before, Math.min(Letters.PAGE, limit - found.size()));
                found.addAll(page.deadLetters());
                counts.putAll(page.counts());
                before = page.next();
                more = before != null;
            } while (more && found.size() < limit);
        }
        switch (format) {
            case JSON -> letters.printJson(found);
            case CSV -> csv(found).printCsv(letters.out());
            case TABLE -> print(found, more, counts);
        }
        letters.out().flush();
        return 0;
    }

    private void print(List<DeadLetterJson> found, boolean more, Map<String, Long> counts) {
        PrintWriter err = letters.err();
        if (found.isEmpty()) {
            err.println("nuong: no dead letters" + (filter.isEmpty() ? "" : " match"));
        } else {
            table(found).print(letters.out());
            err.println((more ? "the newest " : "") + found.size() + " shown; see one with: nuong deadletter show ID");
        }
        if (!counts.isEmpty()) {
            err.println("readings refused and not put in since, of all devices: "
                    + counts.entrySet().stream()
                            .map(e -> e.getValue() + " " + e.getKey())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static Table table(List<DeadLetterJson> found) {
        Table table = new Table("ID", "RECEIVED", "DEVICE", "READINGS", "REASON", "DETAIL");
        found.forEach(letter -> table.row(
                letter.id() + (letter.cut() ? " (cut)" : ""),
                Table.time(letter.received()),
                letter.device() == null ? letter.topic() : letter.site() + "/" + letter.device(),
                letter.readings(),
                letter.reason(),
                Table.cut(letter.detail(), MAX_DETAIL)));
        return table;
    }

    private static Table csv(List<DeadLetterJson> found) {
        Table table = new Table(
                "id",
                "received",
                "topic",
                "site",
                "device",
                "readings",
                "reason",
                "detail",
                "payload",
                "payload_bytes",
                "cut");
        found.forEach(letter -> table.row(
                letter.id(),
                letter.received(),
                letter.topic(),
                letter.site() == null ? "" : letter.site(),
                letter.device() == null ? "" : letter.device(),
                letter.readings(),
                letter.reason(),
                letter.detail(),
                letter.payload(),
                letter.payloadBytes(),
                letter.cut()));
        return table;
    }
}
