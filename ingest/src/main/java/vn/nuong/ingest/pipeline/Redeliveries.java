package vn.nuong.ingest.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.ingest.journal.Journal;
import vn.nuong.ingest.journal.JournalDamagedException;
import vn.nuong.ingest.journal.Reader;

/**
 * Tells whether what the broker sends once more is in the journal already. Without this a message that has no time of its own
 * could not be told from the next one with the same values.
 *
 * <p>A broker keeps the packet identifier of a message until that is acknowledged, and after a connection broke it first sends what
 * it had no acknowledgement for, in the order in which it had sent it (MQTT 3.1.1, sections 4.4 and 4.6). Of that, a part from
 * the beginning is in the journal: it is known by identifier and content, in the journal's order. Once one is met that is not
 * in the journal, neither is any after it.
 *
 * <p>It rests on a broker that gives identifiers in turn, as Mosquitto does. One that gives the lowest free one could have given
 * that of the last message in the journal to another message with the same content just before the connection broke.
 *
 * <p>Not thread-safe.
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

    /** What the journal got from a connection. */
    private static final class Connection {
        /** By identifier: what the last message with it was. */
        private final long[] messages = new long[IDS];

        /** By identifier: the place of the last message with it among all, from 1; 0 for none. */
        private final long[] places = new long[IDS];

        private long last; // the place of the newest
        private int attempt;
        private long lastBefore; // of those that earlier attempts brought
        private long reached; // the place up to which this attempt has come in what earlier ones brought

        void begin(int thisAttempt) {
            attempt = thisAttempt;
            lastBefore = last;
            reached = 0;
        }

        boolean isAgain(int id, long message) {
            long place = places[id];
            if (place == 0) {
                return false;
            }
            boolean again = messages[id] == message && place > reached && lastBefore - place < TURN;
            reached = again ? place : lastBefore;
            return again;
        }

        void add(int id, long message) {
            messages[id] = message;
            places[id] = ++last;
        }
    }

    Redeliveries() {}

    /**
     * What a journal's last messages tell.
     *
     * @throws vn.nuong.ingest.journal.JournalException when it cannot be read
     */
    static Redeliveries of(Journal journal) {
        Redeliveries redeliveries = new Redeliveries();
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
            connection(entry.packet()).add(id(entry.packet()), message(entry.topic(), entry.payload()));
        }
    }

    /**
     * Notes a message that goes into the journal.
     *
     * @return whether the journal has it already
     */
    boolean note(Arrival arrival) {
        int packet = arrival.packet();
        if (packet == 0) {
            return false;
        }
        Connection connection = connection(packet);
        if (connection.attempt != arrival.attempt()) {
            connection.begin(arrival.attempt());
        }
        long message = message(arrival.topic(), arrival.payload());
        if (arrival.duplicate() && connection.isAgain(id(packet), message)) {
            return true; // and stays where it was first, which is its place when it is sent a third time
        }
        connection.add(id(packet), message);
        return false;
    }

    private Connection connection(int packet) {
        return connections.computeIfAbsent(packet >>> 16, number -> new Connection());
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
