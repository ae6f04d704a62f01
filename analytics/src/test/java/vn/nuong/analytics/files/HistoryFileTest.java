package vn.nuong.analytics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Reading;

class HistoryFileTest {

    private static final Instant LATE = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final List<String> reports = new ArrayList<>();

    private HistoryFile read(String text, Instant at) throws IOException {
        return HistoryFile.read(Files.writeString(folder.resolve("h.csv"), text), 1000, at, reports::add);
    }

    @Test
    void irrigationBecomesTheCounterOfAMeter() throws IOException {
        HistoryFile file = read(
                "time,irrigation_mm\n2026-01-01T00:00:00Z,2\n2026-01-01T01:00:00Z,0\n2026-01-01T02:00:00Z,\n"
                        + "2026-01-01T03:00:00Z,5\n",
                LATE);
        assertThat(file.irrigationRecorded()).isTrue();
        assertThat(file.readings())
                .allMatch(r -> r.key().property() == ObservedProperty.WATER_VOLUME_TOTAL)
                .extracting(Reading::value)
                .containsExactly(0.0, 2.0, 2.0, 7.0); // mm on 1000 m² are m³; the empty cell has no reading
    }

    @Test
    void rowsInAnyOrderAndTheSameRowTwiceAreTaken() throws IOException {
        HistoryFile file =
                read("time,rain\n2026-01-01T02:00:00Z,2\n2026-01-01T01:00:00Z,1\n2026-01-01T01:00:00Z,1\n", LATE);
        assertThat(file.readings()).extracting(Reading::value).containsExactly(1.0, 2.0);
        assertThat(file.irrigationRecorded()).isFalse();
    }

    @Test
    void rowsAfterTheTimeAreNotLookedAtHoweverWrong() throws IOException {
        HistoryFile file = read(
                "time,irrigation_mm\n2026-01-01T00:00:00Z,1\n2026-01-03T00:00:00Z,-9\n",
                Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(file.readings()).hasSize(1);
    }

    @Test
    void columnsThatAreNoPropertyAreNamedOnce() throws IOException {
        read("time,rain,colour,soil_mosture\n2026-01-01T00:00:00Z,1,2,3\n2026-01-01T01:00:00Z,1,2,3\n", LATE);
        assertThat(reports).singleElement().asString().contains("\"colour\"", "\"soil_mosture\"");
    }

    @Test
    void waterToldTwiceIsRefused() {
        assertThatThrownBy(() -> read("time,irrigation_mm,water_volume_total\n2026-01-01T00:00:00Z,1,1\n", LATE))
                .hasMessageContaining("irrigation_mm")
                .hasMessageContaining("water_volume_total");
    }
}
