package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.WritePrecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.testing.RequiresDocker;
import vn.nuong.telemetry.time.Times;

@RequiresDocker
class InfluxMigrationTest {

    private static final long T0_NS = 1_772_323_200_000_000_000L; // 2026-03-01
    private static final long RECEIVED_NS = 1_795_392_000_000_000_000L;
    private static final PropertyKey MOISTURE_20 = PropertyKey.parse("soil_moisture_20cm");
    private static final PropertyKey RAIN = PropertyKey.parse("rain");
    private static final PropertyKey TRAP = PropertyKey.parse("trap_count_thrips");

    private static InfluxContainer influx;

    private InfluxSettings bucket;
    private InfluxReadingStore store;

    @BeforeAll
    static void startInflux() {
        influx = new InfluxContainer();
    }

    @AfterAll
    static void stopInflux() {
        influx.close();
    }

    @BeforeEach
    void openStore() {
        bucket = influx.newBucket();
        store = new InfluxReadingStore(bucket);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void writeOld(List<String> lines) {
        try (InfluxDBClient client = InfluxDBClientFactory.create(
                bucket.url(), bucket.token().toCharArray(), bucket.org(), bucket.bucket())) {
            client.getWriteApiBlocking().writeRecords(WritePrecision.NS, lines);
        }
    }

    private static String old(String tags, double value, long received, String quality, long offsetNs) {
        return "reading,site=pilot,device=" + tags + " value=" + value + ",received=" + (RECEIVED_NS + received)
                + "i,quality=\"" + quality + "\" " + (T0_NS + offsetNs);
    }

    private static Reading reading(String device, PropertyKey key, double value, long received, long offsetNs) {
        return new Reading(
                "pilot",
                device,
                key,
                value,
                Times.ofEpochNanos(T0_NS + offsetNs),
                Times.ofEpochNanos(RECEIVED_NS + received));
    }

    @Test
    void copiesEveryPartOfAReadingOnce() {
        writeOld(List.of(
                old("a,property=soil_moisture,depth=20", 0.71, 5, "out_of_range", 0),
                old("a,property=rain", 1.5, 5, "good", 0),
                old("a,property=trap_count_thrips", 4, 3, "good", 0),
                old("a,property=rain", 2.5, 6, "good", 1),
                old("b,property=rain", 3.5, 7, "good", 0)));
        InfluxMigration migration = new InfluxMigration(store);
        assertThat(migration.isDue()).isTrue();

        assertThat(migration.run()).isEqualTo(5);

        assertThat(migration.isDue()).isFalse();
        List<Reading> expected = List.of(
                reading("a", RAIN, 1.5, 5, 0),
                reading("a", MOISTURE_20, 0.71, 5, 0).withFlags(Set.of(Flag.RANGE)),
                reading("a", TRAP, 4, 3, 0),
                reading("b", RAIN, 3.5, 7, 0),
                reading("a", RAIN, 2.5, 6, 1));
        assertThat(store.find(ReadingQuery.all(100)).readings()).containsExactlyElementsOf(expected);
        assertThat(store.count()).isEqualTo(5);
        assertThat(store.findFlags("pilot", "a", T0_NS, T0_NS + 1))
                .containsExactly(new Flagged(
                        "pilot",
                        "a",
                        MOISTURE_20,
                        T0_NS,
                        Set.of(Flag.RANGE),
                        "0.71 m3/m3 is outside 0 to 0.6",
                        RECEIVED_NS + 5));

        assertThat(migration.run()).as("again, as after an interruption").isEqualTo(5);
        assertThat(store.find(ReadingQuery.all(100)).readings()).containsExactlyElementsOf(expected);
    }

    @Test
    void copiesMoreThanAPageAlsoWhereAPageEndsWithinATime() {
        List<String> lines = new ArrayList<>();
        for (int time = 0; time < 4_001; time++) {
            for (String tags : List.of(
                    "a,property=rain",
                    "b,property=rain",
                    "a,property=soil_moisture,depth=20",
                    "a,property=soil_moisture,depth=30",
                    "a,property=soil_moisture")) {
                lines.add(old(tags, time, time, "good", 1000L * time));
            }
        }
        for (int device = 0; device < 10_050; device++) {
            lines.add(old("d" + device + ",property=rain", device, 9, "good", 1000L * 5000));
        }
        writeOld(lines);

        assertThat(new InfluxMigration(store).run()).isEqualTo(lines.size());
        assertThat(store.count()).isEqualTo(lines.size());
        assertThat(store.newestTimes())
                .hasSize(10_052)
                .containsEntry("pilot/a", T0_NS + 1000 * 4000)
                .containsEntry("pilot/d10049", T0_NS + 1000 * 5000);
    }

    @Test
    void aBucketWithoutReadingsOfAnEarlierVersionHasNothingToCopy() {
        assertThat(new InfluxMigration(store).isDue()).isFalse();
        writeOld(List.of("readings,site=pilot,device=a rain=1,received=5i 7"));
        assertThat(new InfluxMigration(store).isDue()).isFalse();
    }
}
