package vn.nuong.ingest.pipeline;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.records.InDoubt;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.reading.Reading;

/** Messages of one connection that are written together, and what was found in them. */
final class Batch {

    final List<Incoming> messages;

    /** Readings to store, in the order in which they came. */
    final List<Reading> readings = new ArrayList<>();

    /** The message of each of {@link #readings}, by identity: two readings can be equal. */
    final Map<Reading, Incoming> origin = new IdentityHashMap<>();

    final List<Refusal> refused = new ArrayList<>();
    final List<AboutMessage> abouts = new ArrayList<>();
    final List<Refusal> strayAbouts = new ArrayList<>();

    /** Messages never seen before, to be remembered before anything is stored. */
    final List<InDoubt> begun = new ArrayList<>();

    /** Messages that the broker evidently does not send again. */
    final List<Long> forgotten = new ArrayList<>();

    /** Numbers of the messages with readings in this batch. */
    final List<Long> numbers = new ArrayList<>();

    /** How many readings the messages hold, refused ones included; without those dealt with before. */
    int counted;

    boolean read;
    boolean remembered;

    Batch(List<Incoming> messages) {
        this.messages = List.copyOf(messages);
    }
}
