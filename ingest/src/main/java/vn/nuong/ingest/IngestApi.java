package vn.nuong.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.api.AccountingJson;
import vn.nuong.ingest.api.Aggregates;
import vn.nuong.ingest.api.ConflictJson;
import vn.nuong.ingest.api.Days;
import vn.nuong.ingest.api.DeadLetterFilter;
import vn.nuong.ingest.api.DeadLetterRetry;
import vn.nuong.ingest.api.DeadLetters;
import vn.nuong.ingest.api.DeviceCheck;
import vn.nuong.ingest.api.Devices;
import vn.nuong.ingest.api.RetryRequest;
import vn.nuong.ingest.pipeline.IngestPipeline;
import vn.nuong.ingest.pipeline.KnownDevices;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.http.ApiRequest;
import vn.nuong.telemetry.http.Operation;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.ReadingJson;
import vn.nuong.telemetry.reading.ReadingPage;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** Ingest's part of the HTTP API: readings, devices, what was not taken, and what became of everything received. */
final class IngestApi {

    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 10_000;
    private static final int MAX_LETTERS = 1000; // a dead letter may have 16 KiB
    private static final Duration JOURNAL_WITHIN = Duration.ofSeconds(15);
    private static final int DEFAULT_DAYS = 30;

    private final Vertx vertx;
    private final ReadingStore store;
    private final RecordStore records;
    private final IngestPipeline pipeline;
    private final DeadLetters letters;
    private final Devices devices;
    private final Days days;
    private final DeviceCheck check;
    private final Aggregates aggregates;
    private final InstantSource clock;

    IngestApi(
            Vertx vertx,
            ReadingStore store,
            RecordStore records,
            SiteConfig site,
            IngestPipeline pipeline,
            KnownDevices known,
            InstantSource clock) {
        this.vertx = vertx;
        this.store = store;
        this.records = records;
        this.pipeline = pipeline;
        this.letters = new DeadLetters(records);
        this.devices = new Devices(records, site, known);
        this.days = new Days(records, store, known, clock);
        this.check = new DeviceCheck(records, store, site, devices, days);
        this.aggregates = new Aggregates(store);
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listReadings", this::listReadings);
        operations.put("listDevices", request -> onWorker(() -> Map.of("devices", devices.all())));
        operations.put("checkDevice", this::checkDevice);
        operations.put("getAccounting", this::getAccounting);
        operations.put("listDeadLetters", this::listDeadLetters);
        operations.put("getDeadLetter", this::getDeadLetter);
        operations.put("retryDeadLetters", this::retryDeadLetters);
        operations.put("listConflicts", this::listConflicts);
        operations.put("listCompleteness", this::listCompleteness);
        operations.put("listAggregates", this::listAggregates);
        operations.put("listDeviceAlerts", this::listDeviceAlerts);
        return operations;
    }

