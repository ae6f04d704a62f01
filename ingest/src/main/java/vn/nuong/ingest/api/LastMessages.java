package vn.nuong.ingest.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import vn.nuong.ingest.store.Position;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.StoredPage;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** Finds a device's newest measured times. Blocks. */
final class LastMessages {

    private static final int PAGE = 10_000;
    private static final List<Duration> BACK =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(3650));

    private LastMessages() {}

    /**
     * At most {@code most} of them, the newest first.
     *
     * @param newest the newest measured time at which anything is stored
     */
    static List<DeviceCheckJson.LastMessage> find(
            ReadingStore store, String site, String device, Instant newest, int most) {
        List<DeviceCheckJson.LastMessage> found = List.of();
        for (Duration back : BACK) {
            found = newest(store, site, device, newest.minus(back), newest, most);
            if (found.size() == most) {
                break;
            }
        }
        return found;
    }

    private static List<DeviceCheckJson.LastMessage> newest(
            ReadingStore store, String site, String device, Instant from, Instant newest, int most) {
        ReadingQuery query = ReadingQuery.all(PAGE)
                .ofDevice(site, device)
                .between(Times.toEpochNanosOrLimit(from), Times.toEpochNanosOrLimit(newest.plusNanos(1)));
        Deque<List<Reading>> last = new ArrayDeque<>();
        Position after = null;
        do {
            StoredPage page = store.find(query.behind(after));
            for (Reading reading : page.readings()) {
                List<Reading> open = last.peekLast();
                if (open == null || !open.get(0).measured().equals(reading.measured())) {
                    open = new ArrayList<>();
                    last.addLast(open);
                    if (last.size() > most) {
                        last.removeFirst();
                    }
                }
                open.add(reading);
            }
            after = page.next();
        } while (after != null);
        List<DeviceCheckJson.LastMessage> messages = new ArrayList<>();
        last.descendingIterator().forEachRemaining(readings -> messages.add(message(readings)));
        return messages;
    }

    private static DeviceCheckJson.LastMessage message(List<Reading> readings) {
        Reading any = readings.get(0);
        return new DeviceCheckJson.LastMessage(
                any.measured(),
                Collections.min(readings.stream().map(Reading::received).toList()),
                any.timeSource(),
                readings.stream()
                        .map(r -> new DeviceCheckJson.Value(
                                r.key().code(), r.value(), r.key().property().unit(), new TreeSet<>(r.flags())))
                        .toList());
    }
}
