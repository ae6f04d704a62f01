package vn.nuong.ingest.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.Digest;
import vn.nuong.ingest.records.InDoubt;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.records.Settlement;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.WriteOutcome;
import vn.nuong.telemetry.payload.ParsedPayload;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.payload.RawPayload;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.payload.Refusal.Reason;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;

/**
 * Deals with a batch of messages: remembers that it has begun with them, stores their readings, records what was refused, and
 * only then acknowledges. Whatever step fails, writing the same batch again finishes it without storing or counting anything
 * twice; and when the process ends between two steps, the broker sends the messages again and {@link Resends} knows them.
 *
 * <p>Blocks; one batch at a time, each until it is done.
 */
final class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    /**
     * How long after an acknowledgement was sent on a connection that still lives the broker must have it. A connection that
     * is dead for longer before anyone notices makes resends that count as duplicates.
     */
    static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(5);

    private final ReadingStore store;
    private final RecordStore records;
    private final Clock wall;
    private final AboutReader aboutReader;
    private final Resends resends;
    private final Deque<Acknowledged> acknowledged = new ArrayDeque<>();
    private long nextNumber = 1;
    private int connection;

    private record Acknowledged(Instant at, List<Long> numbers) {}

    /** What was done with a batch, in readings. */
    record Done(int acknowledged, int stored, List<Refusal> refused, int aboutsRefused, int messages) {}

    BatchWriter(ReadingStore store, RecordStore records, Clock wall) {
        this.store = store;
        this.records = records;
        this.wall = wall;
        this.aboutReader = new AboutReader(records.lastAbouts());
        List<InDoubt> known = records.inDoubt();
        this.resends = new Resends(known);
        for (InDoubt message : known) {
            nextNumber = Math.max(nextNumber, message.number() + 1);
        }
    }

    /**
     * @return once everything in the batch is durable and acknowledged
     * @throws StoreException when it is not; call again with the same batch
     */
    Done write(Batch batch) {
        if (!batch.read) {
            read(batch);
            batch.read = true;
        }
        if (!batch.remembered) {
            records.forget(batch.forgotten);
            records.begin(batch.begun);
            batch.remembered = true;
        }
        WriteOutcome outcome =
                batch.readings.isEmpty() ? new WriteOutcome(0, List.of(), List.of()) : store.write(batch.readings);
        List<Refusal> refused = new ArrayList<>(batch.refused);
        outcome.duplicates().forEach(r -> refuse(batch, r, Reason.NOT_STORABLE, duplicate(r), refused));
        outcome.refused().forEach(r -> refuse(batch, r.reading(), Reason.NOT_STORABLE, notStorable(r), refused));
        records.settle(new Settlement(refused, batch.abouts, batch.strayAbouts, batch.numbers));
        resends.settled(batch.numbers);
        batch.messages.forEach(m -> m.delivery().acknowledge().run());
        acknowledged.add(new Acknowledged(wall.instant(), batch.numbers));
        long aboutsRefused = batch.strayAbouts.size()
                + batch.abouts.stream().filter(a -> a.refusal() != null).count();
        return new Done(batch.counted, outcome.stored(), refused, (int) aboutsRefused, batch.messages.size());
    }

    /** Forgets the messages whose acknowledgements the broker must have by now. */
    void confirm(int connectionNow) {
        if (connectionNow != connection) {
            return; // a new connection begins: all of them may come again
        }
        Instant before = wall.instant().minus(ACKNOWLEDGED_WITHIN);
        List<Long> numbers = new ArrayList<>();
        for (Acknowledged a = acknowledged.peek(); a != null && !a.at().isAfter(before); a = acknowledged.peek()) {
            numbers.addAll(a.numbers());
            acknowledged.remove();
        }
        resends.confirmed(numbers);
        records.forget(numbers);
    }

    /** Forgets every message: the connection was closed in order, after the last acknowledgement. */
    void confirmAll() {
        List<Long> numbers = new ArrayList<>();
        acknowledged.forEach(a -> numbers.addAll(a.numbers()));
        acknowledged.clear();
        resends.confirmed(numbers);
        records.forget(numbers);
    }

    private void read(Batch batch) {
        List<Incoming> withReadings = new ArrayList<>();
        for (Incoming message : batch.messages) {
            if (message.isAbout()) {
                aboutReader.read(message, batch);
            } else if (message.delivery().retained()) {
                readKept(message, batch);
            } else {
                withReadings.add(message);
            }
        }
        if (withReadings.isEmpty()) {
            return;
        }
        List<Digest> digests = withReadings.stream()
                .map(m -> Digest.of(m.delivery().topic(), m.delivery().payload()))
                .toList();
        int now = withReadings.get(0).connection();
        if (now != connection) {
            connection = now;
            acknowledged.clear();
            batch.forgotten.addAll(resends.connected(digests));
        }
        for (int i = 0; i < withReadings.size(); i++) {
            readNewOrResent(withReadings.get(i), digests.get(i), batch);
        }
    }

    private void readNewOrResent(Incoming message, Digest digest, Batch batch) {
        Optional<InDoubt> resent = resends.find(digest);
        if (resent.isEmpty()) {
            batch.forgotten.addAll(resends.nothingMoreExpected());
            InDoubt begun = new InDoubt(nextNumber++, digest, message.received(), false);
            batch.begun.add(begun);
            enter(message, begun, batch);
        } else {
            LOG.debug(
                    "the broker sent a message on {} again", message.delivery().topic());
            enter(message, resent.get(), batch);
        }
    }

    private void enter(Incoming message, InDoubt known, Batch batch) {
        resends.add(known);
        batch.numbers.add(known.number());
        if (known.settled()) {
            return;
        }
        ParsedPayload parsed = parse(message, known.received());
        batch.counted += parsed.size();
        batch.refused.addAll(parsed.refusals());
        take(parsed.readings(), message, batch);
    }

    /**
     * A copy that the broker keeps and sends at every subscription: it was counted when it was published, so what is new in it
     * is stored and the rest says nothing.
     */
    private static void readKept(Incoming message, Batch batch) {
        ParsedPayload parsed = parse(message, message.received());
        if (!parsed.refusals().isEmpty()) {
            LOG.debug(
                    "a retained message on {} holds what was refused before",
                    message.delivery().topic());
        }
        take(parsed.readings(), message, batch);
    }

    private static void take(List<Reading> readings, Incoming message, Batch batch) {
        for (Reading parsed : readings) {
            Reading reading =
                    parsed.key().property().isPlausible(parsed.value()) ? parsed : parsed.withFlags(Set.of(Flag.RANGE));
            batch.readings.add(reading);
            batch.origin.put(reading, message);
        }
    }

    private static ParsedPayload parse(Incoming message, Instant received) {
        String topic = message.delivery().topic();
        byte[] payload = message.delivery().payload();
        try {
            return PayloadParser.parse(topic, payload, received);
        } catch (RuntimeException e) { // whatever a device sends, the next message is read
            LOG.warn("a message on {} could not be read", topic, e);
            String detail = "the payload cannot be read: " + e.getMessage();
            return new ParsedPayload(
                    List.of(),
                    List.of(new Refusal(received, topic, RawPayload.of(payload), null, Reason.UNPARSEABLE, detail)));
        }
    }

    private static void refuse(Batch batch, Reading reading, Reason reason, String detail, List<Refusal> into) {
        Incoming message = Objects.requireNonNull(batch.origin.get(reading));
        if (!message.delivery().retained()) {
            into.add(new Refusal(
                    reading.received(),
                    message.delivery().topic(),
                    RawPayload.of(message.delivery().payload()),
                    reading.key().code(),
                    reason,
                    detail));
        }
    }

    private static String duplicate(Reading reading) {
        return reading.key() + " of " + reading.device() + " already has a reading at " + reading.measured()
                + "; the first one stays, " + reading.value() + " was not taken";
    }

    private static String notStorable(WriteOutcome.Refused refused) {
        Reading reading = refused.reading();
        return reading.key() + " = " + reading.value() + " at " + reading.measured() + ": the store says "
                + refused.why();
    }
}
