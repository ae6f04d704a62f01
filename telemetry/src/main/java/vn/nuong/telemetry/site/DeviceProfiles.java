package vn.nuong.telemetry.site;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The {@link DeviceProfile}s of a site, by device. */
public final class DeviceProfiles {

    /** Nothing is said of any device. */
    public static final DeviceProfiles NONE = new DeviceProfiles("", Map.of());

    private final String site;
    private final Map<String, DeviceProfile> byDevice;

    private DeviceProfiles(String site, Map<String, DeviceProfile> byDevice) {
        this.site = site;
        this.byDevice = byDevice;
    }

    /** What a site's configuration says of its devices; of another site's devices it says nothing. */
    public static DeviceProfiles of(SiteConfig config) {
        return new DeviceProfiles(
                config.site(),
                config.devices().stream()
                        .collect(Collectors.toUnmodifiableMap(DeviceProfile::id, Function.identity())));
    }

    public Optional<DeviceProfile> find(String siteId, String device) {
        return byDevice.isEmpty() || !site.equals(siteId)
                ? Optional.empty()
                : Optional.ofNullable(byDevice.get(device));
    }
}
