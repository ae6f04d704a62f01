package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;

/** What holds for every message, tried on random ones. */
class ParserPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00.5Z");
    private static final String TOPIC = "nuong/pilot/my-probe/readings";

    private final Random random = new Random(20261123);

    @Test
    void whatIsWrittenIsReadTheSame() {
        for (int i = 0; i < 20_000; i++) {
            Instant measured = measured();
            Map<String, Double> values = values();
            boolean timeFirst = random.nextBoolean();
            Object time = random.nextBoolean()
                    ? measured
                    : measured.atOffset(ZoneOffset.ofTotalSeconds(900 * (random.nextInt(97) - 48)))
                            .toString();
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put(timeFirst ? "time" : "readings", timeFirst ? time : values);
            payload.put(timeFirst ? "readings" : "time", timeFirst ? values : time);

            List<Reading> expected = new ArrayList<>();
            values.forEach((code, value) -> expected.add(
                    new Reading("pilot", "my-probe", PropertyKey.parse(code), value + 0.0, measured, NOW)));
            assertThat(PayloadParser.parse(TOPIC, Json.write(payload), NOW))
                    .isEqualTo(new ParsedPayload(expected, List.of()));
        }
    }

    @Test
    void senmlIsReadToTheMillisecondAndTheValue() {
        for (int i = 0; i < 5_000; i++) {
            Instant measured = Instant.ofEpochMilli(measured().toEpochMilli());
            List<Map<String, Object>> pack = new ArrayList<>();
            List<Reading> expected = new ArrayList<>();
            values().forEach((code, value) -> {
                pack.add(Map.of("n", code, "v", value, "t", measured.toEpochMilli() / 1e3));
                expected.add(new Reading("pilot", "my-probe", PropertyKey.parse(code), value + 0.0, measured, NOW));
            });
            assertThat(PayloadParser.parse(TOPIC, Json.write(pack), NOW))
                    .isEqualTo(new ParsedPayload(expected, List.of()));
        }
    }

    @Test
    void readingsComeOutInTheirOrderAndTheOrderChangesNothingElse() {
        for (int i = 0; i < 2_000; i++) {
            List<Map.Entry<String, Object>> sent = new ArrayList<>(values().entrySet().stream()
                    .map(e -> Map.<String, Object>entry(e.getKey(), e.getValue()))
                    .toList());
            sent.add(Map.entry("unknown", 1));
            sent.add(Map.entry("trap_count_thrips", "many"));
            Collections.shuffle(sent, random);
            Map<String, Object> readings = new LinkedHashMap<>();
            sent.forEach(e -> readings.put(e.getKey(), e.getValue()));

            ParsedPayload parsed = PayloadParser.parse(
                    TOPIC, Json.write(Map.of("time", "2026-11-23T00:15:00Z", "readings", readings)), NOW);

            List<String> names = sent.stream().map(Map.Entry::getKey).toList();
            assertThat(parsed.readings().stream().map(r -> r.key().code()).toList())
                    .isEqualTo(names.stream()
                            .filter(n -> !n.equals("unknown") && !n.equals("trap_count_thrips"))
                            .toList());
            assertThat(parsed.refusals().stream().map(Refusal::item).toList())
                    .isEqualTo(names.stream()
                            .filter(n -> n.equals("unknown") || n.equals("trap_count_thrips"))
                            .toList());
            parsed.readings()
                    .forEach(r -> assertThat(r.value())
                            .isEqualTo((Double) readings.get(r.key().code()) + 0.0));
        }
    }

    private Instant measured() {
        long span = NOW.getEpochSecond() - PayloadParser.EARLIEST.getEpochSecond();
        return PayloadParser.EARLIEST
                .plusSeconds((long) (random.nextDouble() * span))
                .plusNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            ObservedProperty property = ObservedProperty.values()[random.nextInt(ObservedProperty.values().length)];
            PropertyKey key = property == ObservedProperty.TRAP_COUNT
                    ? PropertyKey.trapCount("s" + random.nextInt(100))
                    : property.where() == ObservedProperty.Where.IN_SOIL && random.nextBoolean()
                            ? PropertyKey.of(property, 1 + random.nextInt(500))
                            : PropertyKey.of(property);
            values.put(key.code(), value());
        }
        return values;
    }

    private double value() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1000) / 1000.0;
            case 1 -> -0.0;
            case 2 -> random.nextInt();
            default -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(any) ? any : Double.MIN_VALUE;
            }
        };
    }
}
