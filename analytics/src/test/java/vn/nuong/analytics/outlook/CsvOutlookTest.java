package vn.nuong.analytics.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvOutlookTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    Path folder;

    private Outlook read(String text) throws IOException {
        return new CsvOutlook(Files.writeString(folder.resolve("o.csv"), text), line -> {}).outlook(NOW);
    }

    private static Instant hours(int hours) {
        return NOW.plus(Duration.ofHours(hours));
    }

    @Test
    void membersAreEquallyLikely() throws IOException {
        Outlook outlook = read("time,member,rain\n2026-04-01T12:00:00Z,1,0\n2026-04-02T00:00:00Z,1,0\n"
                + "2026-04-01T12:00:00Z,2,10\n2026-04-02T00:00:00Z,2,4\n");
        assertThat(outlook.members()).hasSize(2);
        assertThat(outlook.rainMm(NOW, 24)).hasValue(7);
        assertThat(outlook.rainMm(NOW, 12)).hasValue(5);
        assertThat(outlook.chanceOfRain(10, NOW, hours(24))).hasValue(0.5);
        assertThat(outlook.rainMm(NOW, 48)).as("not told of").isEmpty();
    }

    @Test
    void aStepThatBeganBeforeNowCountsForItsRest() throws IOException {
        Outlook outlook = read("time,rain\n2026-03-31T18:00:00Z,8\n2026-04-01T06:00:00Z,8\n2026-04-01T18:00:00Z,0\n");
        assertThat(outlook.members())
                .singleElement()
                .satisfies(m -> assertThat(m.steps()).hasSize(2));
        assertThat(outlook.rainMm(NOW, 6)).hasValue(4);
    }

    @Test
    void windAndTemperatureAreToldOfTheTimesAskedFor() throws IOException {
        Outlook outlook =
                read("time,air_temperature,wind_speed\n2026-04-01T01:00:00Z,1.5,2\n2026-04-01T02:00:00Z,9,4\n");
        assertThat(outlook.windMs(NOW, hours(2))).hasValue(3.0);
        assertThat(outlook.lowest(NOW, hours(2))).hasValue(1.5);
        assertThat(outlook.highest(NOW, hours(2))).hasValue(9);
        assertThat(outlook.windMs(NOW, hours(5))).isEmpty();
    }

    @Test
    void anOldOutlookIsNone() throws IOException {
        assertThat(read("time,rain\n2026-03-30T00:00:00Z,5\n2026-03-31T00:00:00Z,5\n"))
                .isEqualTo(Outlook.none());
    }

    @Test
    void whatCannotBeAnOutlookIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> read("time,rain\n2026-04-02T00:00:00Z,-1\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("time,mood\n2026-04-02T00:00:00Z,1\n")).hasMessageContaining("rain");
        assertThatThrownBy(() -> read("time,member,rain\n2026-04-02T00:00:00Z,1,1\n2026-04-02T00:00:00Z,1,2\n"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("time,member,rain\n2026-04-02T00:00:00Z,,1\n"))
                .hasMessageContaining("member");
    }
}
