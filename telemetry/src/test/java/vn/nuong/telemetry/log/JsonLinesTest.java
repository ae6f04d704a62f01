package vn.nuong.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.json.Json;

class JsonLinesTest {

    private final Logger logger = new LoggerContext().getLogger("vn.nuong.test");

    private String line(String message, @Nullable Throwable failure, Object... arguments) {
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, failure, arguments);
        event.setInstant(Instant.parse("2026-11-24T01:02:03.004Z"));
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void writesAnObjectALineWithTheTime() {
        assertThat(line("{} \"readings\"\nwait", null, 3))
                .isEqualTo("{\"time\":\"2026-11-24T01:02:03.004Z\",\"level\":\"warn\",\"logger\":\"vn.nuong.test\","
                        + "\"thread\":\"" + Thread.currentThread().getName()
                        + "\",\"message\":\"3 \\\"readings\\\"\\nwait\"}\n");
    }

    @Test
    void keepsAStackTraceWithinItsLine() {
        String line = line("it failed", new IllegalStateException("because"));

        assertThat(line.lines()).hasSize(1);
        JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("error").asText())
                .startsWith("java.lang.IllegalStateException: because")
                .contains("JsonLinesTest");
    }
}
