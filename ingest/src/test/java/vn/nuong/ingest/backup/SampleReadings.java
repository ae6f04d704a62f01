package vn.nuong.ingest.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/** 3001 readings with flags and aggregates. */
final class SampleReadings {

    private static final PropertyKey BATTERY = PropertyKey.parse("battery");
    private static final PropertyKey MOISTURE = PropertyKey.parse("soil_moisture_20cm");
    private static final long START = Times.toEpochNanos(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long HOUR = 3_600_000_000_000L;

    private SampleReadings() {}

    /** As an ingest that ran for a while leaves them: also a reading that came with a later message of the same time. */
    static void fill(ReadingStore store) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            points.add(point("probe-" + i % 3, START + i * HOUR, 1000 + i, true, BATTERY, 3.0 + i / 1000.0));
        }
        points.add(point("probe-0", START, 9000, false, MOISTURE, 0.3));
        store.write(
                points,
                List.of(
                        new Flagged("pilot", "probe-0", BATTERY, START, Set.of(Flag.SPIKE), "3 V", 5),
                        new Flagged("pilot", "probe-1", BATTERY, START + HOUR, Set.of(), "", 6)));
        store.writeAggregates(List.of(
                new Aggregate(Aggregate.Resolution.HOUR, "pilot", "probe-0", BATTERY, START, 3, 3, 3, 3, 1, 0),
                new Aggregate(
                        Aggregate.Resolution.DAY,
                        "pilot",
                        "probe-0",
                        BATTERY,
                        START - 24 * HOUR,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        0,
                        2)));
    }

    private static Point point(
            String device, long measured, long received, boolean first, PropertyKey key, double value) {
        return new Point(
                "pilot",
                device,
                measured,
                received,
                received % 2 == 0 ? TimeSource.DEVICE : TimeSource.GATEWAY,
                first,
                List.of(new Point.Value(key, value)));
    }

    static void assertSame(ReadingStore restored, ReadingStore original) {
        ReadingQuery all = ReadingQuery.all(100_000);
        assertThat(restored.find(all).readings())
                .hasSize(3001)
                .containsExactlyElementsOf(original.find(all).readings());
        for (int i = 0; i < 3; i++) {
            assertThat(restored.findFlags("pilot", "probe-" + i, Long.MIN_VALUE, Long.MAX_VALUE))
                    .isEqualTo(original.findFlags("pilot", "probe-" + i, Long.MIN_VALUE, Long.MAX_VALUE));
            for (Aggregate.Resolution resolution : Aggregate.Resolution.values()) {
                assertThat(restored.findAggregates(resolution, "pilot", "probe-" + i, Long.MIN_VALUE, Long.MAX_VALUE))
                        .isEqualTo(original.findAggregates(
                                resolution, "pilot", "probe-" + i, Long.MIN_VALUE, Long.MAX_VALUE));
            }
        }
    }
}