    private Future<ReadingPage> listReadings(ApiRequest request) {
        String ofSite = request.query("site").orElse(null);
        String device = request.query("device").orElse(null);
        Instant from = request.time("from");
        Instant to = request.time("to");
        checkOrder(from, to);
        String property = property(request);
        Integer depth = depth(request);
        int limit = limit(request, MAX_LIMIT);
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

    private Future<?> checkDevice(ApiRequest request) {
        String site = Ids.check("site", request.path("site"));
        String device = Ids.check("device", request.path("device"));
        return onWorker(() -> check.check(site, device));
    }

    private Future<?> getAccounting(ApiRequest request) {
        boolean count = request.query("count").map(Boolean::parseBoolean).orElse(false);
        return onWorker(() -> AccountingJson.of(
                records.accounting(), count ? store.count() : null, pipeline.waitingBytes(), pipeline.lagMs()));
    }

    private Future<?> listDeadLetters(ApiRequest request) {
        DeadLetterFilter filter = new DeadLetterFilter(
                request.query("site").orElse(null),
                request.query("device").orElse(null),
                request.query("reason").orElse(null));
        long before = request.query("before").map(text -> id("before", text)).orElse(Long.MAX_VALUE);
        int limit = request.integer("limit", MAX_LETTERS, 1, MAX_LETTERS);
        return onWorker(() -> letters.page(filter, before, limit));
    }

    private Future<?> getDeadLetter(ApiRequest request) {
        long id = id("id", request.path("id"));
        return onWorker(() -> letters.find(id)
                .orElseThrow(() -> ApiError.notFound("there is no dead letter " + id
                        + "; it was tried again with success, or is older than what is kept")));
    }

    private Future<?> retryDeadLetters(ApiRequest request) {
        RetryRequest wish = request.body(RetryRequest.class);
        return onWorker(() -> new DeadLetterRetry(letters, this::retry).retry(wish));
    }

    private void retry(List<DeadLetter> whole) {
        try {
            pipeline.retry(whole).get(JOURNAL_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            String why = pipeline.journalTrouble().orElse("it is busy; try again in a moment");
            throw new ApiError(503, "the journal takes nothing just now: " + why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiError(503, "ingest is stopping; try again once it runs");
        }
    }

    private Future<?> listConflicts(ApiRequest request) {
        String site = request.query("site").orElse(null);
        String device = request.query("device").orElse(null);
        int limit = limit(request, MAX_LIMIT);
        return onWorker(() -> Map.of(
                "conflicts",
                records.conflicts(site, device, limit).stream()
                        .map(ConflictJson::of)
                        .toList()));
    }

    private Future<?> listCompleteness(ApiRequest request) {
        String site = request.query("site").orElse(null);
        String device = request.query("device").orElse(null);
        LocalDate to = request.query("to").map(text -> day("to", text)).orElseGet(days::today);
        LocalDate from = request.query("from").map(text -> day("from", text)).orElse(to.minusDays(DEFAULT_DAYS - 1));
        if (from.isAfter(to)) {
            throw ApiError.badRequest("from " + from + " is after to " + to + "; swap them");
        }
        return onWorker(() -> Map.of("days", days.find(site, device, from, to)));
    }

    private Future<?> listAggregates(ApiRequest request) {
        String device = request.query("device")
                .orElseThrow(() -> ApiError.badRequest("device is missing; say of which device"));
        String site = request.query("site").orElse(null);
        Aggregate.Resolution resolution = resolution(request.query("resolution").orElse("day"));
        Instant asked = request.time("to");
        Instant to = asked == null ? clock.instant() : asked;
        Instant from = Optional.ofNullable(request.time("from"))
                .orElse(to.minus(Duration.ofDays(resolution == Aggregate.Resolution.HOUR ? 7 : 365)));
        checkOrder(from, to);
        String property = property(request);
        Integer depth = depth(request);
        return onWorker(() -> {
            String ofSite = site != null
                    ? site
                    : devices.find(null, device)
                            .map(d -> d.status().site())
                            .orElseThrow(() -> ApiError.notFound("there is no device \"" + device
                                    + "\", or more than one; /api/v1/devices lists them, site tells them apart"));
            return Map.of("aggregates", aggregates.find(resolution, ofSite, device, from, to, property, depth));
        });
    }

    private Future<?> listDeviceAlerts(ApiRequest request) {
        Boolean open = request.query("open").map(Boolean::valueOf).orElse(null);
        int limit = limit(request, MAX_LIMIT);
        return onWorker(() -> {
            List<DeviceAlert> alerts = Boolean.TRUE.equals(open)
                    ? records.deviceAlertsSince(Instant.MAX).stream()
                            .filter(DeviceAlert::isOpen)
                            .limit(limit)
                            .toList()
                    : records.newestDeviceAlerts(limit).stream()
                            .filter(alert -> open == null || !alert.isOpen())
                            .toList();
            return Map.of("device_alerts", alerts);
        });
    }

    private static Aggregate.Resolution resolution(String text) {
        return switch (text) {
            case "hour" -> Aggregate.Resolution.HOUR;
            case "day" -> Aggregate.Resolution.DAY;
            default -> throw ApiError.badRequest("resolution is \"" + text + "\"; it is either hour or day");
        };
    }

    private static int limit(ApiRequest request, int most) {
        return request.integer("limit", DEFAULT_LIMIT, 1, most);
    }

    private static @Nullable String property(ApiRequest request) {
        String property = request.query("property").orElse(null);
        if (property != null) {
            PropertyKey key = PropertyKey.parse(property); // names the nearest known one when it is none
            if (key.depthCm() != null) {
                throw ApiError.badRequest(
                        "property \"" + property + "\" holds a depth, which is asked for apart: property=" + key.name()
                                + "&depth_cm=" + key.depthCm());
            }
        }
        return property;
    }

    private static @Nullable Integer depth(ApiRequest request) {
        return request.query("depth_cm").isPresent()
                ? Integer.valueOf(request.integer("depth_cm", 0, 1, PropertyKey.MAX_DEPTH_CM))
                : null;
    }

    private static void checkOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw ApiError.badRequest("from " + from + " is after to " + to + "; swap them");
        }
    }

    private static long id(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiError.badRequest(name + " is \"" + text + "\", not the number of a dead letter");
        }
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiError.badRequest(name + " is \"" + text + "\", not a day such as 2026-11-23");
        }
    }

    private static boolean isPossible(@Nullable String id) {
        return id == null || Ids.isValid(id);
    }

    private static long nanos(@Nullable Instant time, long otherwise) {
        return time == null ? otherwise : Times.toEpochNanosOrLimit(time);
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
