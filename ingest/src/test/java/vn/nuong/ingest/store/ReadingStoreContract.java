package vn.nuong.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** What every {@link ReadingStore} does. */
public abstract class ReadingStoreContract {

    protected static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    protected static final PropertyKey MOISTURE_20 = PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20);
    protected static final PropertyKey MOISTURE_30 = PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 30);
    protected static final PropertyKey MOISTURE = PropertyKey.of(ObservedProperty.SOIL_MOISTURE);
    protected static final PropertyKey RAIN = PropertyKey.of(ObservedProperty.RAIN);
    protected static final PropertyKey TRAP = PropertyKey.trapCount("empoasca_onukii");

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

    protected static Reading reading(String device, PropertyKey key, Instant measured, double value, int message) {
        Instant received = Instant.parse("2026-11-23T00:00:00Z").plusNanos(message);
        return new Reading("pilot", device, key, value, measured, received);
    }

    protected static Reading reading(PropertyKey key, int minute, double value) {
        return reading("probe", key, T0.plusSeconds(60L * minute), value, minute);
    }

    protected List<Reading> everything() {
        return pages(ReadingQuery.all(1000));
    }

    /** All pages of a query, one after the other. */
    List<Reading> pages(ReadingQuery query) {
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
        assertThat(store.count()).isZero();
        assertThat(store.devices()).isEmpty();
        assertThat(everything()).isEmpty();
        assertThat(store.write(List.of())).isEqualTo(new WriteOutcome(0, List.of(), List.of()));
    }

    @Test
    void givesBackEveryPartOfAReadingExactly() {
        List<Reading> written = new ArrayList<>();
        double[] values = {0.1 + 0.2, 1.0 / 3, -40, 0, 4.9e-324, Double.MAX_VALUE, 1e-7, 123456789.123456789, 5};
        for (int i = 0; i < values.length; i++) {
            written.add(reading(RAIN, i, values[i]));
        }
        for (PropertyKey key : List.of(MOISTURE, MOISTURE_20, MOISTURE_30, TRAP)) {
            written.add(reading(key, 100, 0.25));
        }
        written.add(new Reading(
                        "other-site",
                        "a",
                        RAIN,
                        200,
                        Instant.parse("2001-01-01T00:00:00.123456789Z"),
                        Instant.parse("2026-11-23T01:02:03.987654321Z"))
                .withFlags(Set.of(Flag.RANGE)));

        assertThat(store.write(written).stored()).isEqualTo(written.size());

        assertThat(everything()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(store.count()).isEqualTo(written.size());
    }

    @Test
    void keepsTheFirstReadingOfASeriesAndTime() {
        Reading first = reading("probe", RAIN, T0, 1.5, 1);
        Reading other = reading("probe", RAIN, T0, 2.5, 2);
        Reading equalValueLater = reading("probe", RAIN, T0, 1.5, 3);
        store.write(List.of(first));

        WriteOutcome outcome = store.write(List.of(other, equalValueLater));

        assertThat(outcome.stored()).isZero();
        assertThat(outcome.duplicates()).containsExactly(other, equalValueLater);
        assertThat(everything()).containsExactly(first);
    }

    @Test
    void keepsTheFirstOfDuplicatesWithinOneWrite() {
        Reading first = reading("probe", RAIN, T0, 1.5, 1);
        Reading same = reading("probe", RAIN, T0, 1.5, 1);
        Reading other = reading("probe", RAIN, T0, 2.5, 2);

        WriteOutcome outcome = store.write(List.of(first, same, other));

        assertThat(outcome.stored()).isEqualTo(1);
        assertThat(outcome.duplicates()).containsExactly(same, other);
        assertThat(everything()).containsExactly(first);
    }

    @Test
    void countsTheSameReadingWrittenOnceMoreAsStored() {
        List<Reading> batch = List.of(reading(RAIN, 1, 1), reading(RAIN, 2, 2), reading(MOISTURE_20, 1, 0.3));
        store.write(batch.subList(0, 2));

        assertThat(store.write(batch)).isEqualTo(new WriteOutcome(3, List.of(), List.of()));
        assertThat(store.count()).isEqualTo(3);
    }

    @Test
    void tellsSeriesApartByDepthSpeciesDeviceAndSite() {
        List<Reading> written = new ArrayList<>();
        for (PropertyKey key : List.of(MOISTURE, MOISTURE_20, MOISTURE_30, TRAP, PropertyKey.trapCount("thrips"))) {
            written.add(reading("a", key, T0, 0.2, 1));
            written.add(reading("b", key, T0, 0.2, 1));
        }
        written.add(new Reading("elsewhere", "a", MOISTURE, 0.2, T0, T0));

        assertThat(store.write(written).duplicates()).isEmpty();
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
            store.write(List.of(r));
        }

        assertThat(everything()).containsExactlyElementsOf(written);
    }

    @Test
    void narrowsByEveryPartOfAQuery() {
        Reading a = reading("a", MOISTURE_20, T0, 1, 1);
        Reading b = reading("b", MOISTURE_20, T0, 2, 2);
        Reading deeper = reading("a", MOISTURE_30, T0, 3, 3);
        Reading undepthed = reading("a", MOISTURE, T0, 4, 4);
        Reading rain = reading("a", RAIN, T0, 5, 5);
        Reading trap = reading("a", TRAP, T0, 6, 6);
        store.write(List.of(a, b, deeper, undepthed, rain, trap));
        ReadingQuery all = ReadingQuery.all(100);

        assertThat(pages(all.ofDevice("pilot", "a"))).containsExactlyInAnyOrder(a, deeper, undepthed, rain, trap);
        assertThat(pages(all.ofDevice("elsewhere", "a"))).isEmpty();
        assertThat(pages(all.ofDevice("pilot", "nobody"))).isEmpty();
        assertThat(pages(all.ofProperty("soil_moisture", null))).containsExactlyInAnyOrder(a, b, deeper, undepthed);
        assertThat(pages(all.ofProperty("soil_moisture", 30))).containsExactly(deeper);
        assertThat(pages(all.ofProperty("trap_count_empoasca_onukii", null))).containsExactly(trap);
        assertThat(pages(all.ofProperty("trap_count_thrips", null))).isEmpty();
    }

    @Test
    void takesFromAsTheFirstTimeAndToAsTheFirstThatIsNot() {
        for (int minute = 0; minute < 5; minute++) {
            store.write(List.of(reading(RAIN, minute, minute)));
        }
        long from = Times.toEpochNanos(T0.plusSeconds(60));
        long to = Times.toEpochNanos(T0.plusSeconds(180));

        assertThat(values(ReadingQuery.all(10).between(from, to))).containsExactly(1.0, 2.0);
        assertThat(values(ReadingQuery.all(10).between(from + 1, to + 1))).containsExactly(2.0, 3.0);
        assertThat(values(ReadingQuery.all(10).between(from - 1, to - 1))).containsExactly(1.0, 2.0);
        assertThat(values(ReadingQuery.all(10).between(to, from))).isEmpty();
    }

    private List<Double> values(ReadingQuery query) {
        return pages(query).stream().map(Reading::value).toList();
    }

    @Test
    void pagesHaveNeitherGapNorOverlapEvenAmongEqualTimes() {
        List<Reading> written = new ArrayList<>();
        for (int time = 0; time < 4; time++) {
            for (String device : List.of("a", "b", "c")) {
                for (PropertyKey key : List.of(MOISTURE, MOISTURE_20, RAIN)) {
                    written.add(reading(device, key, T0.plusSeconds(time), time, time));
                }
            }
        }
        Collections.shuffle(written, new Random(2));
        store.write(written);
        List<Reading> inOrder = written.stream()
                .sorted((x, y) -> Position.of(x).compareTo(Position.of(y)))
                .toList();

        for (int limit : List.of(1, 2, 5, 9, 10, 35, 36, 37)) {
            assertThat(pages(ReadingQuery.all(limit))).as("limit %d", limit).containsExactlyElementsOf(inOrder);
        }
    }

    @Test
    void readingsBehindAPlaceAreFoundThoughTheyCameLater() {
        store.write(List.of(reading(RAIN, 1, 1), reading(RAIN, 3, 3)));
        StoredPage first = store.find(ReadingQuery.all(1));
        store.write(List.of(reading(RAIN, 2, 2), reading(RAIN, 0, 0)));

        assertThat(pages(ReadingQuery.all(1).behind(first.next())).stream().map(Reading::value))
                .containsExactly(2.0, 3.0);
    }

    @Test
    void saysOfEachDeviceHowManyAndHowNew() {
        Instant received = Instant.parse("2026-11-23T00:00:00Z");
        store.write(List.of(
                reading("b", RAIN, T0.plusSeconds(9), 1, 5),
                reading("a", RAIN, T0.plusSeconds(5), 1, 1),
                reading("a", MOISTURE_20, T0.plusSeconds(7), 1, 2)));
        store.write(List.of(reading("a", RAIN, T0, 1, 3), reading("a", RAIN, T0, 2, 4)));

        assertThat(store.devices())
                .containsExactly(
                        new DeviceSummary("pilot", "a", 3, T0.plusSeconds(7), received.plusNanos(3)),
                        new DeviceSummary("pilot", "b", 1, T0.plusSeconds(9), received.plusNanos(5)));
    }

    @Test
    void holdsWhatWasWrittenWhenOpenedAgain() {
        Reading first = reading(MOISTURE_20, 1, 0.31);
        store.write(List.of(first));
        store.close();
        store = open();

        assertThat(everything()).containsExactly(first);
        Reading second = reading("probe", MOISTURE_20, first.measured(), 0.5, 99);
        assertThat(store.write(List.of(second)).duplicates()).containsExactly(second);
        assertThat(store.devices().get(0).readings()).isEqualTo(1);
    }

    @Test
    void agreesWithASimpleModelOnARandomStream() {
        Random random = new Random(20261124);
        Map<Position, Reading> model = new TreeMap<>();
        Map<Position, Integer> duplicates = new HashMap<>();
        int message = 0;
        for (int batch = 0; batch < 20; batch++) {
            List<Reading> readings = new ArrayList<>();
            List<Reading> expectedDuplicates = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                PropertyKey key = List.of(MOISTURE_20, MOISTURE, RAIN, TRAP).get(random.nextInt(4));
                Instant measured = T0.plusSeconds(random.nextInt(batch * 20 + 40));
                Reading r = reading("d" + random.nextInt(3), key, measured, random.nextGaussian(), ++message);
                readings.add(r);
                if (model.putIfAbsent(Position.of(r), r) != null) {
                    expectedDuplicates.add(r);
                    duplicates.merge(Position.of(r), 1, Integer::sum);
                }
            }
            WriteOutcome outcome = store.write(readings);
            assertThat(outcome.duplicates()).containsExactlyElementsOf(expectedDuplicates);
            assertThat(outcome.stored()).isEqualTo(60 - expectedDuplicates.size());
        }
        assertThat(duplicates).isNotEmpty();
        assertThat(pages(ReadingQuery.all(97))).containsExactlyElementsOf(model.values());
        assertThat(store.count()).isEqualTo(model.size());
    }

    @Test
    void answersWhetherItIsThere() {
        store.check();
    }
}
