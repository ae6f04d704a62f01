package vn.nuong.ingest.records;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.time.Times;

/** What was refused, in the records: table {@code dead_letters}. */
final class DeadLetterTable {

    private static final TypeReference<List<DeadLetter.Item>> ITEMS = new TypeReference<>() {};
    private static final String LETTER =
            "SELECT id, received_ns, topic, payload, payload_length, items FROM dead_letters";

    private final RecordFile file;
    private final int kept;

    DeadLetterTable(RecordFile file, int kept) {
        this.file = file;
        this.kept = kept;
    }

    /**
     * Dead letters, newest first.
     *
     * @param site only of this site; null for all
     * @param device only of this device; null for all
     * @param reason only with this reason, by its code; null for all
     * @param before only with a smaller id; {@link Long#MAX_VALUE} to begin with the newest
     */
    List<DeadLetter> page(
            @Nullable String site, @Nullable String device, @Nullable String reason, long before, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(before));
        StringBuilder sql = new StringBuilder(LETTER + " WHERE id < ?");
        Sql.and(sql, arguments, "site", site);
        Sql.and(sql, arguments, "device", device);
        if (reason != null) {
            sql.append(" AND (reason = ? OR items LIKE ?)");
            arguments.add(reason);
            arguments.add("%\"reason\":\"" + reason + "\"%");
        }
        arguments.add(limit);
        return file.read(sql + " ORDER BY id DESC LIMIT ?", DeadLetterTable::letters, arguments.toArray());
    }

    Optional<DeadLetter> find(long id) {
        return file.read(LETTER + " WHERE id = ?", DeadLetterTable::letters, id).stream()
                .findFirst();
    }

    /** Whether a message of this digest already lies in the dead letters. */
    boolean holds(Digest digest) {
        return file.read(
                "SELECT 1 FROM dead_letters WHERE digest_high = ? AND digest_low = ?",
                ResultSet::next,
                digest.high(),
                digest.low());
    }

    static void remove(Connection connection, List<Long> letters) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM dead_letters WHERE id = ?")) {
            for (long id : letters) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
    }

    /** @return their ids, in their order */
    List<Long> keep(Connection connection, List<Checkpoint.NewDeadLetter> letters) throws SQLException {
        List<Long> ids = new ArrayList<>(letters.size());
        if (letters.isEmpty()) {
            return ids;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dead_letters(received_ns, topic, site,"
                + " device, payload, payload_length, reason, items, digest_high, digest_low)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
            for (Checkpoint.NewDeadLetter letter : letters) {
                DeadLetter dead = letter.letter();
                DeviceId device = letter.device();
                insert.setLong(1, Times.toEpochNanos(dead.received()));
                insert.setString(2, dead.topic());
                insert.setString(3, device == null ? null : device.site());
                insert.setString(4, device == null ? null : device.device());
                insert.setBytes(5, dead.payload());
                insert.setInt(6, dead.payloadLength());
                insert.setString(7, dead.items().get(0).reason().code());
                insert.setString(8, Sql.text(dead.items()));
                insert.setLong(9, letter.digest().high());
                insert.setLong(10, letter.digest().low());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    ids.add(row.getLong(1));
                }
            }
        }
        Sql.trim(connection, "dead_letters", kept);
        return ids;
    }

    private static List<DeadLetter> letters(ResultSet rows) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        while (rows.next()) {
            letters.add(new DeadLetter(
                    rows.getLong(1),
                    Times.ofEpochNanos(rows.getLong(2)),
                    rows.getString(3),
                    rows.getBytes(4),
                    rows.getInt(5),
                    Sql.list(rows.getString(6), ITEMS)));
        }
        return letters;
    }
}
