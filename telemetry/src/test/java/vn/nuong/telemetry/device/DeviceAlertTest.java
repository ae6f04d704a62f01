package vn.nuong.telemetry.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.json.Json;

class DeviceAlertTest {

    private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
    private static final Text WORDS = new Text("im lặng", "silent");
    private static final DeviceAlert OPEN = new DeviceAlert(
            "silent/pilot/my-probe/1",
            "pilot",
            "my-probe",
            DeviceAlert.Kind.SILENT,
            List.of(new DeviceAlert.Silent("my-probe", "Đầu đo", NOW.minusSeconds(2700))),
            NOW,
            null,
            DeviceAlert.Cause.BATTERY,
            WORDS,
            WORDS,
            null,
            false);

    @Test
    void isTheSameAfterItsJourneyAsJson() {
        DeviceAlert closed = OPEN.closed(NOW.plusSeconds(60), WORDS);
        for (DeviceAlert alert : List.of(OPEN, closed)) {
            assertThat(Json.read(Json.write(alert), DeviceAlert.class)).isEqualTo(alert);
        }
        assertThat(new String(Json.write(OPEN), StandardCharsets.UTF_8))
                .contains("\"kind\":\"silent\"", "\"cause\":\"battery\"", "\"opened_at\":\"2026-11-23T05:00:00Z\"")
                .doesNotContain("closed_at", "open\":");
        assertThat(OPEN.isOpen()).isTrue();
        assertThat(closed.isOpen()).isFalse();
    }

    @Test
    void cannotBeTakenForAdvice() {
        assertThat(Json.parse(Json.write(OPEN)).has("decision")).isFalse();
        assertThatThrownBy(() -> Json.read(Json.write(OPEN), Alert.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageThatLeavesSomethingOutIsRefused() {
        for (String json : List.of("{}", "{\"kind\":\"silent\"}")) {
            assertThatThrownBy(() -> Json.read(json.getBytes(StandardCharsets.UTF_8), DeviceAlert.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one of them is missing");
        }
        assertThatThrownBy(() -> Json.read("{}".getBytes(StandardCharsets.UTF_8), Alert.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one of them is missing");
    }

    @Test
    void hasAClosingWhenItIsClosedAndOnlyThen() {
        assertThatThrownBy(() -> OPEN.closed(NOW, null)).hasMessageContaining("give both or neither");
        assertThatThrownBy(() -> OPEN.closed(null, WORDS)).hasMessageContaining("give both or neither");
    }
}
