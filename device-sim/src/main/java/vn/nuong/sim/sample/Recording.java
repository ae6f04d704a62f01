package vn.nuong.sim.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import vn.nuong.sim.csv.WideCsv;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** The recordings shipped with the product; samples/SOURCES.md says where each comes from and under which licence. */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Map.of
public enum Recording {
    WUFENG_2022(
            "wufeng-2022",
            "Trạm Vụ Phong (bản ghi 2022)",
            "Wufeng, Taiwan, 2022; MIT",
            2022,
            3600,
            List.of(20, 30, 50),
            Map.of()),
    HUASHAN_2018(
            "huashan-2018",
            "Trạm Hoa Sơn (bản ghi 2018)",
            "Huashan, Taiwan, 2018; MIT",
            2018,
            3600,
            List.of(),
            Map.of()),
    /** Its probe has a scale of its own and no stated depth; its flag of irrigation is read as the valve's. */
    WAZIHUB_2(
            "wazihub-2",
            "Wazihub, ruộng 2 (bản ghi 2019)",
            "WAZIHUB, Senegal, 2019; Apache-2.0",
            2019,
            900,
            List.of(),
            Map.of(
                    "irrigating",
                    PropertyKey.of(ObservedProperty.VALVE_OPEN),
                    "pressure_kpa",
                    PropertyKey.of(ObservedProperty.AIR_PRESSURE)));

    private final String device;
    private final String title;
    private final String source;
    private final int year;
    private final int intervalSeconds;
    private final List<Integer> depthsCm;
    private final Map<String, PropertyKey> mapping;

    Recording(
            String device,
            String title,
            String source,
            int year,
            int intervalSeconds,
            List<Integer> depthsCm,
            Map<String, PropertyKey> mapping) {
        this.device = device;
        this.title = title;
        this.source = source;
        this.year = year;
        this.intervalSeconds = intervalSeconds;
        this.depthsCm = depthsCm;
        this.mapping = mapping;
    }

    /** The recording that a device of this name replays. */
    public static Optional<Recording> find(String device) {
        return Stream.of(values()).filter(r -> r.device.equals(device)).findFirst();
    }

    /** The device's id; the file is named after it. */
    public String device() {
        return device;
    }

    /** Where it was measured and under which licence it is shipped. */
    public String source() {
        return source;
    }

    /** The year in which it was measured; the rows of a local new year may lie hours outside it. */
    public int year() {
        return year;
    }

    public DeviceAbout about() {
        return new DeviceAbout(title, intervalSeconds, depthsCm, Origin.RECORDED, source, year);
    }

    /** Its rows as they were recorded, in the order of time. */
    public List<WideCsv.Row> rows() {
        String file = device + ".csv.gz";
        InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream("/samples/" + file), file);
        try (WideCsv csv = WideCsv.open(file, in, new WideCsv.Options(mapping, null), Recording::mustBeClean)) {
            return csv.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mustBeClean(String report) {
        throw new IllegalStateException("a shipped sample is damaged: " + report);
    }
}
