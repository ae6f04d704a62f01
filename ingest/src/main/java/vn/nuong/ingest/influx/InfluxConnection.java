package vn.nuong.ingest.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.InfluxQLQueryApi;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.query.InfluxQLQueryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.store.DeviceSummary;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** The questions asked of InfluxDB, in InfluxQL. Whatever goes into one was checked by its type: no quotes can be in it. */
final class InfluxConnection implements AutoCloseable {

    /** How often a query is asked until every point it returns is whole. */
    private static final int WHOLE_POINT_ATTEMPTS = 5;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** The client warns of every answer that is empty, as if it were a fault; kept here so that the level stays set. */
    private static final Logger CLIENT_LOG = Logger.getLogger("com.influxdb.internal.AbstractQueryApi");

    static {
        CLIENT_LOG.setLevel(Level.SEVERE);
    }

    private final InfluxDBClient client;
    private final WriteApiBlocking write;
    private final InfluxQLQueryApi queries;
    private final String bucket;

    InfluxConnection(InfluxSettings settings) {
        bucket = settings.bucket();
        client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(settings.url())
                .org(settings.org())
                .bucket(settings.bucket())
                .authenticateToken(settings.token().toCharArray())
                .okHttpClient(new OkHttpClient.Builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .readTimeout(TIMEOUT)
                        .writeTimeout(TIMEOUT))
                .build());
        write = client.getWriteApiBlocking();
        queries = client.getInfluxQLQueryApi();
    }

    WriteApiBlocking write() {
        return write;
    }

    /**
     * Readings of a query's site, device, property and depth, measured in {@code [fromNs, toNs)}, by time.
     *
     * @param limit at most so many; null for all
     */
    List<Reading> select(ReadingQuery query, long fromNs, long toNs, @Nullable Integer limit) {
        List<String> conditions = new ArrayList<>();
        equal(conditions, "site", query.site());
        equal(conditions, "device", query.device());
        equal(conditions, "property", query.property());
        equal(conditions, "depth", query.depthCm());
        if (fromNs > Long.MIN_VALUE) {
            conditions.add("time >= " + fromNs);
        }
        if (toNs < Long.MAX_VALUE) {
            conditions.add("time < " + toNs);
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String order = " ORDER BY time ASC" + (limit == null ? "" : " LIMIT " + limit);
        String command = "SELECT \"value\", \"received\", \"quality\", \"site\", \"device\", \"property\", \"depth\""
                + " FROM \"reading\"" + where + order;
        for (int attempt = 1; attempt <= WHOLE_POINT_ATTEMPTS; attempt++) {
            List<InfluxQLQueryResult.Series> answer = ask(command);
            if (answer.stream().flatMap(series -> series.getValues().stream()).allMatch(InfluxConnection::isWhole)) {
                return readings(answer);
            }
        }
        throw new StoreException("InfluxDB answered with points that lack a field; ask again", null);
    }

    /** A query that runs while a point is written may see its value and not yet its other fields. */
    private static boolean isWhole(InfluxQLQueryResult.Series.Record row) {
        return Stream.of("value", "received", "quality")
                .noneMatch(field -> text(row, field).isEmpty());
    }

    private static List<Reading> readings(List<InfluxQLQueryResult.Series> answer) {
        List<Reading> readings = new ArrayList<>();
        for (InfluxQLQueryResult.Series series : answer) {
            for (InfluxQLQueryResult.Series.Record row : series.getValues()) {
                readings.add(InfluxPoints.reading(
                        text(row, "site"),
                        text(row, "device"),
                        text(row, "property"),
                        (String) row.getValueByKey("depth"),
                        text(row, "value"),
                        text(row, "time"),
                        text(row, "received"),
                        text(row, "quality")));
            }
        }
        return readings;
    }

    private static void equal(List<String> conditions, String tag, @Nullable Object value) {
        if (value != null) {
            conditions.add("\"" + tag + "\" = '" + value + "'");
        }
    }

    /** The newest measured time of every series, ns. */
    Map<InfluxPoints.Series, Long> newestTimes() {
        Map<InfluxPoints.Series, Long> newest = new HashMap<>();
        for (InfluxQLQueryResult.Series series :
                ask("SELECT LAST(\"value\") FROM \"reading\" GROUP BY \"site\", \"device\", \"property\", \"depth\"")) {
            newest.put(InfluxPoints.Series.of(series.getTags()), Long.parseLong(text(row(series), "time")));
        }
        return newest;
    }

    long count() {
        List<InfluxQLQueryResult.Series> answer = ask("SELECT COUNT(\"value\") FROM \"reading\"");
        return answer.isEmpty() ? 0 : Long.parseLong(text(row(answer.get(0)), "count"));
    }

    List<DeviceSummary> devices() {
        Map<DeviceId, Long> newest = new HashMap<>();
        for (InfluxQLQueryResult.Series series :
                ask("SELECT LAST(\"value\") FROM \"reading\" GROUP BY \"site\", \"device\"")) {
            newest.put(device(series), Long.parseLong(text(row(series), "time")));
        }
        Map<DeviceId, DeviceSummary> devices = new TreeMap<>();
        for (InfluxQLQueryResult.Series series :
                ask("SELECT COUNT(\"value\"), MAX(\"received\") FROM \"reading\" GROUP BY \"site\", \"device\"")) {
            DeviceId id = device(series);
            Long measured = newest.get(id);
            if (measured != null) { // first heard of between the two questions
                devices.put(
                        id,
                        new DeviceSummary(
                                id.site(),
                                id.device(),
                                Long.parseLong(text(row(series), "count")),
                                Times.ofEpochNanos(measured),
                                Times.ofEpochNanos(Long.parseLong(text(row(series), "max")))));
            }
        }
        return List.copyOf(devices.values());
    }

    void check() {
        var unused = ask("SHOW MEASUREMENTS LIMIT 1");
    }

    private static DeviceId device(InfluxQLQueryResult.Series series) {
        Map<String, String> tags = series.getTags();
        return new DeviceId(
                Objects.requireNonNull(tags.get("site"), "site"), Objects.requireNonNull(tags.get("device"), "device"));
    }

    private static InfluxQLQueryResult.Series.Record row(InfluxQLQueryResult.Series series) {
        return series.getValues().get(0);
    }

    private static String text(InfluxQLQueryResult.Series.Record row, String column) {
        return (String) Objects.requireNonNull(row.getValueByKey(column), column);
    }

    private List<InfluxQLQueryResult.Series> ask(String command) {
        InfluxQLQuery query =
                new InfluxQLQuery(command, bucket).setPrecision(InfluxQLQuery.InfluxQLPrecision.NANOSECONDS);
        List<InfluxQLQueryResult.Series> all = new ArrayList<>();
        for (InfluxQLQueryResult.Result result : queries.queryCSV(query).getResults()) {
            all.addAll(result.getSeries());
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
    }
}
