package vn.nuong.telemetry.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.Map;
import java.util.function.Consumer;
import vn.nuong.telemetry.config.Settings;

/**
 * What every service's HTTP server has: its part of the API, {@code /openapi.yaml}, the payloads' JSON schemas under
 * {@code /schema}, {@code /metrics}, {@code /health/ready} (also at {@code /health}), which tells whether it can do its work, and
 * {@code /health/live}, which tells that the process is alive: one that is not ready need not be started anew.
 */
public final class HttpService {

    private HttpService() {}

    /**
     * Where to listen.
     *
     * @param host an address of this machine
     * @param port 0 for any free one
     */
    public record Address(String host, int port) {
        /** From {@code NUONG_HTTP_HOST} (default 127.0.0.1) and {@code NUONG_HTTP_PORT}. */
        public static Address from(Settings settings, int defaultPort) {
            return new Address(
                    settings.get("NUONG_HTTP_HOST", "127.0.0.1"),
                    settings.getInt("NUONG_HTTP_PORT", defaultPort, 0, 65_535));
        }
    }

    /**
     * Starts listening.
     *
     * @param operations the API operations this service answers, by operation id
     * @param more mounts pages and whatever is not in the API; the API comes first
     * @return fails when the port is taken
     */
    public static Future<HttpServer> start(
            Vertx vertx,
            Address address,
            Map<String, Operation> operations,
            HealthChecks health,
            PrometheusMeterRegistry metrics,
            Consumer<Router> more) {
        return Api.router(vertx, operations).compose(api -> {
            Router router = Router.router(vertx);
            router.get("/health").handler(HealthCheckHandler.createWithHealthChecks(health));
            router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(health));
            router.get("/health/live").handler(context -> Api.json(context.response(), 200, Map.of("status", "UP")));
            router.get("/metrics")
                    .handler(context -> context.response()
                            .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                            .end(metrics.scrape()));
            String document = Api.document();
            router.get("/openapi.yaml")
                    .handler(context -> context.response()
                            .putHeader("content-type", "application/yaml; charset=utf-8")
                            .end(document));
            router.route("/schema/*").handler(StaticHandler.create("schema"));
            router.route("/*").subRouter(api);
            router.route("/api/*")
                    .handler(context -> Api.fail(
                            context,
                            ApiError.notFound("there is no " + context.request().method() + " "
                                    + context.request().path() + "; see /openapi.yaml")));
            more.accept(router);
            // A long answer to Java's client, which asks to go over to HTTP/2 in the clear, did not come to its end at
            // times.
            return vertx.createHttpServer(new HttpServerOptions()
                            .setCompressionSupported(true)
                            .setHttp2ClearTextEnabled(false))
                    .requestHandler(router)
                    .listen(address.port(), address.host());
        });
    }
}
