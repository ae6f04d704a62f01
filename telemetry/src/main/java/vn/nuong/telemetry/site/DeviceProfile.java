package vn.nuong.telemetry.site;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * What an operator says of a device that cannot be changed itself, under {@code devices} in {@code site.yaml}. What it sent
 * before and was refused can then be tried again.
 *
 * @param id the device
 * @param properties what the device means by the names that it sends, such as {@code sm1} for {@code soil_moisture_20cm}; wins
 *     over the catalogue's own names
 * @param timeZone where its clock's times without an offset are from, such as {@code +07:00}; a time with an offset is taken as
 *     it is. Null when such times are refused
 * @param clockless whether its clock says nothing: its readings count as measured when they arrive, unless a gateway gave the
 *     time
 */
public record DeviceProfile(
        String id,
        Map<String, PropertyKey> properties,
        @Nullable ZoneId timeZone,
        boolean clockless) {

    /** Longest name that a device may use for a property, characters. */
    public static final int MAX_NAME_LENGTH = 100;

    @SuppressWarnings("NullAway") // the YAML may leave anything out; what must be there is checked here
    public DeviceProfile {
        Ids.check("device", id == null ? "" : id);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        Map<PropertyKey, String> names = new HashMap<>();
        new TreeMap<>(properties).forEach((name, key) -> {
            if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
                throw new IllegalArgumentException("device \"" + id + "\" sends nothing called \"" + name
                        + "\"; give the name of 1 to " + MAX_NAME_LENGTH + " characters as it stands in its messages");
            }
            String other = names.put(key, name);
            if (other != null) {
                throw new IllegalArgumentException("device \"" + id + "\" would have two values of " + key + ", \""
                        + other + "\" and \"" + name + "\"; keep one");
            }
        });
        if (clockless && timeZone != null) {
            throw new IllegalArgumentException("device \"" + id
                    + "\" is clockless and has a time_zone; keep the time_zone if its times are right but for the zone,"
                    + " clockless if they say nothing");
        }
    }
}
