package vn.nuong.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.Aggregate.Resolution;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/** What every {@link ReadingStore} does. */
public abstract class ReadingStoreContract {

    protected static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    protected static final long T0_NS = Times.toEpochNanos(T0);
    protected static final long SECOND = 1_000_000_000L;
    protected static final PropertyKey MOISTURE_20 = PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20);
    protected static final PropertyKey MOISTURE_30 = PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 30);
    protected static final PropertyKey MOISTURE = PropertyKey.of(ObservedProperty.SOIL_MOISTURE);
    protected static final PropertyKey PERCENT_20 = PropertyKey.of(ObservedProperty.SOIL_MOISTURE_PERCENT, 20);
    protected static final PropertyKey RAIN = PropertyKey.of(ObservedProperty.RAIN);
    protected static final PropertyKey BATTERY = PropertyKey.of(ObservedProperty.BATTERY);
    protected static final PropertyKey TRAP = PropertyKey.trapCount("empoasca_onukii");

    private static final Instant RECEIVED = Instant.parse("2026-11-23T00:00:00Z");

    protected ReadingStore store;

    /** The store of one test, empty at first; opened again it holds what was written. */
    protected abstract ReadingStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** @param message its number; each has a received time of its own */
    protected static Reading reading(String device, PropertyKey key, Instant measured, double value, int message) {
        return new Reading("pilot", device, key, value, measured, RECEIVED.plusNanos(message));
    }

    protected static Reading reading(PropertyKey key, int minute, double value) {
        return reading("probe", key, T0.plusSeconds(60L * minute), value, minute);
    }

    private record Moment(String site, String device, Instant measured) {}

    /** The points that bring these readings: one for each message and measured time, the earliest message's first. */
    protected static List<Point> points(List<Reading> readings) {
        Map<Moment, Map<Instant, List<Reading>>> moments = new LinkedHashMap<>();
        for (Reading r : readings) {
            moments.computeIfAbsent(new Moment(r.site(), r.device(), r.measured()), m -> new TreeMap<>())
                    .computeIfAbsent(r.received(), m -> new ArrayList<>())
                    .add(r);
        }
        List<Point> points = new ArrayList<>();
        moments.forEach((moment, messages) -> {
            for (List<Reading> message : messages.values()) {
                Reading any = message.get(0);
                points.add(new Point(
                        any.site(),
                        any.device(),
                        Times.toEpochNanos(any.measured()),
                        Times.toEpochNanos(any.received()),
                        any.timeSource(),
                        message == messages.values().iterator().next(),
                        message.stream()
                                .map(r -> new Point.Value(r.key(), r.value()))
                                .toList()));
            }
        });
        return points;
    }

    protected static Flagged flagged(Reading reading, String why, Flag... flags) {
        return new Flagged(
                reading.site(),
                reading.device(),
                reading.key(),
                Times.toEpochNanos(reading.measured()),
                Set.of(flags),
                why,
                Times.toEpochNanos(reading.received()) + 7);
    }

    protected void write(Reading... readings) {
        write(List.of(readings));
    }

    protected void write(List<Reading> readings) {
        assertThat(store.write(points(readings), List.of())).isEmpty();
    }

    protected List<Reading> everything() {
        return pages(ReadingQuery.all(1000));
    }

    /** All pages of a query, one after the other. */
    protected List<Reading> pages(ReadingQuery query) {
        List<Reading> all = new ArrayList<>();
        Position after = query.after();
        do {
            StoredPage page = store.find(query.behind(after));
            assertThat(page.readings()).hasSizeLessThanOrEqualTo(query.limit());
            all.addAll(page.readings());
            after = page.next();
        } while (after != null);
        return all;
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(store.write(List.of(), List.of())).isEmpty();
        store.writeAggregates(List.of());
        store.removeBefore(T0_NS);
        assertThat(store.count()).isZero();
        assertThat(store.newestTimes()).isEmpty();
        assertThat(everything()).isEmpty();
        assertThat(pages(ReadingQuery.all(10).ofProperty("soil_moisture", null)))
                .isEmpty();
        assertThat(store.findFlags("pilot", "probe", 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.findAggregates(Resolution.DAY, "pilot", "probe", 0, Long.MAX_VALUE))
                .isEmpty();
        store.check();
    }

    @Test
    void givesBackEveryPartOfAReadingExactly() {
        List<Reading> written = new ArrayList<>();
        double[] values = {
            0.1 + 0.2,
            1.0 / 3,
            -40,
            0,
            4.9e-324,
            -2.2250738585072014E-308,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1e-7,
            123456789.123456789,
            5,
            0.312,
            -0.05,
            9007199254740993.0,
            1e22,
            1e23,
            0.000001,
            21.5
        };
        for (int i = 0; i < values.length; i++) {
            written.add(reading(RAIN, i, values[i]));
        }
        for (PropertyKey key : List.of(MOISTURE, MOISTURE_20, MOISTURE_30, TRAP, PERCENT_20)) {
            written.add(reading(key, 100, 0.25));
        }
        written.add(new Reading(
                "other-site",
                "0",
                RAIN,
                200,
                Instant.parse("2001-01-01T00:00:00.123456789Z"),
                Instant.parse("2026-11-23T01:02:03.987654321Z"),
                TimeSource.GATEWAY,
                Set.of()));

        write(written);

        assertThat(everything()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(store.count()).isEqualTo(written.size());
    }

    @Test
    void keepsNegativeZeroAsZero() {
        write(reading(RAIN, 1, -0.0));
        assertThat(everything())
                .singleElement()
                .satisfies(
                        r -> assertThat(Double.doubleToRawLongBits(r.value())).isZero());
    }

    @Test
    void writingTheSameAgainChangesNothing() {
        Reading rain = reading(RAIN, 1, 1.5);
        List<Point> points = points(List.of(rain, reading(MOISTURE_20, 1, 0.3), reading(RAIN, 2, 2.5)));
        List<Flagged> flags = List.of(flagged(rain, "1.5 mm is too much", Flag.STEP));
        store.write(points, flags);
        List<Reading> before = everything();

        assertThat(store.write(points, flags)).isEmpty();
        assertThat(store.write(points.subList(0, 1), List.of())).isEmpty();

        assertThat(everything()).isEqualTo(before).hasSize(3);
        assertThat(store.count()).isEqualTo(3);
        assertThat(store.findFlags("pilot", "probe", 0, Long.MAX_VALUE)).isEqualTo(flags);
    }

    @Test
    void holdsWhatItIsToldLast() {
        write(reading("probe", RAIN, T0, 1.5, 1));
        write(reading("probe", RAIN, T0, 2.5, 2));
        assertThat(everything()).containsExactly(reading("probe", RAIN, T0, 2.5, 2));
    }

    @Test
    void aLaterMessageAddsPropertiesToATimeAndEachKeepsItsReceivedTimeAndClock() {
        Reading first = reading("probe", MOISTURE_20, T0, 0.3, 1);
        Reading alongside = reading("probe", BATTERY, T0, 3.6, 1);
        Reading later = reading("probe", RAIN, T0, 1.5, 2);
        Reading byGateway = timedBy(TimeSource.GATEWAY, reading("probe", TRAP, T0, 4, 3));
        Reading elsewhere = timedBy(TimeSource.INGEST, reading("other", RAIN, T0, 1, 4));
        Reading byDevice = reading("other", MOISTURE_20, T0, 0.2, 5);
        List<Reading> written = List.of(first, alongside, later, byGateway, elsewhere, byDevice);
        for (Point point : points(written)) {
            store.write(List.of(point), List.of());
        }

        assertThat(everything()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(pages(ReadingQuery.all(10).ofProperty("rain", null))).containsExactly(elsewhere, later);
        assertThat(pages(ReadingQuery.all(10).ofProperty("trap_count_empoasca_onukii", null)))
                .containsExactly(byGateway);
        assertThat(store.count()).isEqualTo(6);
    }

    private static Reading timedBy(TimeSource source, Reading r) {
        return new Reading(r.site(), r.device(), r.key(), r.value(), r.measured(), r.received(), source, r.flags());
    }

    @Test
    void tellsWhoseClockGaveATime() {
        List<Reading> written = List.of(
                reading(RAIN, 1, 1),
                timedBy(TimeSource.GATEWAY, reading(RAIN, 2, 2)),
                timedBy(TimeSource.INGEST, reading(RAIN, 3, 3)));
        write(written);
        assertThat(everything()).containsExactlyElementsOf(written);
    }

    @Test
    void tellsSeriesApartByDepthSpeciesDeviceAndSite() {
        List<Reading> written = new ArrayList<>();
        for (PropertyKey key :
                List.of(MOISTURE, MOISTURE_20, MOISTURE_30, PERCENT_20, TRAP, PropertyKey.trapCount("thrips"))) {
            written.add(reading("a", key, T0, 0.2, 1));
            written.add(reading("b", key, T0, 0.2, 1));
        }
        written.add(new Reading("elsewhere", "a", MOISTURE, 0.2, T0, RECEIVED));

        write(written);

        assertThat(everything()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void takesReadingsInAnyOrderAndGivesThemByMeasuredTime() {
        List<Reading> written = new ArrayList<>();
        for (int minute = 0; minute < 50; minute++) {
            written.add(reading(RAIN, minute, minute));
        }
        List<Reading> disordered = new ArrayList<>(written);
        Collections.shuffle(disordered, new Random(1));
        for (Reading r : disordered) {
            write(r);
        }

        assertThat(everything()).containsExactlyElementsOf(written);
    }

    @Test
    void narrowsByEveryPartOfAQuery() {
        Reading a = reading("a", MOISTURE_20, T0, 1, 1);
        Reading b = reading("b", MOISTURE_20, T0, 2, 2);
        Reading deeper = reading("a", MOISTURE_30, T0, 3, 3);
        Reading undepthed = reading("a", MOISTURE, T0, 4, 4);
        Reading percent = reading("a", PERCENT_20, T0, 40, 5);
        Reading rain = reading("a", RAIN, T0, 5, 6);
        Reading trap = reading("a", TRAP, T0, 6, 7);
        write(a, b, deeper, undepthed, percent, rain, trap);
        ReadingQuery all = ReadingQuery.all(100);

        assertThat(pages(all.ofDevice("pilot", "a")))
                .containsExactlyInAnyOrder(a, deeper, undepthed, percent, rain, trap);
        assertThat(pages(all.ofDevice("elsewhere", "a"))).isEmpty();
        assertThat(pages(all.ofDevice("pilot", "nobody"))).isEmpty();
        assertThat(pages(all.ofProperty("soil_moisture", null))).containsExactlyInAnyOrder(a, b, deeper, undepthed);
        assertThat(pages(all.ofProperty("soil_moisture", 30))).containsExactly(deeper);
        assertThat(pages(all.ofProperty("soil_moisture", 40))).isEmpty();
        assertThat(pages(all.ofProperty("rain", 20))).isEmpty();
        assertThat(pages(all.ofProperty("soil_moisture_percent", null))).containsExactly(percent);
        assertThat(pages(all.ofProperty("trap_count_empoasca_onukii", null))).containsExactly(trap);
        assertThat(pages(all.ofProperty("trap_count_thrips", null))).isEmpty();
        assertThat(pages(all.ofProperty("soil_ph", null))).isEmpty();
    }

    @Test
    void takesFromAsTheFirstTimeAndToAsTheFirstThatIsNot() {
        for (int minute = 0; minute < 5; minute++) {
            write(reading(RAIN, minute, minute));
        }
        long from = T0_NS + 60 * SECOND;
        long to = T0_NS + 180 * SECOND;

        assertThat(values(ReadingQuery.all(10).between(from, to))).containsExactly(1.0, 2.0);
        assertThat(values(ReadingQuery.all(10).between(from + 1, to + 1))).containsExactly(2.0, 3.0);
        assertThat(values(ReadingQuery.all(10).between(from - 1, to - 1))).containsExactly(1.0, 2.0);
        assertThat(values(ReadingQuery.all(10).between(to, from))).isEmpty();
        assertThat(values(ReadingQuery.all(10).between(Long.MIN_VALUE, 0))).isEmpty();
    }

    private List<Double> values(ReadingQuery query) {
        return pages(query).stream().map(Reading::value).toList();
    }

    @Test
    void pagesHaveNeitherGapNorOverlapEvenAmongEqualTimesAndCarryTheirFlags() {
        List<Reading> written = new ArrayList<>();
        List<Flagged> flags = new ArrayList<>();
        for (int time = 0; time < 4; time++) {
            for (String device : List.of("a", "b", "c")) {
                for (PropertyKey key : List.of(MOISTURE, MOISTURE_20, RAIN)) {
                    Reading r = reading(device, key, T0.plusSeconds(time), time, time);
                    if (written.size() % 3 == 0) {
                        flags.add(flagged(r, "why", Flag.SPIKE));
                        r = r.withFlags(Set.of(Flag.SPIKE));
                    }
                    written.add(r);
                }
            }
        }
        Collections.shuffle(written, new Random(2));
        store.write(points(written), flags);
        List<Reading> inOrder = written.stream()
                .sorted((x, y) -> Position.of(x).compareTo(Position.of(y)))
                .toList();

        for (int limit : List.of(1, 2, 5, 9, 10, 35, 36, 37)) {
            assertThat(pages(ReadingQuery.all(limit))).as("limit %d", limit).containsExactlyElementsOf(inOrder);
            assertThat(pages(ReadingQuery.all(limit).ofProperty("soil_moisture", null)))
                    .as("limit %d", limit)
                    .containsExactlyElementsOf(inOrder.stream()
                            .filter(r -> r.key().property() == ObservedProperty.SOIL_MOISTURE)
                            .toList());
            assertThat(pages(ReadingQuery.all(limit).ofDevice("pilot", "b")))
                    .as("limit %d", limit)
                    .containsExactlyElementsOf(
                            inOrder.stream().filter(r -> r.device().equals("b")).toList());
        }
    }

    @Test
    void pagesGoOnAcrossYearsWithoutReadings() {
        List<Reading> written = new ArrayList<>();
        for (String year : List.of("2001", "2013", "2014", "2025", "2026")) {
            Instant measured = Instant.parse(year + "-07-01T00:00:00Z");
            for (int second = 0; second < 3; second++) {
                written.add(reading("probe", RAIN, measured.plusSeconds(second), second, written.size()));
            }
        }
        write(written);

        for (int limit : List.of(1, 2, 4, 100)) {
            assertThat(pages(ReadingQuery.all(limit))).as("limit %d", limit).containsExactlyElementsOf(written);
        }
        assertThat(store.count()).isEqualTo(15);
    }

    @Test
    void readingsBehindAPlaceAreFoundThoughTheyCameLater() {
        write(reading(RAIN, 1, 1), reading(RAIN, 3, 3));
        StoredPage first = store.find(ReadingQuery.all(1));
        write(reading(RAIN, 2, 2), reading(RAIN, 0, 0));

        assertThat(pages(ReadingQuery.all(1).behind(first.next())).stream().map(Reading::value))
                .containsExactly(2.0, 3.0);
    }

    @Test
    void saysWhatTheTestsSaidOfAReadingAndTakesItBack() {
        Reading rain = reading(RAIN, 1, 99);
        Reading moisture = reading(MOISTURE_20, 1, 0.7);
        Reading trap = reading(TRAP, 2, 5);
        Flagged two = flagged(moisture, "0,7 > 0,6; \"nhảy\" \\ từ 0,2", Flag.SPIKE, Flag.RANGE);
        Flagged ofRain = flagged(rain, "", Flag.GAUGES_DISAGREE);
        Flagged ofTrap = flagged(trap, "line one\nline two", Flag.STUCK);
        store.write(points(List.of(rain, moisture, trap)), List.of(ofTrap, two, ofRain));

        assertThat(everything())
                .containsExactlyInAnyOrder(
                        rain.withFlags(Set.of(Flag.GAUGES_DISAGREE)),
                        moisture.withFlags(Set.of(Flag.RANGE, Flag.SPIKE)),
                        trap.withFlags(Set.of(Flag.STUCK)));
        assertThat(store.findFlags("pilot", "probe", T0_NS, T0_NS + 3600 * SECOND))
                .containsExactly(ofRain, two, ofTrap);
        long second = T0_NS + 120 * SECOND;
        assertThat(store.findFlags("pilot", "probe", second, second + 1)).containsExactly(ofTrap);
        assertThat(store.findFlags("pilot", "probe", T0_NS, second)).containsExactly(ofRain, two);
        assertThat(store.findFlags("pilot", "other", T0_NS, Long.MAX_VALUE)).isEmpty();

        Flagged takenBack = new Flagged("pilot", "probe", MOISTURE_20, two.measuredNs(), Set.of(), "", 5);
        store.write(List.of(), List.of(takenBack));

        assertThat(pages(ReadingQuery.all(10).ofProperty("soil_moisture", 20))).containsExactly(moisture);
        assertThat(store.findFlags("pilot", "probe", T0_NS, second)).containsExactly(ofRain, takenBack);
    }

    @Test
    void flagsTellReadingsOfTheSameTimeApart() {
        Reading caught = reading("a", MOISTURE_20, T0, 0.7, 1);
        Reading deeper = reading("a", MOISTURE_30, T0, 0.3, 1);
        Reading other = reading("b", MOISTURE_20, T0, 0.3, 2);
        Reading elsewhere = new Reading("site-2", "a", MOISTURE_20, 0.3, T0, RECEIVED);
        store.write(points(List.of(caught, deeper, other, elsewhere)), List.of(flagged(caught, "", Flag.RANGE)));

        assertThat(everything())
                .containsExactlyInAnyOrder(caught.withFlags(Set.of(Flag.RANGE)), deeper, other, elsewhere);
    }

    private static Aggregate hour(PropertyKey key, int hour, double mean, int count, int flagged) {
        return new Aggregate(
                Resolution.HOUR,
                "pilot",
                "probe",
                key,
                T0_NS + hour * 3600 * SECOND,
                mean,
                mean - 1,
                mean + 1,
                mean * count,
                count,
                flagged);
    }

    @Test
    void keepsAggregatesByHourAndByDayAndReplacesThem() {
        Aggregate day = new Aggregate(
                Resolution.DAY,
                "pilot",
                "probe",
                MOISTURE_20,
                T0_NS - 7 * 3600 * SECOND,
                1.0 / 3,
                -0.5,
                1e-9,
                8,
                24,
                3);
        Aggregate other = new Aggregate(Resolution.HOUR, "pilot", "other", RAIN, T0_NS, 1, 1, 1, 1, 1, 0);
        List<Aggregate> hours =
                List.of(hour(MOISTURE_20, 0, 0.3, 4, 0), hour(RAIN, 0, 2, 4, 1), hour(MOISTURE_20, 1, 0.31, 3, 1));
        store.writeAggregates(List.of(hours.get(2), day, hours.get(1), other, hours.get(0)));

        assertThat(hours()).containsExactly(hours.get(1), hours.get(0), hours.get(2));
        assertThat(store.findAggregates(Resolution.DAY, "pilot", "probe", Long.MIN_VALUE, Long.MAX_VALUE))
                .containsExactly(day);
        assertThat(store.findAggregates(Resolution.HOUR, "pilot", "probe", T0_NS + 1, T0_NS + 3600 * SECOND))
                .isEmpty();
        assertThat(store.findAggregates(Resolution.HOUR, "pilot", "probe", T0_NS + 1, T0_NS + 3600 * SECOND + 1))
                .containsExactly(hours.get(2));

        Aggregate replaced = hour(MOISTURE_20, 1, 0.29, 4, 0);
        store.writeAggregates(List.of(replaced));
        store.writeAggregates(List.of(replaced));
        assertThat(hours()).containsExactly(hours.get(1), hours.get(0), replaced);
        assertThat(store.count()).isZero();
    }

    private List<Aggregate> hours() {
        return store.findAggregates(Resolution.HOUR, "pilot", "probe", Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Test
    void anAggregateOfNothingButFlaggedReadingsHasNoValues() {
        store.writeAggregates(List.of(hour(RAIN, 0, 2, 4, 0)));
        Aggregate nothing = new Aggregate(
                Resolution.HOUR, "pilot", "probe", RAIN, T0_NS, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 4);
        store.writeAggregates(List.of(nothing));
        assertThat(hours()).containsExactly(nothing);

        store.writeAggregates(List.of(hour(RAIN, 0, 3, 4, 0)));
        assertThat(hours()).containsExactly(hour(RAIN, 0, 3, 4, 0));
    }

    @Test
    void removesReadingsAndFlagsBeforeATimeAndLeavesAggregates() {
        List<Reading> readings = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            readings.add(reading("a", RAIN, T0.plusSeconds(second), second, second));
            readings.add(reading("b", MOISTURE_20, T0.plusSeconds(second), second, second));
        }
        List<Flagged> flags =
                readings.stream().map(r -> flagged(r, "", Flag.STUCK)).toList();
        store.write(points(readings), flags);
        store.writeAggregates(List.of(hour(RAIN, 0, 2, 4, 0)));

        store.removeBefore(T0_NS + 2 * SECOND);
        assertThat(everything()).extracting(Reading::value).containsExactly(2.0, 2.0, 3.0, 3.0, 4.0, 4.0);
        assertThat(store.findFlags("pilot", "a", 0, Long.MAX_VALUE)).hasSize(3);
        store.removeBefore(T0_NS + 2 * SECOND + 1);
        assertThat(everything()).extracting(Reading::value).containsExactly(3.0, 3.0, 4.0, 4.0);
        assertThat(store.count()).isEqualTo(4);

        store.removeBefore(Long.MAX_VALUE);
        assertThat(everything()).isEmpty();
        assertThat(store.newestTimes()).isEmpty();
        assertThat(hours()).hasSize(1);

        write(readings);
        assertThat(everything())
                .as("written again, without the flags")
                .containsExactlyElementsOf(readings.stream()
                        .sorted((x, y) -> Position.of(x).compareTo(Position.of(y)))
                        .toList());
    }

    @Test
    void saysHowNewEachDeviceIs() {
        write(
                reading("b", RAIN, T0.plusSeconds(9), 1, 5),
                reading("a", RAIN, T0.plusSeconds(5), 1, 1),
                reading("a", MOISTURE_20, T0.plusNanos(7_000_000_001L), 1, 2));
        write(reading("a", RAIN, T0, 1, 3), reading("a", BATTERY, T0.plusNanos(7_000_000_001L), 2, 4));
        write(reading("silent", RAIN, Instant.parse("2003-05-06T07:08:09Z"), 1, 6));
        write(new Reading("other-site", "a", RAIN, 1, T0.plusSeconds(77), RECEIVED));

        assertThat(store.newestTimes())
                .isEqualTo(Map.of(
                        "pilot/a",
                        T0_NS + 7 * SECOND + 1,
                        "pilot/b",
                        T0_NS + 9 * SECOND,
                        "other-site/a",
                        T0_NS + 77 * SECOND,
                        "pilot/silent",
                        Times.toEpochNanos(Instant.parse("2003-05-06T07:08:09Z"))));
    }

    @Test
    void holdsWhatWasWrittenWhenOpenedAgain() {
        Reading first = reading(MOISTURE_20, 1, 0.31);
        store.write(points(List.of(first)), List.of(flagged(first, "why", Flag.DRIFT)));
        store.writeAggregates(List.of(hour(RAIN, 0, 2, 4, 0)));
        store.close();
        store = open();

        assertThat(everything()).containsExactly(first.withFlags(Set.of(Flag.DRIFT)));
        assertThat(hours()).hasSize(1);
        write(reading(RAIN, 1, 2));
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    void takesWritesAndQuestionsFromSeveralThreads() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 10; i++) {
                        write(reading("d" + thread, RAIN, T0.plusSeconds(i), i, 10 * thread + i));
                        store.find(ReadingQuery.all(5));
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);
        assertThat(store.count()).isEqualTo(40);
    }

    @Test
    void agreesWithASimpleModelOnARandomStream() {
        Random random = new Random(20261124);
        Map<Position, Reading> model = new TreeMap<>();
        Map<Moment, Reading> firsts = new HashMap<>();
        int message = 0;
        for (int batch = 0; batch < 20; batch++) {
            List<Point> points = new ArrayList<>();
            List<Flagged> flags = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                PropertyKey key = List.of(MOISTURE_20, MOISTURE, RAIN, TRAP).get(random.nextInt(4));
                Instant measured = T0.plusSeconds(random.nextInt(batch * 20 + 40));
                Reading r = timedBy(
                        TimeSource.values()[random.nextInt(3)],
                        reading("d" + random.nextInt(3), key, measured, random.nextGaussian(), ++message));
                if (model.putIfAbsent(Position.of(r), r) == null) {
                    Moment moment = new Moment(r.site(), r.device(), r.measured());
                    Point point = points(List.of(r)).get(0);
                    points.add(new Point(
                            point.site(),
                            point.device(),
                            point.measuredNs(),
                            point.receivedNs(),
                            point.timeSource(),
                            firsts.putIfAbsent(moment, r) == null,
                            point.values()));
                }
                if (random.nextInt(10) == 0) {
                    Reading judged = List.copyOf(model.values()).get(random.nextInt(model.size()));
                    Flag[] caught = random.nextBoolean() ? new Flag[] {Flag.STUCK, Flag.STEP} : new Flag[0];
                    flags.removeIf(f -> f.key().equals(judged.key())
                            && f.device().equals(judged.device())
                            && f.measuredNs() == Times.toEpochNanos(judged.measured()));
                    flags.add(flagged(judged, "why " + i, caught));
                    model.put(Position.of(judged), judged.withFlags(Set.of(caught)));
                }
            }
            assertThat(store.write(points, flags)).isEmpty();
        }
        assertThat(model.values()).anySatisfy(r -> assertThat(r.flags()).isNotEmpty());
        assertThat(pages(ReadingQuery.all(97))).containsExactlyElementsOf(model.values());
        assertThat(store.count()).isEqualTo(model.size());
    }
}
