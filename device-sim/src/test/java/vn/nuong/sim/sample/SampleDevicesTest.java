package vn.nuong.sim.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.sim.device.TruthFile;
import vn.nuong.sim.device.Value;
import vn.nuong.sim.publish.Message;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Quality;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

class SampleDevicesTest {

    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-31T15:00:00Z");
    private static final PropertyKey VALVE = PropertyKey.parse("valve_open");

    private static Map<String, SampleDevice> devices = Map.of();

    @BeforeAll
    static void make() {
        devices = SampleDevices.of(SiteConfig.sampleSite(), FROM, TO).stream()
                .collect(Collectors.toMap(SampleDevice::id, Function.identity()));
    }

    private static SampleDevice device(String id) {
        return Objects.requireNonNull(devices.get(id), id);
    }

    @Test
    void everyDeviceOfTheSampleSiteSpeaks() {
        assertThat(devices.keySet())
                .containsExactlyInAnyOrderElementsOf(SiteConfig.sampleSite().plots().stream()
                        .map(Plot::devices)
                        .flatMap(List::stream)
                        .toList());
        assertThat(devices.values()).allSatisfy(d -> assertThat(d.messages()).isNotEmpty());
    }

    @Test
    void everyMessageIsWithinThePeriodAndInOrder() {
        for (SampleDevice device : devices.values()) {
            List<Instant> sent = device.messages().stream().map(Message::sent).toList();
            assertThat(sent).isSorted().doesNotHaveDuplicates();
            assertThat(sent.get(0)).isBetween(FROM, FROM.plusSeconds(86_400));
            assertThat(sent.get(sent.size() - 1)).isBetween(TO.minusSeconds(86_400), TO);
        }
    }

    @Test
    void movesTheRecordingToTheReplayYearWithHourAndValuesKept() {
        Message message = device("wufeng-2022").messages().stream()
                .filter(m -> m.measured().equals(Instant.parse("2026-04-10T04:00:00Z")))
                .findFirst()
                .orElseThrow();
        var recorded = Recording.WUFENG_2022.rows().stream()
                .filter(r -> r.time().equals(Instant.parse("2022-04-10T04:00:00Z")))
                .findFirst()
                .orElseThrow();
        assertThat(message.readings()).isEqualTo(recorded.values());
        assertThat(message.readings()).containsKeys(PropertyKey.parse("soil_moisture_30cm"), PropertyKey.parse("rain"));
    }

    @Test
    void saysOfEveryDeviceThatItIsNotLiveAndWhereItsReadingsComeFrom() {
        assertThat(devices.values()).allSatisfy(d -> {
            assertThat(d.about().origin()).isNotEqualTo(Origin.LIVE);
            assertThat(d.about().source()).containsAnyOf("MIT", "Apache-2.0");
            assertThat(d.about().intervalS()).isPositive();
        });
        assertThat(device("wufeng-2022").about().recordedYear()).isEqualTo(2022);
        assertThat(device("wufeng-2022").about().depthsCm()).containsExactly(20, 30, 50);
        assertThat(device("plot-2-soil").about().origin()).isEqualTo(Origin.SIMULATED);
    }

    @Test
    void thinningLostNoIrrigation() { // 33 in the original file
        double before = 0;
        int starts = 0;
        for (var row : Recording.WAZIHUB_2.rows()) {
            double now = row.values().getOrDefault(VALVE, before);
            starts += now > before ? 1 : 0;
            before = now;
        }
        assertThat(starts).isEqualTo(33);
    }

    @Test
    void ingestWouldTakeEveryReading() {
        Instant received = Instant.parse("2026-11-24T00:00:00Z");
        for (SampleDevice device : devices.values()) {
            Topic topic = new Topic.Readings("pilot", device.id());
            for (Message message : device.messages()) {
                var parsed = PayloadParser.parse(topic.name(), message.payload(), received);
                assertThat(parsed.refusals()).isEmpty();
                if (!device.id().equals("wazihub-2")) { // its probe leaves its own scale
                    assertThat(parsed.readings()).allMatch(r -> r.quality() == Quality.GOOD);
                }
            }
        }
    }

    @Test
    void theSimulatedFieldComesToNeedWaterInItsDrySpringAndIsWetAfterRain() {
        Map<Instant, Double> moisture = new TreeMap<>();
        PropertyKey key = PropertyKey.parse("soil_moisture_15cm");
        device("plot-2-soil")
                .truth()
                .forEach(p -> p.values().stream()
                        .filter(v -> v.key().equals(key))
                        .forEach(v -> moisture.put(p.time(), v.truth())));
        Plot plot = SiteConfig.sampleSite().findPlot("plot-2").orElseThrow();
        var soil = vn.nuong.sim.soil.SoilTexture.of(plot.soil());
        double driest = moisture.values().stream().mapToDouble(v -> v).min().orElseThrow();
        double wettest = moisture.values().stream().mapToDouble(v -> v).max().orElseThrow();
        double threshold = soil.fieldCapacity() - 0.4 * (soil.fieldCapacity() - soil.wiltingPoint());
        assertThat(driest).isLessThan(threshold);
        assertThat(wettest).isGreaterThan(threshold + 0.02);
    }

    @Test
    void publishesTheTruthWithinAProbesNoise() {
        List<Value> values = device("plot-2-soil").truth().stream()
                .flatMap(p -> p.values().stream())
                .filter(v -> v.key().code().startsWith("soil_moisture"))
                .toList();
        assertThat(values)
                .allSatisfy(v -> assertThat(Math.abs(Objects.requireNonNull(v.published()) - v.truth()))
                        .isLessThan(0.012));
    }

    @Test
    void theSamePeriodGivesTheSameBytes(@TempDir Path folder) throws Exception {
        List<byte[]> truths = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Path file = folder.resolve(name);
            TruthFile.write(
                    file,
                    SampleDevices.of(SiteConfig.sampleSite(), FROM, TO).stream()
                            .flatMap(d -> d.truth().stream())
                            .toList());
            truths.add(Files.readAllBytes(file));
        }
        assertThat(Arrays.equals(truths.get(0), truths.get(1))).isTrue();
    }

    @Test
    void aLaterStartRepeatsTheEndOfTheSameMessages() {
        Instant later = Instant.parse("2026-04-15T07:00:00Z");
        Map<String, SampleDevice> restarted = SampleDevices.of(SiteConfig.sampleSite(), later, TO).stream()
                .collect(Collectors.toMap(SampleDevice::id, Function.identity()));
        devices.forEach((id, whole) -> assertThat(
                        Objects.requireNonNull(restarted.get(id), id).messages())
                .isEqualTo(whole.messages().stream()
                        .filter(m -> !m.sent().isBefore(later))
                        .toList()));
    }
}
