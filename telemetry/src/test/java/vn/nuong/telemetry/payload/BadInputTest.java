package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.nuong.telemetry.reading.Reading;

/** What becomes of bad input, case by case; the same cases are the table in {@code docs/ingest-bad-input.md}. */
class BadInputTest {

    private static final Path DOC = Path.of("../docs/ingest-bad-input.md");
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final String TOPIC = "nuong/pilot/my-probe/readings";
    private static final String TAKEN = "taken";

    /**
     * One bad input.
     *
     * @param what what is wrong with it
     * @param shown how the table shows it
     * @param topic where it comes
     * @param payload its bytes
     * @param outcomes what becomes of each of its readings: the code of a reason, or {@link #TAKEN} with the value
     * @param says what the detail of the first refusal says among the rest; of a taken one empty
     */
    private record Case(
            String what, String shown, String topic, byte[] payload, List<String> outcomes, String... says) {

        String row() {
            String outcome = String.join(
                    ", ",
                    outcomes.stream()
                            .map(o -> o.startsWith(TAKEN) ? o : "`" + o + "`")
                            .distinct()
                            .toList());
            String hints = List.of(says).stream().map(s -> "“" + s + "”").collect(Collectors.joining(", "));
            return "| " + what + " | " + (shown.isEmpty() ? "" : "`` " + shown.replace("|", "\\|") + " ``") + " | "
                    + outcome + " | " + hints + " |";
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        String good = "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"rain\": 1}}";

        // Not JSON, or not of our shape
        cases.add(payload("empty", "", "unparseable", "the payload is empty", "expected {\"time\""));
        cases.add(payload("only blanks", "  ", "unparseable", "the payload is empty"));
        cases.add(payload(
                "cut off",
                "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"rain\": 1",
                "unparseable",
                "ends too early"));
        cases.add(payload("text", "hello", "unparseable", "hello"));
        cases.add(payload("XML", "<rain>1</rain>", "unparseable", "'<'"));
        cases.add(payload("CSV", "2026-11-23T00:15:00Z,0.312", "unparseable", "line 1"));
        cases.add(payload("a number", "42", "unparseable", "the payload is a number", "expected {\"time\""));
        cases.add(payload("null", "null", "unparseable", "the payload is null"));
        cases.add(
                payload("no readings", "{\"time\": \"2026-11-23T00:15:00Z\"}", "unparseable", "at least one reading"));
        cases.add(payload("readings empty", "{\"readings\": {}}", "unparseable", "at least one reading"));
        cases.add(payload("readings an array", "{\"readings\": [1, 2]}", "unparseable", "at least one reading"));
        cases.add(payload("an empty array", "[]", "unparseable", "holds no measurement"));
        cases.add(payload("an array of numbers", "[0.312, 3.61]", "unparseable", "a SenML record is a number"));
        cases.add(payload("arrays of arrays", "[[[1]]]", "unparseable", "a SenML record is an array"));
        cases.add(payload("two values", "{\"readings\": {\"rain\": 1}} {}", "unparseable", "a message of its own"));
        cases.add(payload("duplicate keys", "{\"readings\": {\"rain\": 1, \"rain\": 2}}", "unparseable", "rain"));
        cases.add(payload(
                "duplicate keys deeper",
                "{\"x\": {\"a\": 1, \"a\": 2}, \"readings\": {\"rain\": 1}}",
                "unparseable",
                "'a'"));
        cases.add(payload("comments", "{\"readings\": {\"rain\": 1 /* mm */}}", "unparseable", "comment"));
        cases.add(payload("single quotes", "{'readings': {'rain': 1}}", "unparseable", "'''"));
        cases.add(payload("a comma too many", "{\"readings\": {\"rain\": 1,}}", "unparseable", "'}'"));
        cases.add(payload(
                "a decimal comma",
                "{\"readings\": {\"soil_moisture_20cm\": 0,312}}",
                "unparseable",
                "if that is a decimal comma, write a point"));
        cases.add(payload("a leading zero", "{\"readings\": {\"rain\": 007}}", "unparseable", "zeroes"));
        cases.add(payload("a sign too many", "{\"readings\": {\"rain\": +1}}", "unparseable", "'+'"));
        cases.add(bytes(
                "10 MB",
                "10 MB of zeros",
                new byte[10 * 1024 * 1024],
                List.of("unparseable"),
                "10485760 bytes, more than 262144"));
        cases.add(bytes(
                "deeply nested",
                "[[[[… 100,000 deep",
                utf8("[".repeat(100_000)),
                List.of("unparseable"),
                "a SenML record is an array"));
        cases.add(bytes(
                "deeply nested beside the readings",
                "{\"x\": [[[… 100,000 deep",
                utf8("{\"x\": " + "[".repeat(100_000)),
                List.of("unparseable"),
                "nesting depth"));

        // Bytes
        cases.add(bytes(
                "invalid UTF-8",
                "{\"readings\": {\"độ_ẩm\": 1}} in Windows-1258",
                "{\"readings\": {\"d\u00F4\": 1}}".getBytes(StandardCharsets.ISO_8859_1),
                List.of("unparseable"),
                "byte 17 of the payload (0xF4) is no text in UTF-8"));
        cases.add(bytes(
                "an overlong form of a character",
                "C0 A2 for a quote",
                new byte[] {'{', (byte) 0xC0, (byte) 0xA2},
                List.of("unparseable"),
                "byte 2 of the payload (0xC0)"));
        cases.add(bytes(
                "UTF-16",
                "the same in UTF-16",
                good.getBytes(StandardCharsets.UTF_16LE),
                List.of("unparseable"),
                "send UTF-8"));
        cases.add(bytes(
                "UTF-16 with a byte order mark",
                "the same in UTF-16",
                good.getBytes(StandardCharsets.UTF_16),
                List.of("unparseable"),
                "send UTF-8"));
        cases.add(bytes(
                "UTF-32",
                "the same in UTF-32",
                good.getBytes(Charset.forName("UTF-32LE")),
                List.of("unparseable"),
                "send UTF-8"));
        cases.add(bytes("a zero byte at the end", "a C string", utf8(good + "\0"), List.of("unparseable"), "UTF-8"));
        cases.add(bytes(
                "a UTF-8 byte order mark", "EF BB BF before the rest", utf8("\uFEFF" + good), List.of("taken: 1")));

        // Values
        cases.add(value("null", "null", "not_a_number", "rain is null", "leave out what was not measured"));
        cases.add(value("true", "true", "not_a_number", "rain is true"));
        cases.add(value("an object", "{\"value\": 1}", "not_a_number", "rain is an object"));
        cases.add(value("an array", "[1]", "not_a_number", "rain is an array"));
        cases.add(value("a number as text", "\"0.312\"", "not_a_number", "write it without quotes, as 0.312"));
        cases.add(value(
                "a number as text with a decimal comma",
                "\"0,312\"",
                "not_a_number",
                "write it without quotes and with a decimal point, as 0.312"));
        cases.add(value("a value with its unit", "\"31 %\"", "not_a_number", "the text \"31 %\""));
        cases.add(value("an empty text", "\"\"", "not_a_number", "leave out what was not measured"));
        cases.add(value("NaN", "NaN", "not_a_number", "NaN, not a number"));
        cases.add(value("Infinity", "-Infinity", "not_a_number", "-Infinity, not a number"));
        cases.add(value("too large for a number", "1e400", "not_a_number", "1e400, beyond ±1.8e308"));
        cases.add(value("a huge exponent", "1e999999999999", "not_a_number", "beyond ±1.8e308"));
        cases.add(value("a tiny exponent", "1e-400", "taken: 0"));
        cases.add(value("negative zero", "-0.0", "taken: 0"));
        cases.add(value("the largest number", "1.7976931348623157e308", "taken: 1.7976931348623157E308"));
        cases.add(new Case(
                "many digits",
                "0.333… of 900 digits",
                TOPIC,
                utf8(good.replace(": 1}", ": 0." + "3".repeat(900) + "}")),
                List.of("taken: " + 1 / 3.0)));
        cases.add(new Case(
                "too many digits",
                "111… of 5,000 digits",
                TOPIC,
                utf8(good.replace(": 1}", ": " + "1".repeat(5000) + "}")),
                List.of("not_a_number"),
                "5000 characters, more than 1000"));

        // Properties
        cases.add(property(
                "unknown", "co2", "unknown property \"co2\"", "the known ones are listed in docs/telemetry.md"));
        cases.add(property("misspelt", "soil_moistre_20cm", "the nearest known one is \"soil_moisture_20cm\""));
        cases.add(property("in capitals", "Soil-Moisture_20", "the nearest known one is \"soil_moisture_20cm\""));
        cases.add(property("only half", "temperature", "\"soil_temperature\" or \"air_temperature\""));
        cases.add(property("in Vietnamese", "độ_ẩm_đất", "unknown property \"độ_ẩm_đất\""));
        cases.add(property("empty", "", "unknown property \"\""));
        cases.add(property("a depth in the air", "rain_20cm", "it has no depth"));
        cases.add(property("too deep", "soil_moisture_900cm", "outside 1..500 cm"));
        cases.add(property("a trap without its species", "trap_count", "trap_count_empoasca_onukii"));
        cases.add(payload(
                "some readings good, some bad",
                "{\"readings\": {\"rain\": 1, \"wind\": 2, \"battery\": null}}",
                List.of("taken: 1", "unknown_property", "not_a_number"),
                "wind"));

        // Times
        cases.add(time(
                "without zone",
                "\"2026-11-23T07:15:00\"",
                "bad_time",
                "without an offset",
                "2026-11-23T07:15:00+07:00"));
        cases.add(time(
                "in seconds",
                "1795392900",
                "bad_time",
                "in seconds since 1970 it would be \"2026-11-23T00:15:00Z\": write that"));
        cases.add(time(
                "in milliseconds",
                "1795392900000",
                "bad_time",
                "in milliseconds since 1970 it would be \"2026-11-23T00:15:00Z\": write that"));
        cases.add(time("in seconds as text", "\"1795392900\"", "bad_time", "in seconds since 1970"));
        cases.add(time("since the device was switched on", "86400", "bad_time", "the number 86400, not a text"));
        cases.add(time("null", "null", "bad_time", "\"time\" is null"));
        cases.add(time("empty", "\"\"", "bad_time", "not an ISO-8601 time"));
        cases.add(time("as people write it", "\"23/11/2026 07:15\"", "bad_time", "not an ISO-8601 time"));
        cases.add(time("a day that does not exist", "\"2026-02-30T00:15:00Z\"", "bad_time", "not an ISO-8601 time"));
        cases.add(time("before 2000", "\"1999-12-31T23:59:59Z\"", "bad_time", "before 2001-01-01", "never set"));
        cases.add(time("a clock that was never set", "\"1970-01-01T00:03:20Z\"", "bad_time", "never set"));
        cases.add(time("ten minutes ahead", "\"2026-11-23T01:10:00Z\"", "taken: 1"));
        cases.add(time(
                "eleven minutes ahead",
                "\"2026-11-23T01:11:00Z\"",
                "from_the_future",
                "11 minutes after it came",
                "set the device's clock"));
        cases.add(time("after tomorrow", "\"2026-11-26T01:00:00Z\"", "from_the_future", "3 days after it came"));
        cases.add(payload(
                "none: measured when it arrives, by ingest's clock", "{\"readings\": {\"rain\": 1}}", "taken: 1"));
        cases.add(payload(
                "a time_source of its own",
                "{\"time\": \"2026-11-23T00:15:00Z\", \"time_source\": \"gps\", \"readings\": {\"rain\": 1}}",
                "bad_time",
                "\"time_source\" is the text \"gps\""));
        cases.add(payload(
                "a time_source without time",
                "{\"time_source\": \"gateway\", \"readings\": {\"rain\": 1}}",
                "bad_time",
                "send both or neither"));

        // SenML
        cases.add(payload(
                "SenML: a unit that does not fit",
                "[{\"n\": \"rain\", \"u\": \"Cel\", \"v\": 1}]",
                "wrong_unit",
                "mm"));
        cases.add(payload(
                "SenML: no value", "[{\"n\": \"rain\", \"u\": \"mm\"}]", "not_a_number", "neither a number (v)"));
        cases.add(payload("SenML: a text", "[{\"n\": \"rain\", \"vs\": \"0,5\"}]", "not_a_number", "as 0.5"));
        cases.add(
                payload("SenML: two values", "[{\"n\": \"rain\", \"v\": 1, \"vb\": true}]", "unparseable", "2 values"));
        cases.add(payload(
                "SenML: a field that must be understood",
                "[{\"n\": \"rain\", \"v\": 1, \"x_\": 1}]",
                "unparseable",
                "\"x_\""));
        cases.add(payload(
                "SenML: time in milliseconds",
                "[{\"n\": \"rain\", \"v\": 1, \"t\": 1795392900000}]",
                "bad_time",
                "in milliseconds since 1970 it would be \"2026-11-23T00:15:00Z\""));
        cases.add(
                payload("SenML: time as text", "[{\"n\": \"rain\", \"v\": 1, \"t\": \"now\"}]", "bad_time", "\"now\""));
        cases.add(payload(
                "SenML: a base field of a wrong type", "[{\"bt\": \"now\"}]", "unparseable", "\"bt\" is the text"));
        cases.add(payload(
                "SenML: of the future", "[{\"bver\": 11, \"n\": \"rain\", \"v\": 1}]", "unparseable", "up to 10"));
        cases.add(payload(
                "SenML: base fields alone",
                "[{\"bn\": \"urn:x:\", \"bt\": 1795392900}]",
                "unparseable",
                "no measurement"));
        cases.add(payload(
                "SenML: a record that is none",
                "[{\"n\": \"rain\", \"v\": 1}, 2]",
                "unparseable",
                "a SenML record is a number"));

        // Topics
        cases.add(topic("a device with a slash", "nuong/pilot/my/probe/readings", "5 levels"));
        cases.add(topic("a device with a plus", "nuong/pilot/my+probe/readings", "the device is called \"my+probe\""));
        cases.add(topic("a device with a hash", "nuong/pilot/probe#1/readings", "the device is called \"probe#1\""));
        cases.add(topic("a device with a dot", "nuong/pilot/my.probe/readings", "the device is called \"my.probe\""));
        cases.add(topic("a device in Vietnamese", "nuong/pilot/đầu-đo/readings", "the device is called \"đầu-đo\""));
        cases.add(topic("a device in capitals", "nuong/pilot/Probe/readings", "the device is called \"Probe\""));
        cases.add(topic("a device without name", "nuong/pilot//readings", "the device is called \"\""));
        cases.add(topic("a site with a blank", "nuong/my site/probe/readings", "the site is called \"my site\""));
        cases.add(topic("another topic", "sensors/probe", "2 levels"));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheOutcomeOfTheTable(Case bad) {
        ParsedPayload parsed = PayloadParser.parse(bad.topic(), bad.payload(), NOW);

        List<String> outcomes = new ArrayList<>();
        for (Reading reading : parsed.readings()) {
            String value = String.valueOf(reading.value());
            outcomes.add(TAKEN + ": " + (value.endsWith(".0") ? value.substring(0, value.length() - 2) : value));
        }
        parsed.refusals().forEach(refusal -> outcomes.add(refusal.reason().code()));
        assertThat(outcomes).isEqualTo(bad.outcomes());
        if (bad.says().length > 0) {
            assertThat(parsed.refusals().get(0).detail()).contains(bad.says());
        }
        parsed.refusals().forEach(refusal -> assertThat(refusal.payload()).isEqualTo(RawPayload.of(bad.payload())));
    }

    @Test
    void theDocumentedTableIsThisOne() throws IOException {
        String rows = cases().stream().map(Case::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(DOC))
                .as("the rows of %s should be%n%s%n", DOC, rows)
                .contains(rows);
    }

    private static Case payload(String what, String payload, String outcome, String... says) {
        return payload(what, payload, List.of(outcome), says);
    }

    private static Case payload(String what, String payload, List<String> outcomes, String... says) {
        return new Case(what, payload.strip(), TOPIC, utf8(payload), outcomes, says);
    }

    private static Case bytes(String what, String shown, byte[] payload, List<String> outcomes, String... says) {
        return new Case(what, shown, TOPIC, payload, outcomes, says);
    }

    private static Case value(String what, String json, String outcome, String... says) {
        String payload = "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"rain\": " + json + "}}";
        return new Case("value: " + what, "\"rain\": " + json, TOPIC, utf8(payload), List.of(outcome), says);
    }

    private static Case property(String what, String name, String... says) {
        String payload = "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {\"" + name + "\": 1}}";
        return new Case(
                "property: " + what, "\"" + name + "\": 1", TOPIC, utf8(payload), List.of("unknown_property"), says);
    }

    private static Case time(String what, String json, String outcome, String... says) {
        String payload = "{\"time\": " + json + ", \"readings\": {\"rain\": 1}}";
        return new Case("time: " + what, "\"time\": " + json, TOPIC, utf8(payload), List.of(outcome), says);
    }

    private static Case topic(String what, String topic, String... says) {
        return new Case("topic: " + what, topic, topic, utf8("{}"), List.of("bad_topic"), says);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
