package vn.nuong.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.healthchecks.HealthChecks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        Map<String, Operation> operations = Map.of(
                "listReadings", r -> Future.succeededFuture(Map.of("readings", List.of(r.integer("limit", 7, 1, 99)))),
                "getAdvice",
                        r -> {
                            throw ApiError.notFound("no plot \"" + r.path("plot") + "\"");
                        },
                "addDiaryEntry", r -> Future.succeededFuture(r.bodyTree()),
                "listDevices", r -> Future.failedFuture(new IllegalStateException("secret detail")));
        server = HttpService.start(
                        VERTX,
                        new HttpService.Address("127.0.0.1", 0),
                        operations,
                        HealthChecks.create(VERTX),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        router -> router.get("/page").handler(c -> c.response().end("a page")))
                .await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @Test
    void answersTheOperationsItWasGivenAndNoOthers() throws Exception {
        assertThat(get("/api/v1/readings?limit=9").body()).isEqualTo("{\"readings\":[9]}");
        assertThat(get("/api/v1/readings").body()).isEqualTo("{\"readings\":[7]}");
        assertThat(get("/api/v1/deadletters").statusCode()).isEqualTo(404);
        assertThat(get("/page").body()).isEqualTo("a page");
    }

    @Test
    void tellsThatItIsAliveWhetherOrNotItIsReady() throws Exception {
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(get("/health").statusCode());
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        HttpResponse<String> wrong = get("/api/v1/readings?limit=0");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("error").contains("limit");
        assertThat(get("/api/v1/plots/nowhere/advice").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/plots/nowhere/advice").body()).contains("nowhere");
    }

    @Test
    void keepsTheCauseOfAFailureToItself() throws Exception {
        HttpResponse<String> failed = get("/api/v1/devices");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret detail");
    }

    @Test
    void validatesAndPassesOnABody() throws Exception {
        String entry = "{\"kind\":\"picking\",\"id\":\"a\",\"plot\":\"plot-1\",\"fresh_kg\":12.5}";
        assertThat(post(entry).body()).isEqualTo(entry);
        assertThat(post("{\"kind\":\"dancing\",\"id\":\"a\",\"plot\":\"plot-1\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("no json").statusCode()).isEqualTo(400);
    }

    @Test
    void publishesItsDocumentHealthAndMetrics() throws Exception {
        HttpResponse<String> document = get("/openapi.yaml");
        assertThat(document.body()).startsWith("openapi: 3.1");
        assertThat(document.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(get("/health").statusCode()).isBetween(200, 204);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void everyOperationOfTheDocumentHasAnOwner() {
        assertThat(Set.copyOf(Api.owners().values())).isEqualTo(Set.of("ingest", "device-sim", "analytics", "portal"));
    }

    @Test
    void theClientNamesTheAddressAndTheAnswerOfAFailure() {
        JsonClient client = new JsonClient(URI.create("http://127.0.0.1:" + server.actualPort()));
        assertThatThrownBy(() -> client.get("/api/v1/plots/x/advice", Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("/api/v1/plots/x/advice");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/v1/plots/plot-1/diary"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
