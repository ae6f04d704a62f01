package vn.nuong.telemetry.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import vn.nuong.telemetry.json.Json;

/** Asks another service over HTTP and waits for the answer: for worker threads, never for an event loop. Thread-safe. */
public final class JsonClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;

    /** @param base such as {@code http://ingest:8081} */
    public JsonClient(URI base) {
        this.base = base;
    }

    /**
     * @param path such as {@code /api/v1/readings}
     * @param query names and values, encoded here
     * @throws IOException when the service cannot be reached or answers with an error, saying which and what
     */
    public JsonNode get(String path, Map<String, String> query) throws IOException {
        return Json.parse(send(HttpRequest.newBuilder(uri(path, query))));
    }

    /** The same, as a {@code T}. */
    public <T> T get(String path, Map<String, String> query, Class<T> type) throws IOException {
        return Json.read(send(HttpRequest.newBuilder(uri(path, query))), type);
    }

    /**
     * Sends a body.
     *
     * @param body written as JSON
     * @throws IOException when the service cannot be reached or answers with an error, saying which and what
     */
    public <T> T post(String path, Object body, Class<T> type) throws IOException {
        return Json.read(
                send(HttpRequest.newBuilder(uri(path, Map.of()))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))),
                type);
    }

    private URI uri(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return base.resolve(path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    /** The request's own patience ends with the header; a body that trickles must not hold a worker for ever either. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new HttpTimeoutException("the body is not there");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(e.getCause());
        }
    }

    private byte[] send(HttpRequest.Builder question) throws IOException {
        HttpRequest request = question.timeout(PATIENCE).build();
        URI uri = request.uri();
        try {
            HttpResponse<byte[]> response = exchange(request);
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answered " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + uri, e);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new IOException(
                    "nothing answers at " + base + "; see that the service runs there, or give the address at which it"
                            + " does",
                    e);
        } catch (HttpTimeoutException e) {
            throw new IOException(
                    uri + " gave no answer within " + PATIENCE.toSeconds() + " s; see what its log says, and try again",
                    e);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().contains(uri.toString())
                    ? e
                    : new IOException(
                            "cannot ask " + uri + ": " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }
}
