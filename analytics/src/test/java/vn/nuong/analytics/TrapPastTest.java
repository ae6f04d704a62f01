package vn.nuong.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.SiteConfig;

/** What the service reads of traps, from a fake ingest. */
class TrapPastTest {

    private static final String TRAP = "trap_count_empoasca_onukii";

    @Test
    void countsOfTrapsReachFurtherBackThanOtherReadingsAndEachCountsOnce() throws IOException {
        Instant now = Field.NOW;
        Field field = new Field();
        for (int day = 1; day <= 450; day++) {
            field.with(TRAP, now.minus(Duration.ofDays(day)), 3);
            field.with("soil_moisture_20cm", now.minus(Duration.ofDays(day)), 0.2);
        }
        try (FakeIngest ingest = new FakeIngest()) {
            ingest.add(field.readings());
            SiteReadings readings =
                    new SiteReadings(new JsonClient(ingest.uri()), SiteConfig.sampleSite(), InstantSource.system());
            readings.refresh(now);
            List<Reading> all = readings.of(Field.plot());
            Instant window = now.minus(SiteReadings.WINDOW);
            assertThat(all)
                    .filteredOn(r -> r.key().property() != ObservedProperty.TRAP_COUNT)
                    .isNotEmpty()
                    .allMatch(r -> !r.measured().isBefore(window));
            var caught = HistoryMaker.make(
                            Field.plot(), AdviceMaker.soil(Field.plot()), all, Optional.of(List.of()), Map.of(), now)
                    .traps()
                    .get("empoasca_onukii");
            assertThat(caught).hasSize((int) TrapPast.WINDOW.toDays());
            assertThat(caught.values()).containsOnly(3);

            // What leaves the recent readings before the past is read again is not lost.
            Instant later = now.plus(Duration.ofHours(20));
            ingest.add(new Field().with(TRAP, later.minusSeconds(60), 3).readings());
            readings.refresh(later);
            assertThat(HistoryMaker.make(
                                    Field.plot(),
                                    AdviceMaker.soil(Field.plot()),
                                    readings.of(Field.plot()),
                                    Optional.of(List.of()),
                                    Map.of(),
                                    later)
                            .traps()
                            .get("empoasca_onukii"))
                    .hasSize((int) TrapPast.WINDOW.toDays() + 1);
        }
    }
}
