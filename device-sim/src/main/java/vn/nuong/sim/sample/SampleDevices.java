package vn.nuong.sim.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import vn.nuong.sim.csv.WideCsv;
import vn.nuong.sim.csv.YearShift;
import vn.nuong.sim.device.InsectTrap;
import vn.nuong.sim.device.NutrientProbe;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.SoilProbes;
import vn.nuong.sim.device.WaterTank;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.soil.SoilTexture;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.sim.weather.WeatherTable;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * The devices of the sample site: the shipped recordings, and for what they lack simulated devices. A device named
 * {@code PLOT-soil}, {@code PLOT-water}, {@code PLOT-trap} or {@code PLOT-npk} is simulated, driven by the weather recorded in
 * the same plot; any other name is left to a real device. The same site and period always give the same messages.
 */
public final class SampleDevices {

    private static final PropertyKey VALVE = PropertyKey.of(ObservedProperty.VALVE_OPEN);
    private static final long SEED = 20_260_301;
    private static final int HOUR_S = 3600;
    private static final int DAY_S = 86_400;

    private final Instant from;
    private final Instant to;
    private final Map<Recording, List<WideCsv.Row>> rows = new EnumMap<>(Recording.class);

    private final Map<String, SoilProbes.Field> fields = new HashMap<>();

    private SampleDevices(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /**
     * All the devices of a site that are replayed or simulated.
     *
     * @param from leaves out what was sent before
     * @param to leaves out what is sent after; its year is the one the recordings are moved to
     */
    public static List<SampleDevice> of(SiteConfig site, Instant from, Instant to) {
        SampleDevices made = new SampleDevices(from, to);
        List<SampleDevice> devices = new ArrayList<>();
        for (Plot plot : site.plots()) {
            for (String device : plot.devices()) {
                made.find(plot, device).ifPresent(devices::add);
            }
        }
        return devices;
    }

    private Optional<SampleDevice> find(Plot plot, String device) {
        Optional<Recording> recording = Recording.find(device);
        if (recording.isPresent()) {
            return Optional.of(recorded(recording.get()));
        }
        Random random = random(device);
        if (device.equals(soilDevice(plot))) {
            return Optional.of(simulated(
                    device,
                    about(plot, "Đầu đo đất", HOUR_S, SoilProbes.DEPTHS_CM),
                    field(plot).packets()));
        }
        if (device.equals(plot.id() + "-water")) {
            Plot.Irrigation irrigation = plot.irrigation();
            double pump = irrigation == null ? 0 : irrigation.pumpM3PerHour();
            return Optional.of(simulated(
                    device,
                    about(plot, "Thước nước ao", HOUR_S, List.of()),
                    WaterTank.simulate(
                            device,
                            plot.place(),
                            weather(plot),
                            pump,
                            hoursOfPumping(plot),
                            hasSimulatedField(plot),
                            random)));
        }
        if (device.equals(plot.id() + "-trap")) {
            return Optional.of(simulated(
                    device,
                    about(plot, "Bẫy côn trùng", DAY_S, List.of()),
                    InsectTrap.simulate(device, weather(plot), random)));
        }
        if (device.equals(plot.id() + "-npk")) {
            return Optional.of(simulated(
                    device,
                    about(plot, "Đầu đo N/P/K", NutrientProbe.EVERY_HOURS * HOUR_S, List.of(NutrientProbe.DEPTH_CM)),
                    NutrientProbe.simulate(device, weather(plot), random)));
        }
        return Optional.empty();
    }

    private SampleDevice recorded(Recording recording) {
        YearShift shift = shift(recording);
        List<Message> messages = new ArrayList<>();
        for (WideCsv.Row row : rowsOf(recording)) {
            Optional<Instant> time = shift.apply(row.time()).filter(this::isWithin);
            if (time.isPresent() && !row.values().isEmpty()) {
                messages.add(Message.of(recording.device(), time.get(), row.values()));
            }
        }
        return new SampleDevice(recording.device(), recording.about(), messages, List.of());
    }

    private SampleDevice simulated(String device, DeviceAbout about, List<Packet> packets) {
        List<Packet> within = packets.stream().filter(p -> isWithin(p.sent())).toList();
        return new SampleDevice(
                device,
                about,
                within.stream().flatMap(p -> p.message().stream()).toList(),
                within);
    }

    private DeviceAbout about(Plot plot, String what, int intervalSeconds, List<Integer> depths) {
        return new DeviceAbout(
                what + " " + plot.name() + " (mô phỏng)",
                intervalSeconds,
                depths,
                Origin.SIMULATED,
                "mô phỏng theo thời tiết đã ghi / simulated on recorded weather: "
                        + recordingOf(plot).source(),
                null);
    }

    /** The recording in the plot, or Huashan's where none stands in it. */
    private static Recording recordingOf(Plot plot) {
        return plot.devices().stream()
                .flatMap(d -> Recording.find(d).stream())
                .findFirst()
                .orElse(Recording.HUASHAN_2018);
    }

    private List<WeatherHour> weather(Plot plot) {
        Recording recording = recordingOf(plot);
        return WeatherTable.shifted(WeatherTable.hourly(rowsOf(recording)), shift(recording));
    }

    /** The simulated field under a plot's simulated probes. */
    private SoilProbes.Field field(Plot plot) {
        Plot.Irrigation irrigation = plot.irrigation();
        double mmPerHour = irrigation == null
                ? 0
                : 1000 * irrigation.pumpM3PerHour() / plot.areaM2() * irrigation.applicationEfficiency();
        String device = soilDevice(plot);
        return fields.computeIfAbsent(
                device,
                d -> SoilProbes.simulate(
                        d, SoilTexture.of(plot.soil()), plot.place(), weather(plot), mmPerHour, random(d)));
    }

    private static String soilDevice(Plot plot) {
        return plot.id() + "-soil";
    }

    private static boolean hasSimulatedField(Plot plot) {
        return plot.devices().contains(soilDevice(plot));
    }

    private static Random random(String device) {
        return new Random(SEED ^ device.hashCode());
    }

    /** When the pump draws on the plot's pond: as recorded, or as the simulated field was watered. */
    private Set<Instant> hoursOfPumping(Plot plot) {
        if (hasSimulatedField(plot)) {
            return field(plot).irrigated();
        }
        Recording recording = recordingOf(plot);
        Set<Instant> hours = new HashSet<>();
        for (WideCsv.Row row : rowsOf(recording)) {
            if (row.values().getOrDefault(VALVE, 0.0) > 0) {
                shift(recording)
                        .apply(row.time())
                        .ifPresent(
                                t -> hours.add(t.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS)));
            }
        }
        return hours;
    }

    private List<WideCsv.Row> rowsOf(Recording recording) {
        return rows.computeIfAbsent(recording, Recording::rows);
    }

    private YearShift shift(Recording recording) {
        return YearShift.between(recording.year(), to.atOffset(ZoneOffset.UTC).getYear());
    }

    private boolean isWithin(Instant sent) {
        return !sent.isBefore(from) && !sent.isAfter(to);
    }
}
