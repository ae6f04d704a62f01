package vn.nuong.ingest.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.service.InfluxQLQueryService;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.time.Times;

/**
 * Talks to one bucket over HTTP, through InfluxDB's Java client. Whatever is not an answer of InfluxDB about the lines themselves
 * is an outage: a {@link StoreException} that names the address, the bucket, the status and what to do. Thread-safe.
 *
 * <p>Of 1,000 points of three readings, writing costs the client 0.6 ms of CPU (0.3 of them to put the lines together) and
 * InfluxDB 2.7 itself 7 ms. The same bytes sent with OkHttp alone (0.6 ms) or Java's own HTTP client (1.0 ms) arrive no sooner;
 * compressed they cost the client 0.5 to 1 ms more and InfluxDB no less. So {@code WriteApiBlocking} is used, and nothing is
 * compressed.
 */
final class InfluxConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String WRITE_PATH = "/api/v2/write";
    private static final int WRITTEN = 204;

    /** All that InfluxDB says of several questions when it fails with the first. */
    private static final String WITHOUT_REASON = "not executed";

    private static final Pattern NO_BUCKET = Pattern.compile("database not found|default retention policy not set");
    private static final String NAME_A_BUCKET = "; name an organisation and a bucket that are there";
    private static final Pattern CLIENTS_WORDS = Pattern.compile("^HTTP status code: \\d+; (Message: )?");
    private static final int MOST_WORDS = 1_000;

    /** The earliest and the latest time InfluxDB can keep, ns. */
    static final long FIRST_NS = Long.MIN_VALUE + 2;

    static final long LAST_NS = Long.MAX_VALUE - 1;

    private final InfluxSettings settings;
    private final InfluxDBClient client;
    private final WriteApiBlocking write;
    private final InfluxQLQueryService queries;
    private final RequestTimes times = new RequestTimes();

    /** @param silence after so long without a sign of life a request has failed */
    InfluxConnection(InfluxSettings settings, Duration silence) {
        this.settings = settings;
        client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(settings.url())
                .org(settings.org())
                .bucket(settings.bucket())
                .authenticateToken(settings.token().toCharArray())
                .okHttpClient(new OkHttpClient.Builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .readTimeout(silence)
                        .writeTimeout(silence)
                        .addInterceptor(times)
                        .addNetworkInterceptor(InfluxConnection::requireWritten))
                .build());
        write = client.getWriteApiBlocking();
        queries = client.getService(InfluxQLQueryService.class);
    }

    RequestTimes times() {
        return times;
    }

    /** A page that a captive portal or a proxy answers with is no confirmation. */
    private static okhttp3.Response requireWritten(Interceptor.Chain chain) throws IOException {
        okhttp3.Response response = chain.proceed(chain.request());
        if (response.isSuccessful()
                && response.code() != WRITTEN
                && chain.request().url().encodedPath().endsWith(WRITE_PATH)) {
            response.close();
            throw new IOException("it answered a write with " + response.code() + " where InfluxDB answers " + WRITTEN
                    + "; something else listens there");
        }
        return response;
    }

    /**
     * Writes lines of line protocol; they are durable when this returns.
     *
     * @throws RefusedWrite when some of them cannot be written as they are
     * @throws StoreException when it is not known whether they are durable
     */
    void write(String lines) throws RefusedWrite {
        try {
            write.writeRecord(settings.bucket(), settings.org(), WritePrecision.NS, lines);
        } catch (InfluxException e) {
            if (RefusedWrite.is(e.status())) {
                throw new RefusedWrite(e.status(), words(e), e);
            }
            throw outage(e);
        }
    }

    /** Asks in InfluxQL, with times as nanoseconds. Several questions are separated by semicolons. */
    void ask(String question, InfluxAnswer.Rows rows) {
        try {
            Response<ResponseBody> response = queries.query(
                            question, settings.bucket(), null, "ns", null, "application/json")
                    .execute();
            try (ResponseBody body = response.body()) {
                if (!response.isSuccessful() || body == null) {
                    throw outage(new InfluxException(response));
                }
                InfluxAnswer.read(body.byteStream(), rows);
            }
        } catch (InfluxAnswer.ErrorAnswer e) {
            if (WITHOUT_REASON.equals(e.getMessage()) && question.contains(";")) {
                ask(question.substring(0, question.indexOf(';')), row -> {}); // fails with the reason
            }
            boolean isMissing =
                    NO_BUCKET.matcher(String.valueOf(e.getMessage())).find();
            throw outage(String.valueOf(e.getMessage()), isMissing ? NAME_A_BUCKET : "", e, null);
        } catch (IOException e) {
            throw outage(new InfluxException(e));
        } catch (IllegalArgumentException e) {
            throw outage("it holds what this version does not write: " + e.getMessage(), "", e, null);
        }
    }

    /** Deletes a measurement's points of {@code [FIRST_NS, ns)}. */
    void deleteBefore(String measurement, long ns) {
        try {
            client.getDeleteApi()
                    .delete(
                            Times.ofEpochNanos(FIRST_NS).atOffset(ZoneOffset.UTC),
                            Times.ofEpochNanos(ns - 1).atOffset(ZoneOffset.UTC), // InfluxDB deletes up to and with this
                            "_measurement=\"" + measurement + "\"",
                            settings.bucket(),
                            settings.org());
        } catch (InfluxException e) {
            throw outage(e);
        }
    }

    private StoreException outage(InfluxException e) {
        String status = e.status() == 0 ? "" : " (" + e.status() + ")";
        return outage(words(e) + status, hint(e.status()), e, retryAfter(e.headers()));
    }

    private StoreException outage(String words, String hint, Exception cause, @Nullable Duration retryAfter) {
        return new StoreException(
                "InfluxDB at " + settings.url() + ", bucket " + settings.bucket() + ": " + words + hint,
                cause,
                retryAfter);
    }

    /** InfluxDB's own, without what the client puts before them. */
    private static String words(InfluxException e) {
        String words = CLIENTS_WORDS.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
    }

    private static String hint(int status) {
        return switch (status) {
            case 0 -> "; see that it runs and can be reached";
            case 401, 403 -> "; give a token that may read and write the bucket";
            case 404 -> NAME_A_BUCKET;
            case 429 -> "; it is asked too often and will be left alone for a while";
            default -> status >= 500 ? "; see what its log says" : "";
        };
    }

    /** Either of the two forms of RFC 9110, 10.2.3: seconds, or a date. */
    static @Nullable Duration retryAfter(@Nullable Map<String, String> headers) {
        if (headers == null) {
            return null;
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Retry-After")) {
                return retryAfter(header.getValue().strip(), Instant.now());
            }
        }
        return null;
    }

    static @Nullable Duration retryAfter(String value, Instant now) {
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeParseException e) {
            return null; // in no form that says how long
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
