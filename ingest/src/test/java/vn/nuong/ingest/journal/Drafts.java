package vn.nuong.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Messages for the tests, and what came of them as text. */
final class Drafts {

    static final String TOPIC = "nuong/pilot/probe-1/readings";
    static final int ALL = Integer.MAX_VALUE;

    private Drafts() {}

    static Draft draft(String text) {
        return new Draft(1_000, TOPIC, text.getBytes(StandardCharsets.UTF_8), false, false, 0);
    }

    static List<Draft> drafts(String... texts) {
        return Arrays.stream(texts).map(Drafts::draft).toList();
    }

    static List<String> texts(List<Entry> entries) {
        return entries.stream()
                .map(e -> new String(e.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /** All that can be read from here on, a few at a time. */
    static List<Entry> read(Journal journal, long from) {
        List<Entry> entries = new ArrayList<>();
        try (Reader reader = journal.reader(from)) {
            List<Entry> some;
            do {
                some = reader.next(3, Long.MAX_VALUE, Long.MAX_VALUE);
                entries.addAll(some);
            } while (!some.isEmpty());
        }
        return entries;
    }

    static void assertSame(List<Entry> found, List<Entry> expected) {
        assertThat(found.stream().map(Drafts::all))
                .containsExactlyElementsOf(expected.stream().map(Drafts::all).toList());
    }

    private static String all(Entry e) {
        return e.position() + "-" + e.next() + " received " + e.receivedNs() + " " + e.topic() + " retained "
                + e.retained() + " duplicate " + e.duplicate() + " retry " + e.retryOf() + " payload "
                + HexFormat.of().formatHex(e.payload());
    }

    static List<String> textsFrom(Journal journal, long from) {
        return texts(read(journal, from));
    }

    static List<String> texts(Journal journal) {
        return textsFrom(journal, journal.start());
    }
}
