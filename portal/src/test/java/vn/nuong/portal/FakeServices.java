package vn.nuong.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.http.Operation;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingJson;
import vn.nuong.telemetry.reading.ReadingPage;

/** Ingest and analytics by hand: they answer from lists, over the very API document that the real ones are built from. */
final class FakeServices implements AutoCloseable {

    private static final JsonNode NOTHING_FOUND = Json.parse("{\"findings\":[]}".getBytes(StandardCharsets.UTF_8));

    final List<DeviceStatus> devices = new CopyOnWriteArrayList<>();
    final List<Reading> readings = new CopyOnWriteArrayList<>();
    final List<Advice> advice = new CopyOnWriteArrayList<>();
    final List<WaterReport> water = new CopyOnWriteArrayList<>();
    final List<ModelUse> models = new CopyOnWriteArrayList<>();

    /** What ingest adds to a device, by device, as JSON. */
    final Map<String, ObjectNode> health = new ConcurrentHashMap<>();

    final Map<String, JsonNode> checks = new ConcurrentHashMap<>();
    final List<ObjectNode> deadLetters = new CopyOnWriteArrayList<>(); // newest first
    final List<ObjectNode> conflicts = new CopyOnWriteArrayList<>();
    final List<ObjectNode> days = new CopyOnWriteArrayList<>();

    /** Bodies of the wishes to try dead letters again. */
    final List<JsonNode> retries = new CopyOnWriteArrayList<>();

    volatile JsonNode accounting = OperationsSamples.accounting(0);
    private final HttpServer ingest;
    private final HttpServer analytics;

    FakeServices(Vertx vertx) {
        ingest = start(vertx, ingestOperations());
        analytics = start(
                vertx,
                Map.of(
                        "listAdvice", request -> Future.succeededFuture(Map.of("advice", advice)),
                        "getWater", request -> Future.succeededFuture(water(request)),
                        "getModelUse", request -> Future.succeededFuture(model(request)),
                        "listAdviceHistory", request -> Future.succeededFuture(Map.of("advice", history(request)))));
    }

    private ModelUse model(ApiRequest request) {
        return models.stream()
                .filter(m -> m.plot().equals(request.path("plot")))
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("no model of " + request.path("plot")));
    }

    private WaterReport water(ApiRequest request) {
        return water.stream()
                .filter(w -> w.plot().equals(request.path("plot")))
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("no water of " + request.path("plot")));
    }

    private Map<String, Operation> ingestOperations() {
        return Map.of(
                "listDevices", request -> Future.succeededFuture(Map.of("devices", devicesWithHealth())),
                "listReadings", request -> Future.succeededFuture(page(request)),
                "listAggregates",
                        request -> Future.failedFuture(new ApiError(409, "counting is not possible just now")),
                "getAccounting", request -> Future.succeededFuture(accounting),
                "listDeadLetters", request -> Future.succeededFuture(deadLetters(request)),
                "retryDeadLetters", request -> Future.succeededFuture(retry(request.bodyTree())),
                "listConflicts", request -> Future.succeededFuture(Map.of("conflicts", of(request, conflicts))),
                "listCompleteness", request -> Future.succeededFuture(Map.of("days", days(request))),
                "checkDevice",
                        request -> Future.succeededFuture(checks.getOrDefault(request.path("device"), NOTHING_FOUND)));
    }

    private List<ObjectNode> devicesWithHealth() {
        return devices.stream()
                .map(device -> {
                    ObjectNode node = Json.mapper().valueToTree(device);
                    ObjectNode more = health.get(device.device());
                    if (more != null) {
                        node.setAll(more);
                    }
                    return node;
                })
                .toList();
    }

    private static List<ObjectNode> of(ApiRequest request, List<ObjectNode> all) {
        return all.stream()
                .filter(node -> isAsked(request.query("site"), node.path("site")))
                .filter(node -> isAsked(request.query("device"), node.path("device")))
                .toList();
    }

    private static boolean isAsked(Optional<String> asked, JsonNode value) {
        return asked.isEmpty() || asked.get().equals(value.asText());
    }

    private Map<String, Object> deadLetters(ApiRequest request) {
        int limit = request.integer("limit", 1000, 1, 1000);
        long before = request.query("before").map(Long::valueOf).orElse(Long.MAX_VALUE);
        List<ObjectNode> found = of(request, deadLetters).stream()
                .filter(letter -> isAsked(request.query("reason"), letter.path("reason")))
                .filter(letter -> letter.path("id").asLong() < before)
                .toList();
        Map<String, Object> page = new HashMap<>();
        page.put("dead_letters", found.subList(0, Math.min(limit, found.size())));
        if (found.size() > limit) {
            page.put("next", found.get(limit - 1).path("id").asLong());
        }
        page.put("counts", accounting.path("dead_lettered"));
        return page;
    }

    private Map<String, Object> retry(JsonNode wish) {
        retries.add(wish);
        List<ObjectNode> meant = deadLetters.stream()
                .filter(letter -> !wish.has("ids") || has(wish.path("ids"), letter.path("id")))
                .filter(letter -> !wish.has("device") || wish.path("device").equals(letter.path("device")))
                .filter(letter -> !wish.has("reason") || wish.path("reason").equals(letter.path("reason")))
                .toList();
        List<Long> cut = meant.stream()
                .filter(letter -> letter.path("cut").asBoolean())
                .map(letter -> letter.path("id").asLong())
                .toList();
        return Map.of("queued", meant.size() - cut.size(), "cut", cut);
    }

    private static boolean has(JsonNode ids, JsonNode id) {
        for (JsonNode one : ids) {
            if (one.asLong() == id.asLong()) {
                return true;
            }
        }
        return false;
    }

    private List<ObjectNode> days(ApiRequest request) {
        String from = request.query("from").orElseThrow();
        String to = request.query("to").orElseThrow();
        return of(request, days).stream()
                .filter(day -> day.path("day").asText().compareTo(from) >= 0
                        && day.path("day").asText().compareTo(to) <= 0)
                .toList();
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
