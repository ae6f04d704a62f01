package vn.nuong.telemetry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.time.Times;

/** The parts of a request that an operation reads; what is wrong in them becomes a 400 that says so. */
public final class ApiRequest {

    private final RoutingContext context;

    ApiRequest(RoutingContext context) {
        this.context = context;
    }

    /** The Vert.x context, for what is not plain JSON. */
    public RoutingContext context() {
        return context;
    }

    /** A part of the path, such as {@code plot}. */
    public String path(String name) {
        return context.pathParam(name);
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(v -> !v.isEmpty());
    }

    /** A time of the query, such as {@code from}, or null without it. */
    public @Nullable Instant time(String name) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            // In a query "+07:00" that was not percent-encoded arrives as " 07:00".
            return Times.parse(text.get().replace(' ', '+'));
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(name + ": " + e.getMessage());
        }
    }

    /** A whole number of the query within its limits. */
    public int integer(String name, int otherwise, int min, int max) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw ApiError.badRequest(name + " is \"" + text.get() + "\", not a whole number");
        }
        throw ApiError.badRequest(name + " is " + text.get() + ", outside " + min + " to " + max);
    }

    /** The body as a {@code T}. */
    public <T> T body(Class<T> type) {
        try {
            return Json.read(bodyBytes(), type);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** The body as a tree. */
    public JsonNode bodyTree() {
        try {
            return Json.parse(bodyBytes());
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private byte[] bodyBytes() {
        String body = context.body().asString();
        return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    }
}
