package vn.nuong.sim.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.device.InsectTrap;
import vn.nuong.sim.device.NutrientProbe;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.SoilProbes;
import vn.nuong.sim.device.Thinning;
import vn.nuong.sim.device.WaterTank;
import vn.nuong.sim.device.WeatherStation;
import vn.nuong.sim.fault.Faults;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.soil.SoilTexture;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.site.Plot;

/**
 * Plots that exist nowhere, each with the same devices: soil probes, weather station, pond gauge, insect trap and nutrient
 * probe. The same settings give the same packets.
 */
public final class Simulation {

    /** Textures in turn, sand and clay: loam, clay loam, sandy loam, silty clay loam. */
    private static final double[][] TEXTURES = {{0.40, 0.20}, {0.30, 0.35}, {0.65, 0.10}, {0.10, 0.35}};

    private static final double ORGANIC_MATTER_PERCENT = 2.5;
    private static final double IRRIGATION_MM_PER_HOUR = 3.5;
    private static final double PUMP_M3_PER_HOUR = 6;

    /**
     * What is simulated.
     *
     * @param prefix how the devices' ids begin: PREFIX-1-soil and so on
     * @param plots how many, 1 to 10000
     * @param place where they lie
     * @param seed of every chance
     * @param everyHours hours between two readings, 1 to 24
     * @param faults what goes wrong
     */
    public record Settings(
            String prefix, int plots, Plot.Place place, long seed, int everyHours, List<Faults.Ordered> faults) {
        public Settings {
            Ids.check("device prefix", prefix);
            faults = List.copyOf(faults);
            if (plots < 1 || plots > 10_000) {
                throw new IllegalArgumentException("plots " + plots + " is outside 1..10000");
            }
            if (everyHours < 1 || everyHours > 24) {
                throw new IllegalArgumentException("an interval of " + everyHours + " h is outside 1..24 h");
            }
        }

        private Random random(String device) {
            return new Random(seed * 1_000_003L + device.hashCode());
        }
    }

    /**
     * A device of a simulated plot.
     *
     * @param packets what it measures, in the order of time
     */
    public record Device(String id, DeviceAbout about, List<Packet> packets) {}

    private Simulation() {}

    /**
     * All devices of all plots.
     *
     * @param weather what drives them, hour by hour
     * @param source where the weather comes from, for what the devices say of themselves
     */
    public static List<Device> devices(Settings settings, List<WeatherHour> weather, String source) {
        List<Device> devices = new ArrayList<>();
        for (int plot = 1; plot <= settings.plots; plot++) {
            addPlot(settings, settings.prefix + "-" + plot, soil(plot), weather, source, devices);
        }
        return devices;
    }

    private static SoilTexture soil(int plot) {
        double[] texture = TEXTURES[(plot - 1) % TEXTURES.length];
        return SoilTexture.of(texture[0], texture[1], ORGANIC_MATTER_PERCENT);
    }

    private static void addPlot(
            Settings settings,
            String plot,
            SoilTexture soil,
            List<WeatherHour> weather,
            String source,
            List<Device> devices) {
        String probes = plot + "-soil";
        String station = plot + "-weather";
        String pond = plot + "-water";
        String trap = plot + "-trap";
        String nutrients = plot + "-npk";
        SoilProbes.Field field = SoilProbes.simulate(
                probes, soil, settings.place, weather, IRRIGATION_MM_PER_HOUR, settings.random(probes));
        Adder adder = new Adder(settings, source, devices);
        adder.add(probes, SoilProbes.DEPTHS_CM, field.packets());
        adder.add(station, List.of(), WeatherStation.simulate(station, weather, settings.random(station)));
        adder.add(
                pond,
                List.of(),
                WaterTank.simulate(
                        pond,
                        settings.place,
                        weather,
                        PUMP_M3_PER_HOUR,
                        field.irrigated(),
                        true,
                        settings.random(pond)));
        adder.add(trap, List.of(), InsectTrap.simulate(trap, weather, settings.random(trap)));
        adder.add(
                nutrients,
                List.of(NutrientProbe.DEPTH_CM),
                NutrientProbe.simulate(nutrients, weather, settings.random(nutrients)));
    }

    private record Adder(Settings settings, String source, List<Device> devices) {
        void add(String id, List<Integer> depths, List<Packet> measured) {
            List<Packet> reported = Thinning.every(Duration.ofHours(settings.everyHours), measured);
            if (reported.isEmpty()) {
                return; // too short a time for a trap that counts once a day
            }
            Integer interval = reported.size() < 2
                    ? null
                    : (int) Duration.between(
                                    reported.get(0).time(), reported.get(1).time())
                            .toSeconds();
            devices.add(new Device(
                    id,
                    new DeviceAbout(id, interval, depths, Origin.SIMULATED, source, null),
                    Faults.apply(settings.faults, id, reported, settings.seed)));
        }
    }

    /** What all devices send, in the order of sending. */
    public static List<Message> messages(List<Device> devices) {
        return devices.stream()
                .flatMap(d -> d.packets.stream())
                .flatMap(p -> p.message().stream())
                .sorted(Comparator.comparing(Message::sent))
                .toList();
    }
}
