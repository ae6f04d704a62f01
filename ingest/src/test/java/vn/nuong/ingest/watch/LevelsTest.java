package vn.nuong.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nuong.ingest.watch.Levels.Level;
import vn.nuong.telemetry.device.DeviceAlert.Cause;

class LevelsTest {

    @Test
    void nothingIsSaidWithoutValues() {
        assertThat(Levels.NONE.findCause()).isEmpty();
    }

    @Test
    void aHealthyBatteryAndSignalSayNothing() {
        assertThat(new Levels(levels(4.1, 4.0, 4.1, 3.95, 4.05), levels(-80, -85, -79, -88, -90)).findCause())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3.0, 2.41, 2.4", "3.7, 3.21, 3.2", "6.4, 5.61, 5.6", "13, 11.61, 11.6", "26, 23.21, 23.2"})
    void aBatteryIsEmptyAtTheLimitOfItsKind(double full, double above, double limit) {
        // Still falling ones are caught before the limit; these have recovered a little.
        double[] before = {full, limit * 0.95};
        assertThat(battery(before[0], before[1], above).findCause()).isEmpty();
        assertThat(battery(before[0], before[1], limit).findCause())
                .hasValueSatisfying(l -> assertThat(l.cause()).isEqualTo(Cause.BATTERY));
    }

    @Test
    void aCurveThatFellByATenthToItsLowestIsARunningOutBattery() {
        assertThat(battery(4.0, 3.9, 3.7, 3.61).findCause()).isEmpty();
        assertThat(battery(4.0, 3.9, 3.7, 3.60)
                        .findCause()
                        .orElseThrow()
                        .because()
                        .vi())
                .isEqualTo("Có lẽ hết pin: mấy ngày qua tụt từ 4,00 V xuống 3,60 V.");
        assertThat(battery(4.0, 3.5, 3.59).findCause()).as("charged again").isEmpty();
    }

    @Test
    void aWeakSignalIsFromMinus105Dbm() {
        assertThat(signal(-104, -104, -104).findCause()).isEmpty();
        assertThat(signal(-105, -110, -100).findCause().orElseThrow().because().en())
                .isEqualTo("Probably the signal: only -105 dBm at last.");
    }

    @Test
    void aSignalThatFellByTwelveDecibelsIsLost() {
        assertThat(signal(-70, -72, -71, -82, -82, -82).findCause()).isEmpty();
        assertThat(signal(-70, -72, -71, -83, -83, -83).findCause())
                .hasValueSatisfying(l -> assertThat(l.cause()).isEqualTo(Cause.SIGNAL));
        assertThat(signal(-70, -71, -90, -90, -90).findCause())
                .as("too few before")
                .isEmpty();
    }

    @Test
    void theBatteryIsAskedBeforeTheSignal() {
        Levels both = new Levels(levels(3.7, 3.1), levels(-120));
        assertThat(both.findCause().orElseThrow().because().en())
                .isEqualTo("Probably the battery: 3.10 V at last, below 3.2 V.");
    }

    @Test
    void valuesMayComeInAnyOrder() {
        List<Level> falling = new ArrayList<>(levels(4.0, 3.9, 3.7, 3.60));
        Collections.reverse(falling);
        assertThat(new Levels(falling, List.of()).findCause()).isPresent();
    }

    private static Levels battery(double... values) {
        return new Levels(levels(values), List.of());
    }

    private static Levels signal(double... values) {
        return new Levels(List.of(), levels(values));
    }

    static List<Level> levels(double... values) {
        List<Level> levels = new ArrayList<>();
        for (double value : values) {
            levels.add(new Level(Instant.EPOCH.plusSeconds(3600L * levels.size()), value));
        }
        return levels;
    }
}
