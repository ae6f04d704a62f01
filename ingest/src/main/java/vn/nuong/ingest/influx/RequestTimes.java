package vn.nuong.ingest.influx;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Times requests to InfluxDB until their answer begins, by what they are for and by the status of the answer; {@code none} where
 * there was no answer of InfluxDB's.
 */
final class RequestTimes implements Interceptor {

    private volatile @Nullable MeterRegistry registry;

    /** From now on requests are timed into this. */
    void recordInto(MeterRegistry metrics) {
        registry = metrics;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        long began = System.nanoTime();
        String outcome = "none";
        try {
            Response response = chain.proceed(chain.request());
            outcome = "" + response.code();
            return response;
        } finally {
            record(kind(chain.request().url().encodedPath()), outcome, System.nanoTime() - began);
        }
    }

    private static String kind(String path) {
        return path.endsWith("/write")
                ? "write"
                : path.endsWith("/query") ? "query" : path.endsWith("/delete") ? "delete" : "other";
    }

    private void record(String kind, String outcome, long nanos) {
        MeterRegistry metrics = registry;
        if (metrics != null) {
            Timer.builder("nuong.ingest.influx.requests")
                    .description("Time from a request to InfluxDB to the beginning of its answer")
                    .tags("kind", kind, "outcome", outcome)
                    .publishPercentiles(0.5, 0.99)
                    .register(metrics)
                    .record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
