package vn.nuong.standalone.ingest;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.http.Api;
import vn.nuong.telemetry.http.HttpService.Address;

/**
 * Answers for an ingest that stands by: alive, not ready. Only while the port is free: on one machine the process that works may
 * have it.
 */
final class Standby implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final String TROUBLE =
            "another ingest works in this data folder; this one stands by and takes over when that one ends";

    private static final String METRICS =
            "# HELP nuong_ingest_standby 1 while another ingest works in the data folder\n"
                    + "# TYPE nuong_ingest_standby gauge\n"
                    + "nuong_ingest_standby 1\n";

    private final Vertx vertx;
    private final Address address;
    private @Nullable HttpServer server;

    Standby(Vertx vertx, Address address) {
        this.vertx = vertx;
        this.address = address;
    }

    /** Begins to answer when it does not yet and the port is free now. */
    void listenIfFree() {
        if (server != null) {
            return;
        }
        try {
            server = vertx.createHttpServer()
                    .requestHandler(Standby::answer)
                    .listen(address.port(), address.host())
                    .await(10, TimeUnit.SECONDS);
        } catch (Exception e) { // most likely the port is taken; tried again
            LOG.debug("no answers while standing by", e);
        }
    }

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/health/live" -> Api.json(request.response(), 200, Map.of("status", "UP"));
            case "/health", "/health/ready" ->
                Api.json(
                        request.response(),
                        503,
                        Map.of(
                                "status",
                                "DOWN",
                                "outcome",
                                "DOWN",
                                "checks",
                                List.of(Map.of(
                                        "id", "standby", "status", "DOWN", "data", Map.of("trouble", TROUBLE)))));
            case "/metrics" ->
                request.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(METRICS);
            default -> Api.json(request.response(), 503, Map.of("error", TROUBLE));
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().await();
        }
    }
}
