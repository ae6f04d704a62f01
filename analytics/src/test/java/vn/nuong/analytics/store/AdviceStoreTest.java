package vn.nuong.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.alert.AlertState;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Text;

class AdviceStoreTest {

    private static final Instant NOW = Field.NOW;

    @TempDir
    Path dir;

    @Test
    void givesBackAdviceWithItsInputsAndVersionAfterReopening() throws IOException {
        Advice first = Field.withMoisture(0.15).advice();
        Advice second = Field.advice(Field.withMoisture(0.15).history(NOW.plusSeconds(60)));
        try (AdviceStore store = open()) {
            store.save("plot-1", Optional.of(first), Map.of(), List.of());
            store.save("plot-1", Optional.of(second), Map.of(), List.of());
        }
        try (AdviceStore store = open()) {
            assertThat(store.findLatest("plot-1")).contains(second);
            assertThat(store.findLatest("plot-2")).isEmpty();
            assertThat(store.history("plot-1", null, null, 10)).containsExactly(second, first);
            assertThat(store.history("plot-1", NOW, NOW.plusSeconds(60), 10)).containsExactly(first);
            assertThat(store.history("plot-1", null, null, 1)).containsExactly(second);
        }
    }

    @Test
    void remembersWhereAlertsStandAndWhichWereSent() throws IOException {
        AlertState leaving = new AlertState.Leaving(NOW, Duration.ofMinutes(90), true);
        Alert alert = alert("plot-1-irrigation-1");
        try (AdviceStore store = open()) {
            assertThat(store.alertState("plot-1", AdviceTopic.IRRIGATION)).isEqualTo(AlertState.start());
            store.save("plot-1", Optional.empty(), Map.of(AdviceTopic.IRRIGATION, leaving), List.of(alert));
            store.save("plot-1", Optional.empty(), Map.of(), List.of(alert)); // twice is once
        }
        try (AdviceStore store = open()) {
            assertThat(store.alertState("plot-1", AdviceTopic.IRRIGATION)).isEqualTo(leaving);
            assertThat(store.alertState("plot-1", AdviceTopic.DRAINAGE)).isEqualTo(AlertState.start());
            assertThat(store.unsentAlerts()).containsExactly(alert);
            store.markSent(alert.id());
            assertThat(store.unsentAlerts()).isEmpty();
        }
    }

    @Test
    void namesTheFileThatItCannotUse() throws IOException {
        Path file = dir.resolve("advice.sqlite");
        Files.writeString(
                file, "this is no database, and it is long enough to be read as the header of one\n".repeat(50));
        assertThatThrownBy(() -> AdviceStore.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    private AdviceStore open() throws IOException {
        return AdviceStore.open(dir.resolve("advice.sqlite"));
    }

    private static Alert alert(String id) {
        return new Alert(
                id,
                "pilot",
                "plot-1",
                "Nương mẫu 1",
                NOW,
                AdviceTopic.IRRIGATION,
                Decision.IRRIGATE,
                new Text("Hôm nay tưới.", "Irrigate today."),
                true);
    }
}
