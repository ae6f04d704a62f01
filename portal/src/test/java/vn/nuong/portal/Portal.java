package vn.nuong.portal;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.http.HttpService;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.testing.MutableClock;

/** A portal started for a test between hand-made services, with a plain HTTP client in front of it. */
final class Portal implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final FakeServices services = new FakeServices(vertx);
    final MutableClock clock = new MutableClock(Samples.NOW.toString());
    private final HttpClient http = HttpClient.newHttpClient();
    private PortalService service;

    /** With the three sample plots, their devices and one advice each: water, no water, not known. */
    static Portal withSampleSite(Path data) {
        Portal portal = new Portal();
        portal.services.devices.addAll(Samples.devices());
        portal.services.readings.addAll(Samples.week("wufeng-2022", Samples.NOW));
        portal.services.advice.add(Samples.advice("plot-1", Samples.NOW, Decision.IRRIGATE));
        portal.services.water.add(Samples.water("plot-1", Samples.NOW));
        portal.services.models.add(Samples.model("plot-1", Samples.NOW));
        portal.services.models.add(Samples.newModel("plot-3", Samples.NOW));
        portal.services.advice.add(Samples.advice(
                "plot-2", Samples.NOW, Decision.DO_NOT_IRRIGATE, List.of(Samples.BULLETIN, Samples.EXPIRED)));
        portal.services.advice.add(Samples.advice("plot-3", Samples.NOW, Decision.UNKNOWN));
        portal.start(data, SiteConfig.sampleSite(), nobody(), Optional.empty());
        return portal;
    }

    /** A broker's address where nothing listens. */
    static MqttSettings nobody() {
        return new MqttSettings("tcp://127.0.0.1:1", "nuong-portal", null, null, null);
    }

    void start(Path data, SiteConfig site, MqttSettings mqtt, Optional<Smtp> smtp) {
        start(data, site, mqtt, smtp, clock);
    }

    void start(Path data, SiteConfig site, MqttSettings mqtt, Optional<Smtp> smtp, Clock by) {
        service = PortalService.start(
                vertx,
                mqtt,
                services.sources(),
                site,
                by,
                data,
                new HttpService.Address("127.0.0.1", 0),
                smtp,
                Duration.ofMillis(100));
    }

    /** Waits until the broker has the portal's subscriptions. */
    void awaitSubscribed() {
        service.subscribed().orTimeout(20, TimeUnit.SECONDS).join();
    }

    void stop() {
        service.close();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    HttpClient http() {
        return http;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** A form as our own page sends it. */
    HttpResponse<String> post(String path, Map<String, String> form) {
        return post(path, form, "http://127.0.0.1:" + service.port());
    }

    HttpResponse<String> post(String path, Map<String, String> form, String origin) {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(origin.isEmpty() ? request : request.header("origin", origin));
    }

    HttpResponse<String> postJson(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        services.close();
        vertx.close().await();
    }
}
