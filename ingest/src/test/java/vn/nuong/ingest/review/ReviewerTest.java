package vn.nuong.ingest.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToDoubleFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.quality.OnlineJudge;
import vn.nuong.ingest.quality.PlotContext;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

@SuppressWarnings("NullAway.Init") // opened before each
class ReviewerTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long START =
            Times.toEpochNanos(Instant.parse("2019-02-28T17:00:00Z")); // a local midnight, long ago
    private static final String SOIL = "soil_moisture_20cm";

    private static final SiteConfig SITE = SiteConfig.parse("""
            site: s
            plots:
              - id: p
                place: {latitude: 21.55, longitude: 105.75, elevation_m: 50, time_zone: Asia/Ho_Chi_Minh}
                area_m2: 1000
                soil: {sand: 0.40, clay: 0.20, organic_matter_percent: 2.5, calibrated: false}
                devices: [probe, station]
            """);

    @TempDir
    private Path folder;

    private final FakeQueue queue = new FakeQueue();
    private final AtomicBoolean busy = new AtomicBoolean();
    private AwayStore store;

    @BeforeEach
    void open() {
        store = new AwayStore(SqliteReadingStore.open(folder.resolve("readings.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void flagsWhatTheReadingsAroundItShow() {
        drying(0, 72);
        put("probe", 40, SOIL, 0.40);
        assertThat(reviewer().reviewNext()).isTrue();
        assertThat(flags("probe")).containsExactly(Map.entry(hour(40), Set.of(Flag.SPIKE)));
        assertThat(store.findFlags("s", "probe", START, hour(100)))
                .singleElement()
                .satisfies(f -> assertThat(f.why()).startsWith("spike "))
                .satisfies(f -> assertThat(f.judgedNs()).isEqualTo(42));
        assertThat(queue.flagged("s", "probe")).containsExactly(Map.entry(LocalDate.of(2019, 3, 2), 1));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(reviewer().reviewNext()).isFalse();
    }

    @Test
    void takesBackAFlagThatLaterReadingsContradict() {
        drying(0, 48);
        put("probe", 40, SOIL, 0.40);
        put("probe", 41, SOIL, 0.40);
        reviewer().reviewNext();
        assertThat(flags("probe")).hasSize(2); // a peak of two readings

        store.write(
                List.of(
                        point("probe", hour(40) + HOUR_NS / 2, SOIL, 0.395),
                        point("probe", hour(41) + HOUR_NS / 2, SOIL, 0.35)), // it drained
                List.of());
        queue.changed("s", "probe", hour(41));
        reviewer().reviewNext();
        assertThat(flags("probe")).isEmpty();
        assertThat(queue.flagged("s", "probe")).isEmpty();
        assertThat(store.findAggregates(Aggregate.Resolution.HOUR, "s", "probe", hour(40), hour(41)))
                .singleElement()
                .satisfies(a -> assertThat(a.flagged()).isZero());
    }

    @Test
    void writesTheAggregatesOfTheHoursAndDaysThatChanged() {
        drying(0, 48);
        put("probe", 40, SOIL, 0.9);
        reviewer().reviewNext();
        assertThat(store.findAggregates(Aggregate.Resolution.HOUR, "s", "probe", START, hour(48)))
                .hasSize(48);
        List<Aggregate> days = store.findAggregates(Aggregate.Resolution.DAY, "s", "probe", START, hour(48));
        assertThat(days)
                .extracting(Aggregate::count, Aggregate::flagged)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(24, 0), org.assertj.core.groups.Tuple.tuple(23, 1));
        assertThat(days.get(1).max()).isLessThan(0.3);

        int before = store.written();
        put("probe", 48, SOIL, 0.2451);
        reviewer().reviewNext();
        assertThat(store.written() - before).isEqualTo(2); // one hour and one day
    }

    @Test
    void aLateReadingRewritesTheAggregatesOfItsHourAndDay() {
        drying(0, 48);
        reviewer().reviewNext();
        store.write(List.of(point("probe", hour(10) + HOUR_NS / 2, SOIL, 0.2491)), List.of());
        queue.changed("s", "probe", hour(10) + HOUR_NS / 2);
        reviewer().reviewNext();
        assertThat(store.findAggregates(Aggregate.Resolution.HOUR, "s", "probe", hour(10), hour(11)))
                .extracting(Aggregate::count)
                .containsExactly(2);
        assertThat(store.findAggregates(Aggregate.Resolution.DAY, "s", "probe", START, hour(24)))
                .extracting(Aggregate::count)
                .containsExactly(25);
    }

    @Test
    void rainThatComesLateTakesBackARiseWithoutWater() {
        drying(0, 120);
        put("probe", SOIL, 60, 120, hour -> 0.29 - 0.0001 * hour);
        put("station", "rain", 0, 120, hour -> 0);
        reviewer().reviewNext();
        assertThat(flags("probe"))
                .hasSize(24)
                .allSatisfy((ns, flags) -> assertThat(flags).contains(Flag.RISE_WITHOUT_WATER));
        int flaggedDays = queue.flagged("s", "probe").size();
        assertThat(flaggedDays).isPositive();

        store.write(List.of(point("station", hour(58) + HOUR_NS / 2, "rain", 12)), List.of());
        queue.changed("s", "station", hour(58) + HOUR_NS / 2);
        reviewer().reviewNext();
        assertThat(flags("probe")).isEmpty();
        assertThat(queue.flagged("s", "probe")).isEmpty(); // although nothing of the probe itself was new
    }

    @Test
    void aDeviceInNoPlotIsReviewedAlone() {
        put("loner", SOIL, 0, 48, hour -> hour == 30 ? 0.5 : 0.25 - 0.0001 * hour);
        reviewer().reviewNext();
        assertThat(flags("loner")).containsOnlyKeys(hour(30));
    }

    @Test
    void reviewingAgainWritesNothingButTheSameAggregates() {
        drying(0, 200);
        put("probe", 40, SOIL, 0.40);
        reviewer().reviewNext();
        Map<Long, Set<Flag>> first = flags("probe");
        int flagsBefore = store.findFlags("s", "probe", START, hour(300)).size();
        List<Aggregate> days = store.findAggregates(Aggregate.Resolution.DAY, "s", "probe", START, hour(300));
        queue.changed("s", "probe", START);
        queue.changed("s", "probe", hour(199));
        reviewer().reviewNext();
        assertThat(flags("probe")).isEqualTo(first);
        assertThat(store.findFlags("s", "probe", START, hour(300))).hasSize(flagsBefore);
        assertThat(store.findAggregates(Aggregate.Resolution.DAY, "s", "probe", START, hour(300)))
                .isEqualTo(days);
    }

    @Test
    void staysDueWhileTheStoreIsAwayAndIsReviewedAfterwards() {
        drying(0, 72);
        put("probe", 40, SOIL, 0.40);
        for (int answers = 0; answers < 3; answers++) {
            store.answers(answers);
            assertThatThrownBy(() -> reviewer().reviewNext()).isInstanceOf(StoreException.class);
            assertThat(queue.isEmpty()).isFalse();
        }
        store.answers(Integer.MAX_VALUE);
        reviewer().reviewNext();
        assertThat(flags("probe")).containsOnlyKeys(hour(40));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatChangesDuringTheReviewIsReviewedAgain() {
        drying(0, 48);
        ReviewQueue.Due before = queue.due(1).get(0);
        put("probe", 48, SOIL, 0.2);
        queue.done(before, Map.of());
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void aLongRangeInPartsAndATooFullOneInSmallerPartsGiveTheSameVerdicts() {
        Random random = new Random(3);
        put(
                "probe",
                SOIL,
                0,
                24 * 60,
                hour -> random.nextInt(50) == 0 ? 0.45 * random.nextDouble() : 0.25 + 0.001 * random.nextGaussian());
        reviewer().reviewNext();
        Map<Long, Set<Flag>> whole = flags("probe");
        assertThat(whole).hasSizeGreaterThan(10);
        forget();
        new Reviewer(queue, store, SITE, (s, d) -> ZONE, () -> 42, busy::get, 3, 1_000_000).reviewNext();
        assertThat(flags("probe")).isEqualTo(whole);
        forget();
        new Reviewer(queue, store, SITE, (s, d) -> ZONE, () -> 42, busy::get, 30, 500).reviewNext();
        assertThat(flags("probe")).isEqualTo(whole);
    }

    @Test
    void theOrderOfArrivalChangesNoVerdictAndNoVerdictChangesAValue() {
        List<Point> points = new ArrayList<>();
        Random random = new Random(11);
        for (int hour = 0; hour < 24 * 20; hour++) {
            double soil = 0.30 - 0.0002 * hour + 0.0005 * random.nextGaussian();
            soil += hour >= 200 && hour < 230 ? 0.05 : 0; // without rain
            soil = hour >= 300 && hour < 330 ? 0.2222 : soil; // stuck
            soil = random.nextInt(60) == 0 ? soil + 0.1 : soil; // spikes
            points.add(point("probe", hour(hour), SOIL, soil));
            points.add(point("station", hour(hour), "rain", hour % 100 == 50 ? 6 : 0));
        }
        AwayStore opened = store;
        Map<Long, Set<Flag>> expected = null;
        for (int round = 0; round < 3; round++) {
            List<Point> order = new ArrayList<>(points);
            if (round > 0) {
                Collections.shuffle(order, new Random(round));
            }
            try (AwayStore fresh = new AwayStore(SqliteReadingStore.open(folder.resolve("order-" + round + ".db")))) {
                store = fresh;
                arrive(order, round == 0 ? order.size() : 150);
                Map<Long, Set<Flag>> verdicts = flags("probe");
                expected = expected == null ? verdicts : expected;
                assertThat(verdicts).isEqualTo(expected);
                assertThat(values(fresh)).isEqualTo(valuesOf(points));
            }
        }
        assertThat(expected).hasSizeGreaterThan(50);
        store = opened;
    }

    @Test
    void waitsWhileThePipelineIsBusyAndStopsAtOnceWhenClosed() {
        busy.set(true);
        drying(0, 48);
        try (Reviewer reviewer = reviewer()) {
            reviewer.start();
            assertThat(queue.isEmpty()).isFalse();
            busy.set(false);
            Awaitility.await().until(queue::isEmpty);
            busy.set(true);
            put("probe", 50, SOIL, 0.2);
        }
        assertThat(queue.isEmpty()).isFalse();
    }

    private void arrive(List<Point> order, int batch) {
        OnlineJudge online = new OnlineJudge((s, d) -> PlotContext.of(SITE.findPlotOf(s, d)), () -> 7);
        for (int i = 0; i < order.size(); i += batch) {
            List<Point> points = order.subList(i, Math.min(order.size(), i + batch));
            List<Flagged> flags = new ArrayList<>();
            for (Point point : points) {
                flags.addAll(online.judge(point));
                queue.changed("s", point.device(), point.measuredNs());
            }
            store.write(points, flags);
            Reviewer reviewer = reviewer();
            for (boolean reviewed = true; reviewed; ) {
                reviewed = reviewer.reviewNext();
            }
        }
    }

    private void forget() {
        List<Flagged> none = flags("probe").keySet().stream()
                .map(ns -> new Flagged("s", "probe", PropertyKey.parse(SOIL), ns, Set.of(), "", 1))
                .toList();
        store.write(List.of(), none);
        queue.changed("s", "probe", START);
        queue.changed("s", "probe", hour(24 * 60 - 1));
    }

    private Reviewer reviewer() {
        return new Reviewer(queue, store, SITE, (site, device) -> ZONE, () -> 42, busy::get);
    }

    private void drying(int fromHour, int toHour) {
        put("probe", SOIL, fromHour, toHour, hour -> 0.25 - 0.0001 * hour);
    }

    private void put(String device, String key, int fromHour, int toHour, IntToDoubleFunction value) {
        List<Point> points = new ArrayList<>();
        for (int hour = fromHour; hour < toHour; hour++) {
            points.add(point(device, hour(hour), key, value.applyAsDouble(hour)));
            queue.changed("s", device, hour(hour));
        }
        store.write(points, List.of());
    }

    private void put(String device, int hour, String key, double value) {
        store.write(List.of(point(device, hour(hour), key, value)), List.of());
        queue.changed("s", device, hour(hour));
    }

    private static Point point(String device, long ns, String key, double value) {
        return new Point(
                "s",
                device,
                ns,
                ns + 1,
                TimeSource.DEVICE,
                true,
                List.of(new Point.Value(PropertyKey.parse(key), value)));
    }

    private Map<Long, Set<Flag>> flags(String device) {
        Map<Long, Set<Flag>> flags = new TreeMap<>();
        for (Reading reading :
                store.find(ReadingQuery.all(100_000).ofDevice("s", device)).readings()) {
            if (!reading.flags().isEmpty()) {
                flags.put(Times.toEpochNanos(reading.measured()), reading.flags());
            }
        }
        return flags;
    }

    private static Map<String, Double> values(AwayStore store) {
        Map<String, Double> values = new TreeMap<>();
        store.find(ReadingQuery.all(100_000))
                .readings()
                .forEach(r -> values.put(r.device() + Times.toEpochNanos(r.measured()), r.value()));
        return values;
    }

    private static Map<String, Double> valuesOf(List<Point> points) {
        Map<String, Double> values = new TreeMap<>();
        points.forEach(
                p -> values.put(p.device() + p.measuredNs(), p.values().get(0).value()));
        return values;
    }

    private static long hour(int hour) {
        return START + hour * HOUR_NS;
    }
}
