package vn.nuong.ingest.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Between ingest and a real InfluxDB: passes requests on, or late, or answers with an error itself. Thread-safe. */
final class HttpProxy implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong refused = new AtomicLong();
    private volatile int status;
    private volatile boolean afterWriting;
    private volatile Duration delay = Duration.ZERO;

    HttpProxy(String target) throws IOException {
        this.target = URI.create(target);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every request is answered with this status, and InfluxDB sees none. */
    void refuse(int newStatus) {
        afterWriting = false;
        status = newStatus;
    }

    /** From now on InfluxDB takes every request, but this status is answered. */
    void takeAndRefuse(int newStatus) {
        afterWriting = true;
        status = newStatus;
    }

    /** From now on every answer comes so much later. */
    void delay(Duration newDelay) {
        delay = newDelay;
    }

    /** From now on all is passed on. */
    void passOn() {
        status = 0;
        delay = Duration.ZERO;
    }

    /** How many requests got an error. */
    long refused() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int error = status;
        HttpResponse<byte[]> response = error == 0 || afterWriting ? ask(exchange, body) : null;
        long until = System.nanoTime() + delay.toNanos();
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        if (error != 0) {
            refused.incrementAndGet();
            send(
                    exchange,
                    error,
                    "{\"code\":\"unavailable\",\"message\":\"a fault\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        response.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        send(exchange, response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new TreeSet<>(exchange.getRequestHeaders().keySet())) {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getRequestHeaders().get(name).forEach(value -> request.header(name, value));
            }
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
