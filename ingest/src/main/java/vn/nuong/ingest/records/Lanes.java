package vn.nuong.ingest.records;

import java.util.ArrayList;
import java.util.List;

/**
 * Up to where the journal has been dealt with. Usually one place, {@code live}. After an outage of the store, messages that
 * waited are dealt with beside the live ones, so that these are not held up: then {@code waiting} holds the parts of the journal
 * still to be done, all of them before {@code live}.
 *
 * @param waiting parts that wait, oldest first
 * @param live where the next live message lies
 * @param overtaking how often live messages went before waiting ones
 */
public record Lanes(List<Span> waiting, long live, int overtaking) {

    /** Journal positions, the second exclusive. */
    public record Span(long from, long to) {}

    public Lanes {
        waiting = List.copyOf(waiting);
    }

    /** The oldest position that is still needed. */
    public long oldest() {
        return waiting.isEmpty() ? live : waiting.get(0).from();
    }

    /** Live messages now begin at {@code end}; what lies before waits. */
    public Lanes overtakeAt(long end) {
        if (live >= end) {
            return this;
        }
        List<Span> spans = new ArrayList<>(waiting);
        spans.add(new Span(live, end));
        return new Lanes(spans, end, overtaking + 1);
    }

    /** The live messages before {@code position} are done. */
    public Lanes liveDone(long position) {
        return new Lanes(waiting, position, overtaking);
    }

    /** The oldest waiting messages before {@code position} are done. */
    public Lanes waitingDone(long position) {
        List<Span> spans = new ArrayList<>(waiting);
        Span first = spans.remove(0);
        if (position < first.to()) {
            spans.add(0, new Span(position, first.to()));
        }
        return new Lanes(spans, live, overtaking);
    }

    /** Bytes of the journal that wait behind live messages. */
    public long waitingBytes() {
        return waiting.stream().mapToLong(s -> s.to() - s.from()).sum();
    }
}
