package vn.nuong.sim.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.sim.device.Value;
import vn.nuong.sim.fault.Faults;
import vn.nuong.sim.publish.Message;
import vn.nuong.sim.weather.WeatherGenerator;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.site.Plot;

class SimulationTest {

    private static final Plot.Place PLACE = new Plot.Place(21.55, 105.75, 50, ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final List<WeatherHour> WEATHER =
            WeatherGenerator.generate(Instant.parse("2026-05-01T00:00:00Z"), 24 * 20, PLACE.timeZone(), new Random(1));

    private static List<Simulation.Device> devices(int plots, int everyHours, String... faults) {
        return Simulation.devices(
                new Simulation.Settings(
                        "sim",
                        plots,
                        PLACE,
                        42,
                        everyHours,
                        List.of(faults).stream().map(Faults::parse).toList()),
                WEATHER,
                "test");
    }

    private static double sum(List<Simulation.Device> devices, String id, String property) {
        return devices.stream()
                .filter(d -> d.id().equals(id))
                .flatMap(d -> d.packets().stream())
                .flatMap(p -> p.values().stream())
                .filter(v -> v.key().equals(PropertyKey.parse(property)))
                .mapToDouble(Value::truth)
                .sum();
    }

    @Test
    void everyPlotHasItsDevices() {
        assertThat(devices(2, 1))
                .extracting(Simulation.Device::id)
                .containsExactly(
                        "sim-1-soil",
                        "sim-1-weather",
                        "sim-1-water",
                        "sim-1-trap",
                        "sim-1-npk",
                        "sim-2-soil",
                        "sim-2-weather",
                        "sim-2-water",
                        "sim-2-trap",
                        "sim-2-npk");
        assertThat(devices(1, 1)).allSatisfy(d -> assertThat(d.about().origin()).isEqualTo(Origin.SIMULATED));
    }

    @Test
    void reportingLessOftenLosesNoRain() {
        double fallen = WEATHER.stream().mapToDouble(WeatherHour::rainMm).sum();
        assertThat(fallen).isPositive();
        assertThat(sum(devices(1, 1), "sim-1-weather", "rain")).isCloseTo(fallen, within(1e-9));
        assertThat(sum(devices(1, 6), "sim-1-weather", "rain")).isCloseTo(fallen, within(1e-9));
        assertThat(devices(1, 6).get(1).packets()).hasSize(80);
        assertThat(devices(1, 6).get(1).about().intervalS()).isEqualTo(6 * 3600);
    }

    @Test
    void theTippingBucketAgreesWithTheRainToABucket() {
        Simulation.Device station = devices(1, 1).get(1);
        double total = station.packets().stream()
                .flatMap(p -> p.values().stream())
                .filter(v -> v.key().equals(PropertyKey.parse("rain")))
                .mapToDouble(v -> v.published() == null ? 0 : v.published())
                .sum();
        assertThat(total).isCloseTo(sum(devices(1, 1), "sim-1-weather", "rain"), within(0.2));
    }

    @Test
    void messagesAreInTheOrderOfSending() {
        List<Message> messages = Simulation.messages(devices(2, 1, "disorder:*:0.3:6", "duplicate:sim-1-soil:0.5"));
        assertThat(messages).extracting(Message::sent).isSorted();
        assertThat(messages)
                .extracting(Message::measured)
                .isNotEqualTo(messages.stream().map(Message::measured).sorted().toList());
    }

    @Test
    void anotherPlotMeasuresDifferently() {
        List<Simulation.Device> devices = devices(2, 1);
        assertThat(devices.get(0).packets().get(100).values())
                .isNotEqualTo(devices.get(5).packets().get(100).values());
    }
}
