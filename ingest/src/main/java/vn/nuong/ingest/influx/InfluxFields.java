package vn.nuong.ingest.influx;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import vn.nuong.telemetry.property.PropertyKey;

/** Which fields of the measurement {@code readings} hold readings. */
final class InfluxFields {

    private InfluxFields() {}

    /** The fields in the bucket that are named as readings are and hold numbers. */
    static Set<String> stored(InfluxConnection influx) {
        Set<String> fields = new HashSet<>();
        influx.ask("SHOW FIELD KEYS FROM \"readings\"", row -> {
            String field = row.get("fieldKey");
            if (row.get("fieldType").equals("float") && key(field).isPresent()) {
                fields.add(field);
            }
        });
        return fields;
    }

    static Optional<PropertyKey> key(String field) {
        try {
            return Optional.of(PropertyKey.parse(field));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // received, time_source, or somebody else's
        }
    }
}
