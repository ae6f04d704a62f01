package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.WritePrecision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.ReadingStoreContract;
import vn.nuong.ingest.store.RefusedReading;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.testing.RequiresDocker;
import vn.nuong.telemetry.time.Times;

@RequiresDocker
class InfluxReadingStoreTest extends ReadingStoreContract {

    private static InfluxContainer influx;

    private InfluxSettings bucket;

    @BeforeAll
    static void startInflux() {
        influx = new InfluxContainer();
    }

    @AfterAll
    static void stopInflux() {
        influx.close();
    }

    @Override
    protected ReadingStore open() {
        if (bucket == null) {
            bucket = influx.newBucket();
        }
        return new InfluxReadingStore(bucket);
    }

    private void writeRaw(String lines) {
        try (InfluxDBClient client = InfluxDBClientFactory.create(
                bucket.url(), bucket.token().toCharArray(), bucket.org(), bucket.bucket())) {
            client.getWriteApiBlocking().writeRecord(WritePrecision.NS, lines);
        }
    }

    @Test
    void aReadingOlderThanTheBucketKeepsIsNamedAndTheOthersAreStored() {
        try (ReadingStore keepsAnHour = new InfluxReadingStore(influx.newBucket(3600))) {
            Instant now = Instant.now();
            Reading old = reading("probe", RAIN, now.minus(Duration.ofDays(9)), 9, 9);
            List<Reading> fresh = List.of(
                    reading("probe", RAIN, now.minusSeconds(3), 1, 1),
                    reading("probe", RAIN, now.minusSeconds(2), 2, 2),
                    reading("probe", RAIN, now.minusSeconds(1), 3, 3));
            List<Point> points = points(List.of(fresh.get(0), fresh.get(1), old, fresh.get(2)));

            List<RefusedReading> refused = keepsAnHour.write(points, List.of(flagged(old, "why", Flag.STEP)));

            assertThat(refused).singleElement().satisfies(r -> {
                assertThat(r.point()).isEqualTo(points.get(2));
                assertThat(r.value()).isEqualTo(new Point.Value(RAIN, 9));
                assertThat(r.why()).contains("retention");
            });
            assertThat(keepsAnHour.find(ReadingQuery.all(10)).readings()).containsExactlyElementsOf(fresh);
        }
    }

    @Test
    void aTypeThatDoesNotFitCostsNoGoodReadingOfTheSameMessageOrOfOthers() {
        writeRaw("readings,site=pilot,device=foreign battery=\"low\" " + T0_NS);
        List<Reading> readings = new ArrayList<>();
        List<Reading> bad = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Instant measured = T0.plus(Duration.ofDays(i)); // in the week of the text, and in others
            readings.add(reading("probe", MOISTURE_20, measured, 0.3, i));
            readings.add(reading("probe", RAIN, measured, i, i));
            Reading battery = reading("probe", BATTERY, measured, 3.5, i);
            (measured.isBefore(Instant.parse("2026-03-02T00:00:00Z")) ? bad : readings).add(battery);
        }
        List<Reading> all = new ArrayList<>(readings);
        all.addAll(bad);

        List<RefusedReading> refused = store.write(points(all), List.of());

