package vn.nuong.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.pipeline.IngestPipeline;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.Operation;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.ReadingJson;
import vn.nuong.telemetry.reading.ReadingPage;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** Ingest's part of the HTTP API: readings, devices, what was refused, and the counts. */
final class IngestApi {

    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 10_000;

    private final Vertx vertx;
    private final ReadingStore store;
    private final RecordStore records;
    private final SiteConfig site;
    private final IngestPipeline pipeline;

    IngestApi(Vertx vertx, ReadingStore store, RecordStore records, SiteConfig site, IngestPipeline pipeline) {
        this.vertx = vertx;
        this.store = store;
        this.records = records;
        this.site = site;
        this.pipeline = pipeline;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listReadings",
                this::listReadings,
                "listDevices",
                request -> onWorker(this::devices),
                "listDeadLetters",
                this::listDeadLetters,
                "getAccounting",
                request -> onWorker(records::accounting));
    }

    private Future<ReadingPage> listReadings(ApiRequest request) {
        String ofSite = request.query("site").orElse(null);
        String device = request.query("device").orElse(null);
        Instant from = request.time("from");
        Instant to = request.time("to");
        if (from != null && to != null && from.isAfter(to)) {
            throw ApiError.badRequest("from " + from + " is after to " + to + "; swap them");
        }
        String property = request.query("property").orElse(null);
        Integer depth = request.query("depth_cm").isPresent()
                ? Integer.valueOf(request.integer("depth_cm", 0, 1, PropertyKey.MAX_DEPTH_CM))
                : null;
        if (property != null) {
            PropertyKey.parse(property); // names the nearest known one when it is none
        }
        int limit = request.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Position after = request.query("cursor").map(Position::parse).orElse(null);
        if (!isPossible(ofSite) || !isPossible(device)) {
            return Future.succeededFuture(new ReadingPage(List.of(), null)); // nobody can be called so
        }
        ReadingQuery query = new ReadingQuery(
                ofSite, device, property, depth, nanos(from, Long.MIN_VALUE), nanos(to, Long.MAX_VALUE), limit, after);
        return onWorker(() -> {
            StoredPage page = store.find(query);
            Position next = page.next();
            return new ReadingPage(
                    page.readings().stream().map(ReadingJson::of).toList(), next == null ? null : next.cursor());
        });
    }

    private static boolean isPossible(@Nullable String id) {
        return id == null || Ids.isValid(id);
    }

    private static long nanos(@Nullable Instant time, long otherwise) {
        return time == null ? otherwise : Times.toEpochNanosOrLimit(time);
    }

    private Map<String, List<DeviceStatus>> devices() {
        Map<DeviceId, DeviceStatus> devices = new TreeMap<>();
        Map<DeviceId, DeviceAbout> abouts = records.abouts();
        Map<DeviceId, Long> stored = records.storedByDevice();
        for (DeviceRow row : records.devices()) {
            devices.put(row.id(), status(row, abouts.get(row.id()), stored.getOrDefault(row.id(), 0L)));
        }
        abouts.forEach((id, about) -> devices.computeIfAbsent(
                id, i -> new DeviceStatus(i.site(), i.device(), plot(i), about, null, null, 0)));
        return Map.of("devices", List.copyOf(devices.values()));
    }

    private DeviceStatus status(DeviceRow row, @Nullable DeviceAbout about, long readings) {
        return new DeviceStatus(
                row.site(),
                row.device(),
                plot(row.id()),
                about,
                row.newestNs() == Long.MIN_VALUE ? null : Times.ofEpochNanos(row.newestNs()),
                Times.ofEpochNanos(row.lastReceivedNs()),
                readings);
    }

    private @Nullable String plot(DeviceId id) {
        return site.findPlotOf(id.site(), id.device()).map(Plot::id).orElse(null);
    }

    private Future<?> listDeadLetters(ApiRequest request) {
        int limit = request.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        return onWorker(() -> Map.of("dead_letters", records.deadLetters(null, null, null, Long.MAX_VALUE, limit)));
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        return work.call();
                    } catch (StoreException e) {
                        throw new ApiError(503, "the store does not answer just now; try again in a moment");
                    }
                },
                false);
    }
}
