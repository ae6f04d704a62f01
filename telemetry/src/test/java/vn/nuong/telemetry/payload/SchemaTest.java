package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** The published schema and the parser say the same. */
class SchemaTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");

    @Test
    void everyPropertyOfTheCatalogueIsInTheSchemaAsTheParserTakesIt() throws IOException {
        JsonSchema schema = schema("readings");
        for (ObservedProperty property : ObservedProperty.values()) {
            PropertyKey key = property == ObservedProperty.TRAP_COUNT
                    ? PropertyKey.trapCount("empoasca_onukii")
                    : property.where() == ObservedProperty.Where.IN_SOIL
                            ? PropertyKey.of(property, 20)
                            : PropertyKey.of(property);
            String payload = payload("2026-11-23T00:15:00Z", key.code(), "1");
            assertThat(schema.validate(Json.parse(bytes(payload)))).as(payload).isEmpty();
            assertThat(parse(payload).readings()).as(payload).hasSize(1);
        }
    }

    @Test
    void whatTheSchemaRefusesTheParserRefusesToo() throws IOException {
        JsonSchema schema = schema("readings");
        for (String payload : List.of(
                payload("2026-11-23T00:15:00", "rain", "1"),
                payload("yesterday", "rain", "1"),
                payload("2026-11-23T00:15:00Z", "rain", "\"1\""),
                payload("2026-11-23T00:15:00Z", "rain_20cm", "1"),
                payload("2026-11-23T00:15:00Z", "soil_moisture_0cm", "1"),
                payload("2026-11-23T00:15:00Z", "trap_count", "1"),
                payload("2026-11-23T00:15:00Z", "trap_count_Empoasca", "1"),
                "{\"time\": null, \"readings\": {\"rain\": 1}}",
                "{\"time_source\": \"gateway\", \"readings\": {\"rain\": 1}}",
                "{\"time\": \"2026-11-23T00:15:00Z\", \"time_source\": \"ingest\", \"readings\": {\"rain\": 1}}",
                "{\"time\": \"2026-11-23T00:15:00Z\", \"readings\": {}}",
                "{\"time\": \"2026-11-23T00:15:00Z\"}")) {
            assertThat(schema.validate(Json.parse(bytes(payload)))).as(payload).isNotEmpty();
            assertThat(parse(payload).readings()).as(payload).isEmpty();
        }
    }

    @Test
    void whatTheSchemaTakesOfTimesTheParserTakesToo() throws IOException {
        JsonSchema schema = schema("readings");
        for (String payload : List.of(
                "{\"readings\": {\"rain\": 1}}",
                payload("2026-11-23T07:15+07:00", "rain", "1"),
                payload("2026-11-23T00:15:00.123456789Z", "rain", "1"),
                "{\"time\": \"2026-11-23T00:15:00Z\", \"time_source\": \"gateway\", \"readings\": {\"rain\": 1}}",
                "{\"time\": \"2026-11-23T00:15:00Z\", \"time_source\": \"device\", \"readings\": {\"rain\": 1}}")) {
            assertThat(schema.validate(Json.parse(bytes(payload)))).as(payload).isEmpty();
            assertThat(parse(payload).readings()).as(payload).hasSize(1);
        }
    }

    private static JsonSchema schema(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/schema/" + name + ".schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Json.parse(in.readAllBytes()));
        }
    }

    private static String payload(String time, String key, String value) {
        return "{\"time\": \"" + time + "\", \"readings\": {\"" + key + "\": " + value + "}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ParsedPayload parse(String payload) {
        return PayloadParser.parse("nuong/pilot/probe/readings", bytes(payload), NOW);
    }
}
