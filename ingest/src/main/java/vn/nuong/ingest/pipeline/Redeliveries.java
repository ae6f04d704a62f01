package vn.nuong.ingest.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.journal.JournalDamagedException;
import vn.nuong.ingest.journal.Reader;
import vn.nuong.ingest.records.Confirmed;
import vn.nuong.telemetry.mqtt.Answer;

/**
 * Tells whether what the broker sends once more is in the journal already. Without this a message that has no time of its own
 * could not be told from the next one with the same values.
 *
 * <p>A broker keeps the packet identifier of a message until that is acknowledged, and after a connection broke it first sends what
 * it had no acknowledgement for, in the order in which it had sent it (MQTT 3.1.1, sections 4.4 and 4.6). Of that, a part from
 * the beginning is in the journal: it is known by identifier and content, in the journal's order. Once one is met that is not
 * in the journal, neither is any after it.
 *
 * <p>Once a broker has read an acknowledgement it gives the identifier to other messages. When it is known to have read it
 * ({@link #answered}), a message with that identifier is another one; or an old one, sent by a broker that was killed and began
 * again with an earlier state. It is the old one where the attempt before brought a message that was given a later identifier in
 * the same turn, since what that attempt left on its way was given later ones still; and where only this identifier
 * brought its content. Otherwise the two cannot be told apart, and it counts as another one: a reading twice is better than a reading
 * lost. A broker that has forgotten the session sends nothing old.
 *
 * <p>What it was not known to have read yet rests on a broker that gives identifiers in turn, as Mosquitto does. One that gives
 * the lowest free one could have given that of the last message in the journal to another message with the same content just
 * before the connection broke.
 *
 * <p>Not thread-safe, but for {@link #confirmed()}.
 */
final class Redeliveries {

    /** How much of the journal is read for it at a start, bytes. */
    static final long MEMORY_BYTES = 16L << 20;

    private static final int IDS = 65_536;

    /** An identifier that was last used so many messages ago is the next in turn, but for a few that were passed over. */
    private static final long TURN = IDS - 1_024;

    private static final int READ_ENTRIES = 5_000;
    private static final long READ_BYTES = 1L << 20;

    private final Map<Integer, Connection> connections = new HashMap<>();
    private final CRC32C crc = new CRC32C();
    private volatile Confirmed confirmed = Confirmed.NOTHING;

    /** What the journal got from a connection. */
    private static final class Connection {
        /** By identifier: what the last message with it was. */
        private final long[] messages = new long[IDS];

        /** By identifier: the place of the last message with it among all, from 1; 0 for none. */
        private final long[] places = new long[IDS];

        private long last; // the place of the newest
        private int lastId; // the identifier of the newest
        private int lastAttempt; // which brought the newest; 0 when it was an earlier process
        private int attempt;
        private long journalEnd; // when this attempt began, as far as it is known
        private long lastBefore; // of those that earlier attempts brought
        private int lastIdBefore;
        private boolean isNext; // the attempt before this one brought the newest of those
        private long forgotten; // the place up to which the broker has forgotten everything
        private long reached; // the place up to which this attempt has come in what earlier ones brought
        private long confirmed; // the place up to which the broker has read the acknowledgements
        private boolean beganAgain; // this attempt brought what the broker was not to send: it has an earlier state
        private long answered; // the place up to which this attempt's last answer came; 0 before the first
        private long answeredEnd; // the journal's end then
        private boolean broughtAgain; // since then the broker has sent something again
        private long @Nullable [] sorted; // the messages that earlier attempts brought; null until wanted

        void on(int thisAttempt, long end) {
            if (attempt == thisAttempt) {
                return;
            }
            isNext = lastAttempt > 0 && lastAttempt == thisAttempt - 1;
            attempt = thisAttempt;
            journalEnd = end;
            lastBefore = last;
            lastIdBefore = lastId;
            reached = 0;
            beganAgain = false;
            answered = 0;
            sorted = null;
        }

        boolean isAgain(int id, long message) {
            broughtAgain = true;
            long place = places[id];
            if (place == 0) {
                return false;
            }
            boolean known =
                    messages[id] == message && place > forgotten && place > reached && lastBefore - place < TURN;
            beganAgain |= known && place <= confirmed;
            if (known && beganAgain) {
                return isNext && isBefore(id, place) || isOnly(message); // one is not new because the one before it was
            }
            reached = known ? place : lastBefore;
            return known;
        }

        /** Whether its identifier was given before the newest's, in the same turn. */
        private boolean isBefore(int id, long place) {
            long given = Math.floorMod(lastIdBefore - id, IDS - 1); // 0 is none
            return place <= lastBefore && Math.abs(given - (lastBefore - place)) < IDS - TURN;
        }

