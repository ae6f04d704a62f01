package vn.nuong.telemetry.http;

import io.vertx.core.Future;

/** What answers one operation of {@code openapi.yaml}. Runs on the event loop: blocking work goes to a worker. */
@FunctionalInterface
public interface Operation {

    /**
     * @return the value written as JSON with status 200. An {@link ApiError}, thrown or as a failure, becomes its status; an
     *     {@link IllegalArgumentException} a 400; anything else a 500 that is logged.
     */
    Future<?> answer(ApiRequest request);
}
