package vn.nuong.ingest.store;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * Which readings are wanted. What is null does not narrow the choice.
 *
 * @param site only of this site
 * @param device only of this device
 * @param property only of this property, by {@link PropertyKey#name()}
 * @param depthCm only at this depth, cm
 * @param fromNs measured at or after, nanoseconds since 1970
 * @param toNs measured before, nanoseconds since 1970
 * @param limit at most so many, at least 1
 * @param after only what comes behind this place
 */
public record ReadingQuery(
        @Nullable String site,
        @Nullable String device,
        @Nullable String property,
        @Nullable Integer depthCm,
        long fromNs,
        long toNs,
        int limit,
        @Nullable Position after) {

    public ReadingQuery {
        if (site != null) {
            Ids.check("site", site);
        }
        if (device != null) {
            Ids.check("device", device);
        }
        if (property != null && !PropertyKey.parse(property).name().equals(property)) {
            throw new IllegalArgumentException(
                    "property \"" + property + "\" is to be named without its depth, which goes into depth_cm");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is less than 1");
        }
    }

    /** Everything, {@code limit} at a time. */
    public static ReadingQuery all(int limit) {
        return new ReadingQuery(null, null, null, null, Long.MIN_VALUE, Long.MAX_VALUE, limit, null);
    }

    public ReadingQuery ofDevice(String newSite, String newDevice) {
        return new ReadingQuery(newSite, newDevice, property, depthCm, fromNs, toNs, limit, after);
    }

    public ReadingQuery ofProperty(String newProperty, @Nullable Integer newDepthCm) {
        return new ReadingQuery(site, device, newProperty, newDepthCm, fromNs, toNs, limit, after);
    }

    public ReadingQuery between(long newFromNs, long newToNs) {
        return new ReadingQuery(site, device, property, depthCm, newFromNs, newToNs, limit, after);
    }

    public ReadingQuery behind(@Nullable Position newAfter) {
        return new ReadingQuery(site, device, property, depthCm, fromNs, toNs, limit, newAfter);
    }

    /** The earliest time that can still be in the answer, nanoseconds. */
    public long firstNs() {
        return after == null ? fromNs : Math.max(fromNs, after.timeNs());
    }

    /** Whether a series is wanted, time aside. */
    public boolean wants(String ofSite, String ofDevice, PropertyKey key) {
        return (site == null || site.equals(ofSite))
                && (device == null || device.equals(ofDevice))
                && (property == null || property.equals(key.name()))
                && (depthCm == null || depthCm.equals(key.depthCm()));
    }
}
