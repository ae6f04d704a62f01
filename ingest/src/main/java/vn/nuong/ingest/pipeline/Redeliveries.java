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
 * Tells whether what the broker sends once more is in the journal already. A broker keeps the packet identifier of a message
 * until that is acknowledged (MQTT 3.1.1, section 4.4), so a message that is marked as sent again, and is the same as the last
 * one in the journal with its identifier, is that one. Without this a message that has no time of its own could not be told from
 * the next with the same values.
 *
 * <p>It rests on a broker that gives identifiers in turn, as Mosquitto does: the last use of one then lies behind by more messages
 * than are ever on their way at once. One that gives the lowest free one could have given it to another message just before the
 * connection broke.
 *
 * <p>Not thread-safe.
 */
final class Redeliveries {

    /** How much of the journal is read for it at a start, bytes: more than is on its way from any broker at once. */
    static final long MEMORY_BYTES = 16L << 20;

    private static final int IDS = 65_536;

    /** Messages after which an identifier counts as used anew: half of how many there are. */
    private static final long WINDOW = IDS / 2;

    private static final int READ_ENTRIES = 5_000;
    private static final long READ_BYTES = 1L << 20;

    private final Map<Integer, Connection> connections = new HashMap<>();
    private final CRC32C crc = new CRC32C();

    /** The last use of each packet identifier on a connection. */
    private static final class Connection {
        private final long[] messages = new long[IDS];
        private final long[] numbers = new long[IDS]; // from 1, in the order in which they came; 0 for never
        private long last;
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
                    for (Entry entry : entries) {
                        var unused = redeliveries.note(entry.packet(), false, entry.topic(), entry.payload());
                    }
                    entries = reader.next(READ_ENTRIES, READ_BYTES, journal.end());
                }
                from = journal.end();
            } catch (JournalDamagedException e) {
                from = e.resumeAt(); // whoever settles it says so
            }
        }
        return redeliveries;
    }

    /**
     * Notes a message that goes into the journal.
     *
     * @param packet see {@link vn.nuong.ingest.journal.Draft#packet(int, int)}; 0 when it is not known
     * @param duplicate MQTT's DUP flag
     * @return whether the journal has it already
     */
    boolean note(int packet, boolean duplicate, String topic, byte[] payload) {
        if (packet == 0) {
            return false;
        }
        Connection connection = connections.computeIfAbsent(packet >>> 16, number -> new Connection());
        int id = packet & (IDS - 1);
        crc.reset();
        crc.update(payload);
        long message = crc.getValue() << 32 | topic.hashCode() & 0xffff_ffffL;
        long number = connection.numbers[id];
        boolean again =
                duplicate && number != 0 && connection.last - number < WINDOW && connection.messages[id] == message;
        connection.messages[id] = message;
        connection.numbers[id] = ++connection.last;
        return again;
    }
}
