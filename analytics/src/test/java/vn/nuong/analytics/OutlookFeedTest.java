package vn.nuong.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.outlook.OutlookSetting;
import vn.nuong.telemetry.testing.MutableClock;

class OutlookFeedTest {

    @TempDir
    Path dir;

    private final MutableClock clock = new MutableClock(Field.NOW.toString());

    @Test
    void whatWasLastHadIsUsedForADayAndThenTheFaultIsSaid() throws IOException {
        Path file = dir.resolve("o.csv");
        Files.writeString(file, "time,rain\n" + Field.NOW.plus(Duration.ofHours(30)) + ",12\n");
        try (OutlookFeed feed = new OutlookFeed(new OutlookSetting("csv:" + file), List.of(Field.plot()), clock)) {
            assertThat(feed.of(Field.plot(), Field.NOW)).as("not asked yet").isEqualTo(Outlook.none());
            feed.refresh();
            assertThat(feed.works()).isTrue();
            assertThat(feed.of(Field.plot(), Field.NOW).isKnown()).isTrue();

            Files.delete(file);
            feed.refresh();
            assertThat(feed.works()).isFalse();
            Instant later = Field.NOW.plus(OutlookFeed.LONGEST);
            assertThat(feed.of(Field.plot(), later.minusSeconds(1)).isKnown()).isTrue();
            Outlook gone = feed.of(Field.plot(), later);
            assertThat(gone.isKnown()).isFalse();
            assertThat(gone.isUnreached()).isTrue();
            assertThat(gone.source()).contains("o.csv");

            Files.writeString(file, "time,rain\n" + Field.NOW.plus(Duration.ofHours(30)) + ",12\n");
            feed.refresh();
            assertThat(feed.works()).isTrue();
        }
    }

    @Test
    void climatologyIsMadeOfAFileOfPastYears() throws IOException {
        Path file = dir.resolve("rain.csv");
        StringBuilder csv = new StringBuilder("time,rain\n");
        for (int day = -1200; day <= 0; day++) {
            csv.append(Field.NOW.plus(Duration.ofDays(day))).append(day % 3 == 0 ? ",9\n" : ",0\n");
        }
        Files.writeString(file, csv);
        try (OutlookFeed feed =
                new OutlookFeed(new OutlookSetting("climatology:" + file), List.of(Field.plot()), clock)) {
            feed.refresh();
            Outlook outlook = feed.of(Field.plot(), Field.NOW);
            assertThat(outlook.members()).hasSize(9);
            assertThat(outlook.rainMm(Field.NOW, 72).orElseThrow()).isBetween(5.0, 13.0);
        }
    }

    @Test
    void aSettingThatIsNoneOfTheKnownIsRefused() {
        for (String wrong : List.of("", "csv:", "open-meteo", "ftp://x/y")) {
            assertThatThrownBy(() -> new OutlookSetting(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("climatology:FILE");
        }
        assertThat(new OutlookSetting("none").source(Field.plot(), line -> {})).isNotNull();
        assertThat(new OutlookSetting("https://api.open-meteo.com/v1/forecast").source(Field.plot(), line -> {}))
                .isNotNull();
    }
}
