package vn.nuong.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.records.Checkpoint;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.records.DeviceRow;
import vn.nuong.ingest.records.Digest;
import vn.nuong.ingest.records.Lanes;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.ingest.store.SqliteReadingStore;
import vn.nuong.telemetry.payload.Refusal;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/** The data folder of an ingest that was stopped: 100 readings of a probe and of the sample's station, and three dead letters. */
final class SampleFolder {

    static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    static final String PROBE = "my-probe";
    static final String STATION = "wufeng-2022"; // stands in plot-1 of the sample site

    private SampleFolder() {}

    static DataFolder make(Path path) {
        DataFolder folder = DataFolder.open(path);
        try (SqliteReadingStore store = SqliteReadingStore.open(folder.readings());
                RecordStore records = RecordStore.open(folder.records())) {
            Checkpoint checkpoint = new Checkpoint();
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                points.add(point(PROBE, i, "soil_moisture_20cm", 0.3));
                points.add(point(STATION, i, "air_temperature", 20.5));
            }
            PropertyKey moisture = PropertyKey.parse("soil_moisture_20cm");
            store.write(
                    points,
                    List.of(new Flagged(
                            "pilot", PROBE, moisture, Times.toEpochNanos(START), Set.of(Flag.SPIKE), "", 1)));
            checkpoint.received(100);
            checkpoint.stored(100);
            checkpoint.device(device(PROBE));
            checkpoint.device(device(STATION));
            keep(
                    checkpoint,
                    "nuong/pilot/my-probe/readings",
                    "{\"readings\":{\"batery\":3.6}}",
                    "batery",
                    Refusal.Reason.UNKNOWN_PROPERTY,
                    new DeviceId("pilot", PROBE));
            keep(
                    checkpoint,
                    "nuong/pilot/my-probe/readings",
                    "\u001b[31mno json",
                    null,
                    Refusal.Reason.UNPARSEABLE,
                    new DeviceId("pilot", PROBE));
            keep(checkpoint, "nuong/pilot/Other.One/readings", "{}", null, Refusal.Reason.BAD_TOPIC, null);
            checkpoint.reached(new Lanes(List.of(), 0, 0), Times.toEpochNanos(START));
            records.write(checkpoint);
        }
        return folder;
    }

    private static Point point(String device, int hour, String key, double value) {
        long measured = Times.toEpochNanos(START.plusSeconds(3600L * hour));
        return new Point(
                "pilot",
                device,
                measured,
                measured + 1_000_000_000 + (device.equals(PROBE) ? 1 : 0),
                TimeSource.DEVICE,
                true,
                List.of(new Point.Value(PropertyKey.parse(key), value)));
    }

    private static DeviceRow device(String id) {
        long newest = Times.toEpochNanos(START.plusSeconds(3600L * 49));
        return new DeviceRow("pilot", id, newest, List.of(), newest, newest, null, null, null, 0, null);
    }

    private static void keep(
            Checkpoint checkpoint,
            String topic,
            String payload,
            @Nullable String name,
            Refusal.Reason reason,
            @Nullable DeviceId device) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        checkpoint.received(1);
        checkpoint.deadLetter(new Checkpoint.NewDeadLetter(
                new DeadLetter(
                        0,
                        START.plusSeconds(3600L * 60),
                        topic,
                        bytes,
                        bytes.length,
                        List.of(new DeadLetter.Item(name, reason, "what to do about " + reason.code()))),
                Digest.of(topic, bytes),
                device));
    }
}
