package vn.nuong.analytics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.ReadingJson;
import vn.nuong.telemetry.reading.ReadingPage;

/** Answers what analytics asks of ingest, from a list in memory. */
final class FakeIngest implements AutoCloseable {

    private final List<Reading> readings = new ArrayList<>();
    private final HttpServer server;

    FakeIngest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/devices", exchange -> answer(exchange, Map.of("devices", devices())));
        server.createContext("/api/v1/readings", exchange -> answer(exchange, page(query(exchange))));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void add(List<Reading> more) {
        readings.addAll(more);
        readings.sort(Comparator.comparing(Reading::measured));
    }

    private synchronized List<DeviceStatus> devices() {
        return readings.stream()
                .map(Reading::device)
                .distinct()
                .map(d -> new DeviceStatus(
                        "pilot",
                        d,
                        null,
                        new DeviceAbout(d, 3600, List.of(), Origin.RECORDED, "test", 2022),
                        null,
                        null,
                        readings.stream().filter(r -> r.device().equals(d)).count()))
                .toList();
    }

    private synchronized ReadingPage page(Map<String, String> query) {
        Instant from = Instant.parse(query.get("from"));
        Instant to = Instant.parse(query.get("to"));
        List<ReadingJson> found = readings.stream()
                .filter(r -> r.device().equals(query.get("device")))
                .filter(r -> query.getOrDefault("property", r.key().name())
                        .equals(r.key().name()))
                .filter(r -> !r.measured().isBefore(from) && r.measured().isBefore(to))
                .map(ReadingJson::of)
                .toList();
        int start = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int end = Math.min(found.size(), start + Integer.parseInt(query.get("limit")));
        return new ReadingPage(found.subList(start, end), end < found.size() ? "" + end : null);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void answer(HttpExchange exchange, Object value) throws IOException {
        byte[] json = Json.write(value);
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
