package vn.nuong.portal.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Optional;
import vn.nuong.portal.web.SameOrigin;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.Operation;

/** Passes questions on to the service that owns the records, and its answer back as it is. */
public final class Forwarder implements AutoCloseable {

    private static final long TIMEOUT_MS = 20_000;
    private static final String JSON = "application/json"; // nothing else gets past the API document

    private final WebClient client;

    public Forwarder(Vertx vertx) {
        this.client = WebClient.create(
                vertx, new WebClientOptions().setConnectTimeout(5_000).setFollowRedirects(false));
    }

    /**
     * @param service the owner's name, for messages
     * @param base where it answers
     */
    public Operation to(String service, URI base) {
        return request -> forward(service, base, request);
    }

    private Future<?> forward(String service, URI base, ApiRequest request) {
        HttpServerResponse answer = request.context().response();
        // Path and query alone: a request line may name a whole address, which must not choose where we ask.
        HttpServerRequest asked = request.context().request();
        URI target = base.resolve(asked.path() + (asked.query() == null ? "" : "?" + asked.query()));
        HttpRequest<Buffer> question =
                client.requestAbs(asked.method(), target.toString()).timeout(TIMEOUT_MS);
        Buffer body = request.context().body().buffer();
        Optional<String> fault = body == null ? Optional.empty() : SameOrigin.findFaultOfJson(asked);
        if (fault.isPresent()) {
            throw new ApiError(403, "this was not sent by our own page: " + fault.get());
        }
        return (body == null
                        ? question.send()
                        : question.putHeader("content-type", JSON).sendBuffer(body))
                .recover(failure -> Future.failedFuture(new ApiError(
                        502,
                        "the service " + service + " owns these records and does not answer: " + failure.getMessage()
                                + "; try again")))
                .onSuccess(response -> pass(response, answer));
    }

    private static void pass(HttpResponse<Buffer> response, HttpServerResponse answer) {
        if (answer.closed() || answer.ended()) {
            return;
        }
        String type = response.getHeader("content-type");
        answer.setStatusCode(response.statusCode());
        if (type != null) {
            answer.putHeader("content-type", type);
        }
        Buffer body = response.body();
        answer.end(body == null ? Buffer.buffer() : body);
    }

    @Override
    public void close() {
        client.close();
    }
}
