package vn.nuong.ingest.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.MemoryStore;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.testing.MutableClock;
import vn.nuong.telemetry.time.Times;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final List<ReviewQueue.Due> due = new ArrayList<>();
    private final Retention retention = new Retention(
            Duration.ofDays(10),
            store,
            new ReviewQueue() {
                @Override
                public List<Due> due(int limit) {
                    return List.copyOf(due);
                }

                @Override
                public int length() {
                    return 0;
                }

                @Override
                public void done(Due done, Map<LocalDate, Integer> flaggedByDay) {
                    due.remove(done);
                }
            },
            new MutableClock(NOW.toString()));

    private void store(int daysAgo) {
        long ns = Times.toEpochNanos(NOW.minus(Duration.ofDays(daysAgo)));
        Point.Value rain = new Point.Value(PropertyKey.parse("rain"), 1);
        store.write(List.of(new Point("pilot", "probe", ns, ns, TimeSource.DEVICE, true, List.of(rain))), List.of());
    }

    private List<Instant> measured() {
        return store.all().stream().map(Reading::measured).toList();
    }

    @Test
    void keepsADayMoreThanItIsTold() {
        store(12);
        store(11);
        store(10);
        retention.remove();

        assertThat(measured()).containsExactly(NOW.minus(Duration.ofDays(11)), NOW.minus(Duration.ofDays(10)));
    }

    @Test
    void keepsWhatIsStillToBeReviewed() {
        store(30);
        store(20);
        long ns = Times.toEpochNanos(NOW.minus(Duration.ofDays(20)));
        due.add(new ReviewQueue.Due("pilot", "probe", ns, ns, 1));
        retention.remove();
        assertThat(measured()).containsExactly(NOW.minus(Duration.ofDays(20)));

        due.clear();
        retention.remove();
        assertThat(measured()).isEmpty();
    }
}
