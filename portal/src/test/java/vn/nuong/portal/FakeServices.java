package vn.nuong.portal;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.Operation;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingJson;
import vn.nuong.telemetry.reading.ReadingPage;

/** Ingest and analytics by hand: they answer from lists, over the very API document that the real ones are built from. */
final class FakeServices implements AutoCloseable {

    final List<DeviceStatus> devices = new CopyOnWriteArrayList<>();
    final List<Reading> readings = new CopyOnWriteArrayList<>();
    final List<Advice> advice = new CopyOnWriteArrayList<>();
    private final HttpServer ingest;
    private final HttpServer analytics;

    FakeServices(Vertx vertx) {
        ingest = start(
                vertx,
                Map.of(
                        "listDevices", request -> Future.succeededFuture(Map.of("devices", devices)),
                        "listReadings", request -> Future.succeededFuture(page(request)),
                        "getAccounting",
                                request ->
                                        Future.failedFuture(new ApiError(409, "counting is not possible just now"))));
        analytics = start(
                vertx,
                Map.of(
                        "listAdvice", request -> Future.succeededFuture(Map.of("advice", advice)),
                        "listAdviceHistory", request -> Future.succeededFuture(Map.of("advice", history(request)))));
    }

    private static HttpServer start(Vertx vertx, Map<String, Operation> operations) {
        return HttpService.start(
                        vertx,
                        new HttpService.Address("127.0.0.1", 0),
                        operations,
                        HealthChecks.create(vertx),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        router -> {})
                .await();
    }

    private ReadingPage page(ApiRequest request) {
        Instant from = request.time("from");
        Instant to = request.time("to");
        String device = request.query("device").orElseThrow();
        String property = request.query("property").orElse("");
        return new ReadingPage(
                readings.stream()
                        .filter(r -> r.device().equals(device))
                        .filter(r -> property.isEmpty() || r.key().name().equals(property))
                        .filter(r ->
                                !r.measured().isBefore(from) && r.measured().isBefore(to))
                        .map(ReadingJson::of)
                        .toList(),
                null);
    }

    private List<Advice> history(ApiRequest request) {
        return advice.stream()
                .filter(a -> a.plot().equals(request.path("plot")))
                .filter(a -> !a.at().isBefore(request.time("from")) && a.at().isBefore(request.time("to")))
                .toList();
    }

    PortalService.Sources sources() {
        return new PortalService.Sources(ingestUri(), uri(analytics), null);
    }

    URI ingestUri() {
        return uri(ingest);
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void stopIngest() {
        ingest.close().await();
    }

    @Override
    public void close() {
        ingest.close().await();
        analytics.close().await();
    }
}