        /** Whether earlier attempts brought it once, as far as is remembered. */
        private boolean isOnly(long message) {
            long[] all = sorted;
            if (all == null) {
                all = messages.clone();
                Arrays.sort(all);
                sorted = all;
            }
            int at = Arrays.binarySearch(all, message);
            return at >= 0 && (at == 0 || all[at - 1] != message) && (at == all.length - 1 || all[at + 1] != message);
        }

        void add(int id, long message) {
            messages[id] = message;
            places[id] = ++last;
            lastId = id;
            lastAttempt = attempt;
        }

        /** @return the position of the journal before which all is confirmed now; -1 when nothing new is */
        long answered(long journalEnd) {
            long end = answered > confirmed && !broughtAgain ? answeredEnd : -1;
            if (end >= 0) {
                confirmed = answered;
            }
            answered = last;
            answeredEnd = journalEnd;
            broughtAgain = false;
            return end;
        }
    }

    Redeliveries() {}

    /**
     * What a journal's last messages tell.
     *
     * @param confirmed as it was noted last
     * @throws vn.nuong.ingest.journal.JournalException when it cannot be read
     */
    static Redeliveries of(Journal journal, Confirmed confirmed) {
        Redeliveries redeliveries = new Redeliveries();
        redeliveries.confirmed = confirmed;
        long from = journal.before(MEMORY_BYTES);
        while (from < journal.end()) {
            try (Reader reader = journal.reader(from)) {
                List<Entry> entries = reader.next(READ_ENTRIES, READ_BYTES, journal.end());
                while (!entries.isEmpty()) {
                    entries.forEach(redeliveries::add);
                    entries = reader.next(READ_ENTRIES, READ_BYTES, journal.end());
                }
                from = journal.end();
            } catch (JournalDamagedException e) {
                from = e.resumeAt(); // whoever settles it says so
            }
        }
        return redeliveries;
    }

    private void add(Entry entry) {
        if (entry.packet() != 0 && !entry.again()) {
            Connection connection = connection(entry.packet());
            connection.add(id(entry.packet()), message(entry.topic(), entry.payload()));
            int number = entry.packet() >>> 16;
            if (entry.position() < confirmed.before().getOrDefault(number, 0L)) {
                connection.confirmed = connection.last;
            }
            if (entry.position() < confirmed.forgotten().getOrDefault(number, 0L)) {
                connection.forgotten = connection.last;
            }
        }
    }

    /**
     * Notes a message that goes into the journal.
     *
     * @param journalEnd where the journal ends, before it and those that go with it
     * @return whether the journal has it already
     */
    boolean note(Arrival arrival, long journalEnd) {
        int packet = arrival.packet();
        if (packet == 0) {
            return false;
        }
        Connection connection = connection(packet);
        connection.on(arrival.attempt(), journalEnd);
        long message = message(arrival.topic(), arrival.payload());
        if (arrival.duplicate() && connection.isAgain(id(packet), message)) {
            return true; // and stays where it was first, which is its place when it is sent a third time
        }
        connection.add(id(packet), message);
        return false;
    }

    /**
     * Notes that the broker has dealt with all that it got before it was asked, which was after the answer before this had been
     * noted. All that it had no acknowledgement for had come again by then, so what was in the journal at the answer before
     * will not be sent again, unless the broker still was at it.
     *
     * @param answer what the broker answered
     * @param journalEnd where the journal ends; all that came before the answer is in it and acknowledged
     */
    void answered(Answer answer, long journalEnd) {
        Connection connection = ofNumber(answer.connection());
        connection.on(answer.attempt(), journalEnd);
        if (!answer.sessionPresent() && connection.forgotten < connection.lastBefore) {
            connection.forgotten = connection.lastBefore;
            confirmed = new Confirmed(
                    confirmed.before(), with(confirmed.forgotten(), answer.connection(), connection.journalEnd));
        }
        long end = connection.answered(journalEnd);
        if (end >= 0) {
            confirmed = new Confirmed(with(confirmed.before(), answer.connection(), end), confirmed.forgotten());
        }
    }

    private static Map<Integer, Long> with(Map<Integer, Long> positions, int connection, long position) {
        Map<Integer, Long> more = new HashMap<>(positions);
        more.put(connection, position);
        return more;
    }

    /** What will not be sent again by a broker that keeps its state. Safe from any thread. */
    Confirmed confirmed() {
        return confirmed;
    }

    private Connection connection(int packet) {
        return ofNumber(packet >>> 16);
    }

    private Connection ofNumber(int number) {
        return connections.computeIfAbsent(number, n -> new Connection());
    }

    private static int id(int packet) {
        return packet & IDS - 1;
    }

    private long message(String topic, byte[] payload) {
        crc.reset();
        crc.update(payload);
        return crc.getValue() << 32 | topic.hashCode() & 0xffff_ffffL;
    }
}
