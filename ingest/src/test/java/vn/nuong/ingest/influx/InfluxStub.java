package vn.nuong.ingest.influx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers over HTTP as InfluxDB does, and otherwise when it is told to. */
final class InfluxStub implements AutoCloseable {

    /** How a request is answered. */
    interface Answer {
        void give(HttpExchange exchange, String body) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> written = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile Answer answer = (exchange, body) -> take(exchange, body);

    InfluxStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                requests.add(body);
                answer.give(exchange, body);
            }
        });
        server.start();
    }

    InfluxSettings settings() {
        return new InfluxSettings(
                "http://127.0.0.1:" + server.getAddress().getPort(), "nuong", "readings", "secret-token");
    }

    void answer(Answer newAnswer) {
        answer = newAnswer;
    }

    void answer(int status, String body, String... headers) {
        answer = (exchange, request) -> send(exchange, status, body, headers);
    }

    /** Takes all lines. */
    void take(HttpExchange exchange, String body) throws IOException {
        body.lines().forEach(written::add);
        send(exchange, 204, "");
    }

    static void send(HttpExchange exchange, int status, String body, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The bodies of all requests. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The lines of requests that were answered 204, each once. */
    List<String> written() {
        return List.copyOf(written);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
