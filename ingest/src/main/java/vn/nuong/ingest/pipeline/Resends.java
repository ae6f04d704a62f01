package vn.nuong.ingest.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.nuong.ingest.records.Digest;
import vn.nuong.ingest.records.InDoubt;

/**
 * Knows a message again that the broker sends a second time, because the connection or this process ended before the
 * acknowledgement arrived. Without this its readings would count as duplicates, and what was published would no longer be
 * what was stored plus what was refused.
 *
 * <p>MQTT helps: a broker resends in the order in which it sent (MQTT-4.6.0-1), and before anything new. So what a connection
 * begins with is a resend as far as it equals, message by message, the end of the list of messages in doubt. A device that
 * publishes just the same bytes again in that very moment is taken for a resend; its readings are stored already either way.
 *
 * <p>Not thread-safe: belongs to the one thread that writes.
 */
final class Resends {

    private final Deque<InDoubt> expected = new ArrayDeque<>(); // of earlier connections, not sent again so far
    private final Map<Long, InDoubt> current = new LinkedHashMap<>(); // of this connection by number, oldest first

    /** @param known what an earlier process left, oldest first */
    Resends(List<InDoubt> known) {
        known.forEach(this::add);
    }

    /**
     * A connection begins.
     *
     * @param first the first messages on it
     * @return numbers of the messages that the broker evidently does not send again
     */
    List<Long> connected(List<Digest> first) {
        List<InDoubt> all = new ArrayList<>(current.values());
        all.addAll(expected);
        current.clear();
        expected.clear();
        int start = 0;
        while (start < all.size() && !matches(all, start, first)) {
            start++;
        }
        expected.addAll(all.subList(start, all.size()));
        return all.subList(0, start).stream().map(InDoubt::number).toList();
    }

    private static boolean matches(List<InDoubt> all, int start, List<Digest> first) {
        int length = Math.min(first.size(), all.size() - start);
        for (int i = 0; i < length; i++) {
            if (!all.get(start + i).digest().equals(first.get(i))) {
                return false;
            }
        }
        return length > 0;
    }

    /** What is known of the next message, when it is a resend. */
    Optional<InDoubt> find(Digest digest) {
        InDoubt next = expected.peek();
        if (next == null || !next.digest().equals(digest)) {
            return Optional.empty();
        }
        expected.remove();
        return Optional.of(next);
    }

    /** Something new arrived, so nothing more is sent again: numbers of what was expected. */
    List<Long> nothingMoreExpected() {
        List<Long> numbers = expected.stream().map(InDoubt::number).toList();
        expected.clear();
        return numbers;
    }

    /** From now on this message is in doubt, on this connection. */
    void add(InDoubt message) {
        current.put(message.number(), message);
    }

    void settled(List<Long> numbers) {
        numbers.forEach(n -> current.computeIfPresent(n, (number, message) -> message.asSettled()));
    }

    /** The broker has the acknowledgements of these. */
    void confirmed(List<Long> numbers) {
        numbers.forEach(current::remove);
    }
}