        assertThat(refused).hasSameSizeAs(bad).isNotEmpty().allSatisfy(r -> {
            assertThat(r.value().key()).isEqualTo(BATTERY);
            assertThat(r.why()).contains("field type conflict").contains("battery");
        });
        assertThat(everything()).containsExactlyInAnyOrderElementsOf(readings);
        assertThat(store.count()).isEqualTo(readings.size());
        assertThat(pages(ReadingQuery.all(70).ofProperty("battery", null))).hasSize(199);
        assertThat(store.write(points(all), List.of())).as("again").hasSameSizeAs(bad);
    }

    @Test
    void whatCannotBeKeptWithoutItsReceivedTimeIsRefused() {
        writeRaw("readings,site=pilot,device=foreign received=1.5 " + T0_NS);
        List<Reading> readings = List.of(
                reading("probe", MOISTURE_20, T0, 0.3, 1),
                reading("probe", RAIN, T0, 1, 1),
                reading("probe", RAIN, T0.plus(Duration.ofDays(30)), 1, 2));

        assertThat(store.write(points(readings), List.of()))
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.why()).contains("received"));
        assertThat(pages(ReadingQuery.all(10).between(T0_NS + 2 * 86_400 * SECOND, Long.MAX_VALUE)))
                .containsExactly(readings.get(2));
    }

    @Test
    void flagsAndAggregatesThatInfluxNeverTakesDoNotHoldUpReadings() {
        writeRaw("flags,site=a,device=b,property=c judged=\"never\" " + T0_NS);
        writeRaw("hourly,site=a,device=b,property=c mean=\"x\" " + T0_NS);
        Reading r = reading("probe", RAIN, T0, 1, 1);
        assertThat(store.write(points(List.of(r)), List.of(flagged(r, "why", Flag.STEP))))
                .isEmpty();
        store.writeAggregates(
                List.of(new Aggregate(Aggregate.Resolution.HOUR, "pilot", "probe", RAIN, T0_NS, 1, 1, 1, 1, 1, 0)));
        assertThat(everything()).containsExactly(r);
    }

    @Test
    void pointsOfOthersInTheSameMeasurementAreReadAsFarAsTheyAreReadings() {
        writeRaw("readings,site=pilot,device=foreign rain=2.5,battery=\"low\",other=1i,host=\"x\" " + T0_NS);
        writeRaw("readings,site=pilot,device=No\\ Id,host=x rain=3 " + T0_NS);
        writeRaw("readings,host=x rain=4 " + T0_NS);
        Reading own = reading("probe", RAIN, T0, 1, 1);
        write(own);
        Reading foreign = new Reading("pilot", "foreign", RAIN, 2.5, T0, T0);

        assertThat(everything()).containsExactly(foreign, own);
        assertThat(pages(ReadingQuery.all(1).ofProperty("rain", null))).containsExactly(foreign, own);
        assertThat(pages(ReadingQuery.all(1).ofDevice("pilot", "foreign"))).containsExactly(foreign);
    }

    @Test
    void manyReadingsOfOneWriteAreAllThere() {
        List<Reading> many =
                IntStream.range(0, 25_000).mapToObj(i -> reading(RAIN, i, i)).toList();
        write(many);
        assertThat(store.count()).isEqualTo(25_000);
        write(many);
        assertThat(store.count()).isEqualTo(25_000);
        assertThat(pages(ReadingQuery.all(10_000))).containsExactlyElementsOf(many);
    }

    @Test
    void manyFlagsAmongTheReadingsOfAPageAreAllSeen() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Instant measured = T0.plusSeconds(i);
            for (PropertyKey key : List.of(MOISTURE_20, MOISTURE_30, RAIN, BATTERY)) {
                readings.add(reading("probe", key, measured, i, i));
            }
        }
        store.write(
                points(readings),
                readings.stream().map(r -> flagged(r, "", Flag.STUCK)).toList());
        assertThat(pages(ReadingQuery.all(100)))
                .hasSize(1200)
                .allMatch(r -> r.flags().equals(Set.of(Flag.STUCK)));
    }

    @Test
    void findsTheNewestTimeOfManyDevicesOfWhichSomeHaveLongBeenSilent() {
        List<Reading> readings = new ArrayList<>();
        Map<String, Long> newest = new HashMap<>();
        for (int device = 0; device < 3_000; device++) {
            Instant measured =
                    T0.minus(Duration.ofDays(device % 300 == 0 ? device : 0)).plusSeconds(device);
            readings.add(reading("d" + device, RAIN, measured, 1, device));
            readings.add(reading("d" + device, RAIN, measured.minus(Duration.ofDays(100)), 1, device));
            newest.put("pilot/d" + device, Times.toEpochNanos(measured));
        }
        write(readings);
        assertThat(store.newestTimes()).isEqualTo(newest);
        assertThat(store.count()).isEqualTo(6_000);
        assertThat(pages(ReadingQuery.all(2_000)))
                .containsExactlyElementsOf(readings.stream()
                        .sorted(Comparator.comparing(Position::of))
                        .toList());
    }

    @Test
    void aStoreThatIsNotThereOrRefusesTheTokenSaysSo() {
        List<Point> points = points(List.of(reading(RAIN, 1, 1)));
        try (ReadingStore away =
                new InfluxReadingStore(new InfluxSettings("http://127.0.0.1:1", "o", "b", "secret-token"))) {
            assertThatThrownBy(() -> away.write(points, List.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("http://127.0.0.1:1");
            assertThatThrownBy(away::check).isInstanceOf(StoreException.class);
        }
        try (ReadingStore refused = new InfluxReadingStore(
                new InfluxSettings(bucket.url(), bucket.org(), bucket.bucket(), "secret-token"))) {
            assertThatThrownBy(() -> refused.write(points, List.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("give a token that may read and write the bucket")
                    .hasMessageNotContaining("secret-token");
        }
    }

    @Test
    void aBucketThatIsNotThereIsNotTakenForAnEmptyOne() {
        try (ReadingStore nowhere =
                new InfluxReadingStore(new InfluxSettings(bucket.url(), bucket.org(), "nowhere", bucket.token()))) {
            assertThatThrownBy(() -> nowhere.write(points(List.of(reading(RAIN, 1, 1))), List.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("404")
                    .hasMessageContaining("name an organisation and a bucket that are there");
            for (ThrowingCallable question : List.<ThrowingCallable>of(
                    nowhere::check,
                    nowhere::count,
                    nowhere::newestTimes,
                    () -> nowhere.find(ReadingQuery.all(1).ofDevice("pilot", "probe")),
                    () -> nowhere.findFlags("pilot", "probe", 0, 9))) {
                assertThatThrownBy(question)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("nowhere")
                        .hasMessageContaining("name an organisation and a bucket that are there");
            }
        }
    }

    @Test
    void setupMakesATokenForTheOneBucketAndKeepsOneThatWorks(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ingest-token");
        Settings settings = new Settings(Map.of(
                "NUONG_INFLUX_URL", influx.url(),
                "NUONG_INFLUX_ORG", InfluxContainer.ORG,
                "NUONG_INFLUX_BUCKET", InfluxContainer.BUCKET,
                "NUONG_INFLUX_ADMIN_TOKEN", influx.adminToken(),
                "NUONG_INFLUX_TOKEN_FILE", file.toString()));
        assertThat(setup(settings)).startsWith("0 ").contains("wrote a token").doesNotContain(influx.adminToken());
        String token = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token).isNotEmpty().isNotEqualTo(influx.adminToken());

        assertThat(setup(settings)).startsWith("0 ").contains("works").doesNotContain(token);
        assertThat(Files.readString(file).strip()).isEqualTo(token);
        InfluxSettings own = new InfluxSettings(influx.url(), InfluxContainer.ORG, InfluxContainer.BUCKET, token);
        try (InfluxReadingStore allowed = new InfluxReadingStore(own)) {
            assertThat(allowed.write(points(List.of(reading(RAIN, 1, 1))), List.of()))
                    .isEmpty();
            assertThat(allowed.count()).isEqualTo(1);
            assertThat(new InfluxMigration(allowed).isDue()).isFalse();
            allowed.removeBefore(Long.MAX_VALUE);
            assertThat(allowed.count()).isZero();
        }
        InfluxSettings other = new InfluxSettings(bucket.url(), bucket.org(), bucket.bucket(), token);
        try (ReadingStore forbidden = new InfluxReadingStore(other)) {
            assertThatThrownBy(() -> forbidden.write(points(List.of(reading(RAIN, 1, 1))), List.of()))
                    .isInstanceOf(StoreException.class);
        }

        Map<String, String> forOther = Map.of(
                "NUONG_INFLUX_URL", influx.url(),
                "NUONG_INFLUX_ORG", InfluxContainer.ORG,
                "NUONG_INFLUX_BUCKET", bucket.bucket(),
                "NUONG_INFLUX_ADMIN_TOKEN", influx.adminToken(),
                "NUONG_INFLUX_TOKEN_FILE", file.toString());
        assertThat(setup(new Settings(forOther)))
                .as("the file's token is for another bucket")
                .contains("wrote a token");
        assertThat(Files.readString(file).strip()).isNotEqualTo(token);

        Files.writeString(file, "withdrawn");
        assertThat(setup(settings)).startsWith("0 ").contains("wrote a token");
        assertThat(Files.readString(file).strip()).isNotEqualTo("withdrawn");
    }

    private static String setup(Settings settings) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = InfluxSetup.run(settings, new PrintStream(err, true, StandardCharsets.UTF_8));
        return status + " " + err.toString(StandardCharsets.UTF_8);
    }
}
