package vn.nuong.ingest.influx;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/** A reading as a point of InfluxDB, and back. */
final class InfluxPoints {

    private InfluxPoints() {}

    /** What the tags name. */
    record Series(String site, String device, String key) {

        static Series of(Reading r) {
            return new Series(r.site(), r.device(), r.key().code());
        }

        static Series of(Map<String, String> tags) {
            return new Series(
                    tag(tags, "site"),
                    tag(tags, "device"),
                    InfluxPoints.key(tag(tags, "property"), tags.get("depth")).code());
        }

        private static String tag(Map<String, String> tags, String name) {
            String value = tags.get(name);
            if (value == null) {
                throw new IllegalStateException("a point in InfluxDB has no tag \"" + name + "\": " + tags
                        + "; the bucket is written by something else than ingest");
            }
            return value;
        }
    }

    /**
     * Line protocol. Nothing needs escaping: ids and property names hold only letters, digits, hyphens and underscores (their
     * types see to that), and Java writes doubles as InfluxDB reads them, exactly.
     */
    static String line(Reading r) {
        Integer depth = r.key().depthCm();
        return "reading,site=" + r.site() + ",device=" + r.device() + ",property="
                + r.key().name() + (depth == null ? "" : ",depth=" + depth) + " value=" + r.value() + ",received="
                + Times.toEpochNanos(r.received()) + "i,quality=\""
                + r.quality().code() + "\" "
                + Times.toEpochNanos(r.measured());
    }

    static Reading reading(
            String site,
            String device,
            String property,
            @Nullable String depth,
            String value,
            String timeNs,
            String receivedNs,
            String quality) {
        return new Reading(
                        site,
                        device,
                        key(property, depth),
                        Double.parseDouble(value),
                        Times.ofEpochNanos(Long.parseLong(timeNs)),
                        Times.ofEpochNanos(Long.parseLong(receivedNs)))
                .withFlags(quality.equals("good") ? Set.of() : Set.of(Flag.RANGE));
    }

    private static PropertyKey key(String property, @Nullable String depth) {
        return PropertyKey.parse(depth == null || depth.isEmpty() ? property : property + "_" + depth + "cm");
    }
}
