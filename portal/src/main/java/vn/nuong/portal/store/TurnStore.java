package vn.nuong.portal.store;

import java.sql.ResultSet;
import java.time.Instant;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.time.Times;

/** Since when each plot's advice has said the same, which makes answering it twice one answer. Thread-safe. */
public final class TurnStore {

    private final Database database;

    public TurnStore(Database database) {
        this.database = database;
    }

    /**
     * Notes what is advised now.
     *
     * @param at the time of this advice
     * @return since when this has been advised: the time of the first advice of the unbroken run
     */
    public Instant note(String plot, AdviceTopic topic, Decision decision, Instant at) {
        return database.with(c -> {
            try (var select = c.prepareStatement("SELECT decision, since FROM turn WHERE plot = ? AND topic = ?")) {
                select.setString(1, plot);
                select.setString(2, topic.name());
                try (ResultSet rows = select.executeQuery()) {
                    // A clock that was set back starts a new run: nothing can be advised since later than now.
                    if (rows.next() && rows.getString(1).equals(decision.name())) {
                        Instant since = Times.ofEpochNanos(rows.getLong(2));
                        if (!since.isAfter(at)) {
                            return since;
                        }
                    }
                }
            }
            try (var upsert = c.prepareStatement(
                    "INSERT OR REPLACE INTO turn (plot, topic, decision, since) VALUES (?, ?, ?, ?)")) {
                upsert.setString(1, plot);
                upsert.setString(2, topic.name());
                upsert.setString(3, decision.name());
                upsert.setLong(4, Times.toEpochNanos(at));
                upsert.executeUpdate();
            }
            return at;
        });
    }
}
