package vn.nuong.telemetry.payload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes random messages: of both forms, with anything in any place, and then changed here and there. Repeatable by its seed. */
final class PayloadMaker {

    private static final List<String> TOPICS = List.of(
            "nuong/pilot/my-probe/readings",
            "nuong/pilot/mapped/readings",
            "nuong/pilot/clockless/readings",
            "nuong/other/mapped/readings",
            "nuong/pilot/my-probe/about",
            "nuong/pilot/My.Probe/readings",
            "nuong/pilot/đầu-đo/readings",
            "nuong/pilot/a+b#/readings",
            "nuong//x/readings",
            "",
            "/");

    private static final List<String> CORPUS = List.of(
            "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"soil_moisture_20cm\": 0.312, \"battery\": 3.61}}",
            "{\"readings\": {\"rain\": 1}, \"time_source\": \"gateway\", \"time\": \"2026-11-23T07:15:00.25+07:00\"}",
            "{\"readings\": {\"sm1\": 0.3, \"độ ẩm\": 90}, \"time\": \"2026-11-23T07:15:00\"}",
            "{\"readings\": {\"rain\": 1}}",
            "{\"readings\": {\"rain\": NaN, \"battery\": \"3,6\", \"signal\": [-90], \"rian\": 1e400}, \"time\": 1795392900}",
            "{\"x\": {\"a\": [1, {\"b\": [[[]]]}]}, \"readings\": {\"trap_count_empoasca_onukii\": 3}}",
            "[{\"bn\": \"urn:dev:ow:1:\", \"bt\": 1795392900, \"bver\": 5, \"n\": \"soil_moisture_20cm\", \"u\": \"/\", \"v\": 0.3},"
                    + " {\"n\": \"air_temperature\", \"u\": \"K\", \"v\": 298.15, \"t\": -60}, {\"n\": \"valve_open\", \"vb\": true}]",
            "[{\"bt\": 1795392900.5, \"time_source\": \"gateway\"}, {\"n\": \"rain\", \"v\": 1}, {\"n\": \"battery\", \"vs\": \"low\"}]",
            "[{\"n\": \"rain\", \"v\": 1, \"t\": -300, \"x_\": {}}, {\"bv\": -1e308, \"n\": \"rain\", \"v\": -1e308}]",
            "[{}]",
            "[[[[[[[[]]]]]]]]",
            "");

    private static final List<String> NAMES = List.of(
            "soil_moisture_20cm",
            "soil_moisture",
            "rain",
            "battery",
            "signal",
            "air_temperature",
            "valve_open",
            "sm1",
            "độ ẩm",
            "trap_count",
            "trap_count_thrips",
            "rain_20cm",
            "soil_ph_501cm",
            "",
            "temperature",
            "rian",
            "time",
            "readings",
            "time_source",
            "bn",
            "bt",
            "bu",
            "bv",
            "bver",
            "n",
            "u",
            "v",
            "vs",
            "vb",
            "vd",
            "t",
            "s",
            "x_",
            "\\u0000",
            "\\ud800");

    private static final List<String> VALUES = List.of(
            "0.312",
            "1",
            "-0.0",
            "0",
            "-7",
            "1e400",
            "-1e400",
            "1e-400",
            "NaN",
            "Infinity",
            "-INF",
            "null",
            "true",
            "\"0,312\"",
            "\"3.61\"",
            "\"gateway\"",
            "\"device\"",
            "\"ingest\"",
            "\"2026-11-23T00:15:00Z\"",
            "\"2026-11-23T00:15:00\"",
            "\"2026-11-23T00:15:00.123456789+07:00\"",
            "\"1970-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59-18:00\"",
            "1795392900",
            "1795392900123",
            "-300",
            "268435456",
            "9.3e9",
            "1.7e308",
            "[]",
            "{}",
            "[1, [2]]",
            "{\"v\": 1}",
            "\"Cel\"",
            "\"K\"",
            "\"/\"",
            "\"m3/m3\"",
            "\"rain\"",
            "\"urn:dev:x:\"",
            "\"a/b/rain\"",
            "\"\\ud800\"",
            "123456789012345678901234567890");

