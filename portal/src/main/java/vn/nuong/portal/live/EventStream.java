package vn.nuong.portal.live;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.json.Json;

/** Server-sent events to the open pages. Thread-safe. */
public final class EventStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long HEARTBEAT_MS = 15_000;
    private static final int MAX_LISTENERS = 500;

    private final Vertx vertx;
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();
    private final long heartbeat;

    public EventStream(Vertx vertx) {
        this.vertx = vertx;
        // A comment now and then lets both ends, and what stands between, notice a dead connection.
        this.heartbeat = vertx.setPeriodic(HEARTBEAT_MS, timer -> write(": still here\n\n"));
    }

    /** Answers a request with events until it is closed. */
    public void open(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (listeners.size() >= MAX_LISTENERS) {
            response.setStatusCode(503).putHeader("retry-after", "60").end();
            return;
        }
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY); // a compressor would hold events back
        response.closeHandler(closed -> listeners.remove(response));
        response.exceptionHandler(failure -> listeners.remove(response));
        listeners.add(response);
        response.write("retry: 3000\n\n");
    }

    public int listeners() {
        return listeners.size();
    }

    /** Sends an event to every open page. */
    public void send(String event, Object data) {
        // JSON has no line breaks of its own, so one data line holds it.
        write("event: " + event + "\ndata: " + new String(Json.write(data), StandardCharsets.UTF_8) + "\n\n");
    }

    private void write(String text) {
        for (HttpServerResponse response : listeners) {
            if (response.closed() || response.writeQueueFull()) { // a page that does not read comes back by itself
                listeners.remove(response);
                response.reset();
                continue;
            }
            response.write(text).onFailure(failure -> {
                LOG.debug("a page has gone", failure);
                listeners.remove(response);
            });
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(heartbeat);
        listeners.forEach(HttpServerResponse::end);
        listeners.clear();
    }
}
