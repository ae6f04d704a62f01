package vn.nuong.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nuong.sim.device.Packet;
import vn.nuong.sim.device.Value;
import vn.nuong.sim.fault.Faults;
import vn.nuong.sim.field.Simulation;
import vn.nuong.sim.sample.Recording;
import vn.nuong.sim.weather.WeatherGenerator;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.Times;

/** What the tests say of the recordings that are shipped, as they are and with faults put in, and of a simulated season. */
class RecordingsTest {

    private static final Plot.Place TAN_CUONG = new Plot.Place(21.55, 105.75, 50, ZoneId.of("Asia/Ho_Chi_Minh"));

    /** Of the recordings, the wrong scale of one probe is the only fault that anyone knows of. */
    @ParameterizedTest
    @EnumSource(Recording.class)
    void soundRecordingsAreLeftAlone(Recording recording) {
        Outcome outcome = judge(context(recording), Map.of(recording.device(), packets(recording)), null);
        outcome.flags().remove(Flag.RANGE);
        assertThat(outcome.flags()).isEmpty();
        if (recording == Recording.WAZIHUB_2) {
            assertThat(outcome.soundFlagged(ObservedProperty.SOIL_MOISTURE_PERCENT))
                    .isBetween(0.1, 0.3);
        } else {
            assertThat(outcome.soundFlagged()).isZero();
        }
    }

    @Test
    void aSoundSimulatedSeasonIsLeftAlone() {
        assertThat(judge(simulatedContext(), simulated(), null).soundFlagged()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "spike:*:0.005, soil_moisture, 0.98", "spike:*:0.005, soil_temperature, 0.98",
        "spike:*:0.005, air_temperature, 0.98", "spike:*:0.005, water_level, 0.9",
        "spike:*:0.005:0.1, soil_moisture, 0.95", "stuck:*:0.001:24, soil_moisture, 0.95",
        "stuck:*:0.001:24, air_temperature, 0.95"
    })
    void faultsOfASimulatedSeasonAreCaught(String fault, String property, double least) {
        Outcome outcome = judge(simulatedContext(), simulated(), fault);
        assertThat(outcome.faultyCaught(ObservedProperty.find(property).orElseThrow()))
                .isGreaterThanOrEqualTo(least);
        assertThat(outcome.soundFlagged()).isLessThan(0.002); // the value before a fault that repeats it
    }

    @ParameterizedTest
    @CsvSource({
        "spike:*:0.005, soil_moisture, 0.95", "spike:*:0.005, air_temperature, 0.95",
        "stuck:*:0.001:24, soil_moisture, 0.5", "stuck:*:0.001:24, air_temperature, 0.95"
    })
    void faultsPutIntoARecordingAreCaught(String fault, String property, double least) {
        Recording recording = Recording.WUFENG_2022;
        Outcome outcome = judge(context(recording), Map.of(recording.device(), packets(recording)), fault);
        assertThat(outcome.faultyCaught(ObservedProperty.find(property).orElseThrow()))
                .isGreaterThanOrEqualTo(least);
        assertThat(outcome.soundFlagged()).isLessThan(0.002);
    }

    @Test
    void aBatteryThatRunsDownIsNoticedBeforeItIsEmpty() {
        Outcome outcome = judge(simulatedContext(), simulated(), "battery:*:60");
        assertThat(outcome.flags()).containsExactly(Flag.LOW_BATTERY);
    }

    /**
     * @param faulty by property how many values a fault changed, and how many of them were caught
     * @param sound the same of the values that no fault changed
     * @param flags what caught any
     */
    private record Outcome(Map<ObservedProperty, int[]> faulty, Map<ObservedProperty, int[]> sound, Set<Flag> flags) {

        double faultyCaught(ObservedProperty property) {
            int[] count = faulty.getOrDefault(property, new int[] {0, 0});
            assertThat(count[0]).isPositive();
            return (double) count[1] / count[0];
        }

        double soundFlagged(ObservedProperty property) {
            int[] count = sound.getOrDefault(property, new int[] {0, 0});
            return (double) count[1] / count[0];
        }

        double soundFlagged() {
            int all = sound.values().stream().mapToInt(c -> c[0]).sum();
            return (double) sound.values().stream().mapToInt(c -> c[1]).sum() / all;
        }
    }

    private record Id(String device, PropertyKey key, long ns) {}

    private static Outcome judge(PlotContext context, Map<String, List<Packet>> devices, @Nullable String fault) {
        Map<Id, Boolean> readings = new HashMap<>();
        List<Series> series = new ArrayList<>();
        devices.forEach((device, packets) -> {
            Map<PropertyKey, TreeMap<Long, Double>> values = new LinkedHashMap<>();
            List<Packet> sent =
                    fault == null ? packets : Faults.apply(List.of(Faults.parse(fault)), device, packets, 5);
            for (Packet packet : sent) {
                for (Value value : packet.values()) {
                    Double published = value.published();
                    if (published != null) {
                        long ns = Times.toEpochNanos(packet.time());
                        values.computeIfAbsent(value.key(), k -> new TreeMap<>())
                                .put(ns, published);
                        boolean changed = !value.fault().isEmpty() && Math.abs(published - value.truth()) > 1e-9;
                        readings.put(new Id(device, value.key(), ns), changed);
                    }
                }
            }
            values.forEach((key, v) -> series.add(new Series(
                    device,
                    key,
                    v.keySet().stream().mapToLong(t -> t).toArray(),
                    v.values().stream().mapToDouble(x -> x).toArray())));
        });
        Set<Id> caught = new HashSet<>();
        Set<Flag> flags = new HashSet<>();
        for (Judge.Caught one : Judge.judge(new Window(context, series), Long.MIN_VALUE, Long.MAX_VALUE)) {
            caught.add(new Id(one.device(), one.key(), one.measuredNs()));
            flags.addAll(one.flags());
        }
        Map<ObservedProperty, int[]> faulty = new HashMap<>();
        Map<ObservedProperty, int[]> sound = new HashMap<>();
        readings.forEach((id, changed) -> {
            int[] count = (changed ? faulty : sound).computeIfAbsent(id.key().property(), p -> new int[2]);
            count[0]++;
            count[1] += caught.contains(id) ? 1 : 0;
        });
        return new Outcome(faulty, sound, flags);
    }

    private static PlotContext context(Recording recording) {
        SiteConfig site = SiteConfig.sampleSite();
        return PlotContext.of(site.findPlotOf(site.site(), recording.device()));
    }

    private static List<Packet> packets(Recording recording) {
        return recording.rows().stream()
                .map(row -> Packet.of(
                        recording.device(),
                        row.time(),
                        row.values().entrySet().stream()
                                .map(e -> Value.sound(e.getKey(), e.getValue(), e.getValue()))
                                .toList()))
                .toList();
    }

    private static PlotContext simulatedContext() {
        return Plots.loam("irrigation: {pump_m3_per_hour: 6, application_efficiency: 0.8}\n");
    }

    private static Map<String, List<Packet>> simulated() {
        var weather = WeatherGenerator.generate(
                Instant.parse("2026-01-01T00:00:00Z"), 24 * 120, TAN_CUONG.timeZone(), new Random(1));
        Map<String, List<Packet>> devices = new LinkedHashMap<>();
        Simulation.devices(new Simulation.Settings("sim", 1, TAN_CUONG, 1, 1, List.of()), weather, "simulated")
                .forEach(d -> devices.put(d.id(), d.packets()));
        return devices;
    }
}