    private static final List<String> SCRAPS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\0",
            "\uFEFF",
            "0,3",
            "e",
            "-",
            ".",
            "/*",
            "null",
            "NaN",
            "ạ",
            "🌱",
            "[[[[",
            "\"time\":",
            "\"readings\":{",
            " ",
            "\n",
            "\t",
            "1e",
            "00",
            "'");

    private final Random random;

    PayloadMaker(Random random) {
        this.random = random;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int number(int below) {
        return random.nextInt(below);
    }

    String topic() {
        if (chance(0.9)) {
            return TOPICS.get(random.nextInt(3));
        }
        String topic = one(TOPICS);
        return chance(0.5) ? topic : new String(changed(bytes(topic)), StandardCharsets.UTF_8);
    }

    Instant received() {
        return Instant.parse("2026-11-23T01:00:00Z").plusNanos((long) (random.nextGaussian() * 1e15));
    }

    byte[] payload() {
        byte[] payload = bytes(
                switch (random.nextInt(4)) {
                    case 0 -> one(CORPUS);
                    case 1 -> nativeForm();
                    case 2 -> senml();
                    default -> value(0);
                });
        int changes = chance(0.5) ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            payload = changed(payload);
        }
        return payload;
    }

    private String nativeForm() {
        StringBuilder json = new StringBuilder("{");
        if (chance(0.8)) {
            json.append("\"time\": ")
                    .append(
                            chance(0.7)
                                    ? "\"2026-1" + random.nextInt(2) + "-1" + random.nextInt(10) + "T00:15:00Z\""
                                    : value(0))
                    .append(", ");
        }
        if (chance(0.2)) {
            json.append("\"time_source\": ")
                    .append(chance(0.7) ? "\"gateway\"" : value(0))
                    .append(", ");
        }
        if (chance(0.2)) {
            json.append("\"").append(one(NAMES)).append("\": ").append(value(0)).append(", ");
        }
        return json.append("\"readings\": ")
                .append(members(chance(0.02) ? 2_000 : 6))
                .append("}")
                .toString();
    }

    private String members(int most) {
        StringBuilder json = new StringBuilder("{");
        int first = random.nextInt(NAMES.size()); // neighbours in the list, so that few are there twice
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            String name = chance(0.7)
                    ? "soil_ec_" + (1 + i) + "cm"
                    : i < NAMES.size() ? NAMES.get((first + i) % NAMES.size()) : "x" + i;
            json.append(i == 0 ? "" : ", ")
                    .append("\"")
                    .append(name)
                    .append("\": ")
                    .append(chance(0.6) ? "0." + number(1000) : value(1));
        }
        return json.append("}").toString();
    }

    private String senml() {
        StringBuilder json = new StringBuilder("[");
        int records = random.nextInt(5);
        for (int i = 0; i < records; i++) {
            json.append(i == 0 ? "{" : ", {").append("\"n\": ");
            json.append(chance(0.9) ? "\"" + NAMES.get(number(chance(0.7) ? 7 : NAMES.size())) + "\"" : value(0));
            if (chance(0.9)) {
                json.append(", \"v\": ").append(chance(0.6) ? String.valueOf(number(100)) : value(0));
            }
            for (String label : List.of("bt", "t", "u", "bu", "bv", "bn", "vb", "vs", "time_source", "bver")) {
                if (chance(0.06)) {
                    json.append(", \"").append(label).append("\": ").append(value(0));
                }
            }
            json.append("}");
        }
        return json.append("]").toString();
    }

    private String value(int depth) {
        if (depth < 40 && chance(depth < 2 ? 0.05 : 0.5) && depth > 0) {
            String inner = value(depth + 1);
            return chance(0.5) ? "[" + inner + "]" : "{\"" + one(NAMES) + "\": " + inner + "}";
        }
        return switch (random.nextInt(8)) {
            case 2, 3 -> String.valueOf(random.nextInt(1000) / 10.0);
            case 0 -> String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 1 -> String.valueOf(random.nextLong());
            default -> one(VALUES);
        };
    }

    /** The bytes with one change: a byte, a scrap put in, a part taken out, doubled, moved or repeated, the end cut off. */
    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(bytes.length - from, 40) + 1);
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        return switch (random.nextInt(9)) {
            case 0 ->
                joined(
                        Arrays.copyOf(bytes, from),
                        new byte[] {(byte) random.nextInt(256)},
                        tail(bytes, Math.min(from + 1, bytes.length)));
            case 1 -> joined(Arrays.copyOf(bytes, from), bytes(one(SCRAPS)), tail(bytes, from));
            case 2 -> joined(Arrays.copyOf(bytes, from), tail(bytes, to));
            case 3 -> joined(Arrays.copyOf(bytes, to), part, tail(bytes, to));
            case 4 -> Arrays.copyOf(bytes, from);
            case 5 -> joined(Arrays.copyOf(bytes, from), bytes(one(VALUES)), tail(bytes, to));
            case 6 -> joined(Arrays.copyOf(bytes, from), bytes(one(CORPUS)), tail(bytes, from));
            case 7 -> joined(bytes("[".repeat(random.nextInt(40))), bytes, bytes("]".repeat(random.nextInt(40))));
            default -> chance(0.02) ? repeated(bytes, from, part) : joined(bytes, part);
        };
    }

    private byte[] repeated(byte[] bytes, int from, byte[] part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Arrays.copyOf(bytes, from));
        for (int i = random.nextInt(20_000); i >= 0; i--) {
            all.writeBytes(part);
        }
        all.writeBytes(tail(bytes, from));
        return all.toByteArray();
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
