package vn.nuong.telemetry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ValidatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.json.Json;

/**
 * The HTTP API: one OpenAPI 3.1 document ({@code openapi.yaml}) for all services, from which each service's router is
 * built. An operation says with {@code x-nuong-service} who owns its records.
 */
public final class Api {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String OWNER = "x-nuong-service";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    private Api() {}

    /** The document as it is published at {@code /openapi.yaml}. */
    public static String document() {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("/openapi.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the operations with the service that owns each, in the document's order. */
    public static Map<String, String> owners() {
        Map<String, String> owners = new LinkedHashMap<>();
        for (JsonNode path : read().path("paths")) {
            for (String method : METHODS) {
                JsonNode operation = path.path(method);
                if (operation.isObject()) {
                    owners.put(
                            operation.path("operationId").asText(),
                            operation.path(OWNER).asText());
                }
            }
        }
        return owners;
    }

    /**
     * A router for exactly these operations of the document.
     *
     * @param operations by operation id
     * @return fails when an id is not in the document
     */
    public static Future<Router> router(Vertx vertx, Map<String, Operation> operations) {
        ObjectNode document = read();
        Iterator<JsonNode> paths = document.path("paths").iterator();
        while (paths.hasNext()) {
            ObjectNode path = (ObjectNode) paths.next();
            for (String method : METHODS) {
                JsonNode operation = path.path(method);
                if (operation.isObject()
                        && !operations.containsKey(operation.path("operationId").asText())) {
                    path.remove(method);
                }
            }
            if (METHODS.stream().noneMatch(path::has)) {
                paths.remove();
            }
        }
        return OpenAPIContract.from(vertx, new JsonObject(document.toString())).map(contract -> {
            RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
            builder.rootHandler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
            operations.forEach((id, operation) -> {
                OpenAPIRoute route = builder.getRoute(id);
                if (route == null) {
                    throw new IllegalArgumentException("openapi.yaml has no operation \"" + id + "\"");
                }
                route.addHandler(context -> answer(operation, context));
                route.addFailureHandler(context -> fail(context, context.failure()));
            });
            return builder.createRouter();
        });
    }

    private static void answer(Operation operation, RoutingContext context) {
        Future<?> answer;
        try {
            answer = operation.answer(new ApiRequest(context));
        } catch (RuntimeException e) {
            fail(context, e);
            return;
        }
        answer.onComplete(
                value -> {
                    if (!context.response().ended()) { // an operation may have written something other than JSON itself
                        json(context.response(), 200, value);
                    }
                },
                failure -> fail(context, failure));
    }

    /** Answers with a JSON value. */
    public static void json(HttpServerResponse response, int status, Object value) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(Buffer.buffer(Json.write(value)));
    }

    /** Answers with {@code {"error": …}} and the status that fits the failure. */
    public static void fail(RoutingContext context, Throwable failure) {
        if (context.response().ended()) {
            return;
        }
        int status = 500;
        String message = "the server failed; its log says why";
        if (failure instanceof ApiError error) {
            status = error.status();
            message = String.valueOf(error.getMessage());
        } else if (failure instanceof IllegalArgumentException || failure instanceof ValidatorException) {
            status = 400;
            message = String.valueOf(failure.getMessage());
        } else if (failure instanceof HttpException http) {
            status = http.getStatusCode();
            Throwable cause = http.getCause();
            message = cause == null ? String.valueOf(http.getMessage()) : String.valueOf(cause.getMessage());
        } else {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    failure);
        }
        json(context.response(), status, Map.of("error", message));
    }

    private static ObjectNode read() {
        try {
            return (ObjectNode) new YAMLMapper().readTree(document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("openapi.yaml is not YAML", e);
        }
    }
}
