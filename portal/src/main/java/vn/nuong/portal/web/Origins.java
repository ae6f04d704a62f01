package vn.nuong.portal.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;

/** Says beside a number that it was not measured in the plot: recorded elsewhere, or simulated. Immutable. */
final class Origins {

    private final Map<String, Text> byDevice = new HashMap<>();

    /** @param devices what devices say of themselves; without it nothing is known to be anything but live */
    Origins(Optional<FieldData.Devices> devices) {
        for (DeviceStatus device : devices.map(FieldData.Devices::devices).orElse(List.of())) {
            Text word = word(device.about());
            if (word != null) {
                byDevice.put(device.device(), word);
            }
        }
    }

    /** In a word or two; null for what was measured here. */
    static @Nullable Text word(@Nullable DeviceAbout about) {
        Origin origin = about == null ? Origin.LIVE : about.origin();
        Integer year = about == null ? null : about.recordedYear();
        String when = year == null ? "" : " " + year;
        return switch (origin) {
            case LIVE -> null;
            case RECORDED -> new Text("bản ghi" + (year == null ? "" : " năm") + when, "recording" + when);
            case SIMULATED -> new Text("mô phỏng", "simulated");
        };
    }

    /** Where readings of these devices come from; null when all were measured here. */
    @Nullable
    Text of(Collection<String> devices) {
        List<Text> words = devices.stream()
                .distinct()
                .map(byDevice::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return words.isEmpty()
                ? null
                : new Text(
                        String.join(", ", words.stream().map(Text::vi).toList()),
                        String.join(", ", words.stream().map(Text::en).toList()));
    }
}
