package vn.nuong.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/**
 * The readings of several series merged into the order of {@link Position}. Each series is read along its primary key and
 * only as far as needed, so that a page costs its own length however much is stored. For one thread.
 */
final class SeriesMerge implements AutoCloseable {

    record Series(long id, String site, String device, PropertyKey key) {}

    /** One series, standing on its next reading. */
    private record Head(Series series, PreparedStatement statement, ResultSet rows, Reading reading, Position at) {}

    private final ReadingQuery query;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::at));
    private final List<PreparedStatement> open = new ArrayList<>();

    SeriesMerge(Connection connection, List<Series> wanted, ReadingQuery query) throws SQLException {
        this.query = query;
        for (Series series : wanted) {
            PreparedStatement statement = connection.prepareStatement("""
                    SELECT r.time_ns, r.value, r.received_ns, r.time_source, f.tests
                    FROM readings AS r LEFT JOIN flags AS f ON f.series = r.series AND f.time_ns = r.time_ns
                    WHERE r.series = ? AND r.time_ns >= ? AND r.time_ns < ? ORDER BY r.time_ns""");
            open.add(statement);
            statement.setLong(1, series.id());
            statement.setLong(2, query.firstNs());
            statement.setLong(3, query.toNs());
            advance(series, statement, statement.executeQuery());
        }
    }

    List<Reading> take(int count) throws SQLException {
        List<Reading> taken = new ArrayList<>();
        while (taken.size() < count && !heads.isEmpty()) {
            Head first = heads.remove();
            taken.add(first.reading());
            advance(first.series(), first.statement(), first.rows());
        }
        return taken;
    }

    private void advance(Series series, PreparedStatement statement, ResultSet rows) throws SQLException {
        while (rows.next()) {
            String timeSource = rows.getString(4);
            String tests = rows.getString(5);
            Reading reading = new Reading(
                    series.site(),
                    series.device(),
                    series.key(),
                    rows.getDouble(2),
                    Times.ofEpochNanos(rows.getLong(1)),
                    Times.ofEpochNanos(rows.getLong(3)),
                    timeSource == null ? TimeSource.DEVICE : TimeSource.parse(timeSource),
                    tests == null ? Set.<Flag>of() : FlagCodes.parse(tests));
            Position at = Position.of(reading);
            if (query.after() == null || at.compareTo(query.after()) > 0) {
                heads.add(new Head(series, statement, rows, reading, at));
                return;
            }
        }
        statement.close(); // at the end of its series
        open.remove(statement);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.copyOf(open)) {
            statement.close();
        }
    }
}
