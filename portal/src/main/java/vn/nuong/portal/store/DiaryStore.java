package vn.nuong.portal.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

/** The diaries of all plots. Thread-safe. */
public final class DiaryStore {

    private final Database database;

    public DiaryStore(Database database) {
        this.database = database;
    }

    /**
     * Keeps a line. A line whose id is already there changes nothing.
     *
     * @param at the moment by which it is ordered and found
     * @return the line as kept: the first one written with this id
     */
    public DiaryEntry keep(DiaryEntry entry, Instant at) {
        return database.with(c -> {
            try (var insert = c.prepareStatement(
                    "INSERT INTO diary (id, plot, at, entry) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, entry.id());
                insert.setString(2, entry.plot());
                insert.setLong(3, Times.toEpochNanos(at));
                insert.setString(4, new String(Json.write(entry), StandardCharsets.UTF_8));
                insert.executeUpdate();
            }
            return find(entry.id()).orElseThrow();
        });
    }

    /** Takes a line out; whether there was one. */
    public boolean remove(String id) {
        return database.with(c -> {
            try (var delete = c.prepareStatement("DELETE FROM diary WHERE id = ?")) {
                delete.setString(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    public Optional<DiaryEntry> find(String id) {
        return database.with(c -> {
            try (var select = c.prepareStatement("SELECT entry FROM diary WHERE id = ?")) {
                select.setString(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(entry(rows.getString(1))) : Optional.empty();
                }
            }
        });
    }

    /**
     * The lines of a plot, oldest first.
     *
     * @param from at or after; null from the beginning
     * @param to before; null to the end
     */
    public List<DiaryEntry> find(String plot, @Nullable Instant from, @Nullable Instant to) {
        return database.with(c -> {
            try (var select = c.prepareStatement(
                    "SELECT entry FROM diary WHERE plot = ? AND at >= ? AND at < ? ORDER BY at, id")) {
                select.setString(1, plot);
                select.setLong(2, from == null ? Long.MIN_VALUE : Times.toEpochNanosOrLimit(from));
                select.setLong(3, to == null ? Long.MAX_VALUE : Times.toEpochNanosOrLimit(to));
                List<DiaryEntry> entries = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(entry(rows.getString(1)));
                    }
                }
                return entries;
            }
        });
    }

    private static DiaryEntry entry(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), DiaryEntry.class);
    }
}
