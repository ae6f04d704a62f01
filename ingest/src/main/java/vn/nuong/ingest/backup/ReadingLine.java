package vn.nuong.ingest.backup;

import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.reading.TimeSource;
import vn.nuong.telemetry.time.Times;

/** A stored reading, to the nanosecond. Its flags are lines of their own. */
record ReadingLine(
        String site, String device, String key, long measuredNs, double value, long receivedNs, TimeSource timeSource) {

    static ReadingLine of(Reading reading) {
        return new ReadingLine(
                reading.site(),
                reading.device(),
                reading.key().code(),
                Times.toEpochNanos(reading.measured()),
                reading.value(),
                Times.toEpochNanos(reading.received()),
                reading.timeSource());
    }

    PropertyKey propertyKey() {
        return PropertyKey.parse(key);
    }

    boolean isOfSameTimeAs(ReadingLine other) {
        return measuredNs == other.measuredNs && device.equals(other.device) && site.equals(other.site);
    }
}
