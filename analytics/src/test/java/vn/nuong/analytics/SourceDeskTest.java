package vn.nuong.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.site.WaterSource;

/** Two of the sample site's plots draw from one pond: plot-1 is dry, of plot-2 nothing is known. */
class SourceDeskTest {

    /** 3 in the morning of the day of {@link Field#NOW} in Taipei. */
    private static final Instant PLAN = Instant.parse("2026-03-21T19:00:00Z");

    private FakeIngest ingest;

    @BeforeEach
    void start() throws IOException {
        ingest = new FakeIngest();
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    /** The sample site with a pond of 50 m² from bottom to 2 m. */
    static SiteConfig site() {
        SiteConfig sample = SiteConfig.sampleSite();
        WaterSource pond = new WaterSource(
                "ao",
                "ao chung",
                WaterSource.Kind.POND,
                List.of(new WaterSource.LevelPoint(0.0, 50.0, null), new WaterSource.LevelPoint(2.0, 50.0, null)),
                0.2,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(
                        new WaterSource.User("plot-1", null, null, null),
                        new WaterSource.User("plot-2", null, null, null)),
                List.of("ao-level"));
        return new SiteConfig(
                sample.site(),
                sample.name(),
                sample.sample(),
                sample.plots().stream().map(SourceDeskTest::withoutSource).toList(),
                sample.devices(),
                List.of(pond));
    }

    private static Plot withoutSource(Plot plot) {
        return new Plot(
                plot.id(),
                plot.name(),
                plot.household(),
                plot.hamlet(),
                plot.controlPlot(),
                plot.crop(),
                plot.place(),
                plot.areaM2(),
                plot.soil(),
                plot.irrigation(),
                plot.fertiliser(),
                plot.devices(),
                plot.quality(),
                plot.calibrations(),
                null);
    }

    static List<Reading> levels(Instant from, int hours, double level) {
        return IntStream.range(0, hours)
                .mapToObj(h -> from.plus(Duration.ofHours(h)))
                .map(t -> new Reading("pilot", "ao-level", PropertyKey.parse("water_level"), level, t, t))
                .toList();
    }

    private SourceDesk desk(Instant now) throws IOException {
        SiteReadings readings = new SiteReadings(new JsonClient(ingest.uri()), site(), InstantSource.system());
        readings.refresh(now);
        return new SourceDesk(site(), readings, plot -> Optional.of(List.of()));
    }

    private static Plot plot(String id) {
        return site().findPlot(id).orElseThrow();
    }

    @Test
    void thePlanIsMadeAtThreeHoldsForTheDayAndIsTheSameForAProcessThatStartsLater() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        ingest.add(levels(PLAN.minus(Duration.ofHours(9)), 10, 0.6));
        ingest.add(levels(PLAN.plus(Duration.ofHours(1)), 60, 0.5));
        SourceDesk desk = desk(Field.NOW);

        SourceNow first =
                desk.of(plot("plot-1"), PLAN.plus(Duration.ofMinutes(1))).orElseThrow();
        assertThat(first.plan().at()).isEqualTo(PLAN);
        assertThat(first.plan().availableLitres()).isEqualTo(20_000); // 0.4 m of 50 m²
        // 1080 and 1800 m²; plot-2's need is not known, so its part is kept whole.
        assertThat(first.plan().shareOf("plot-1")).hasValue(7_500);
        assertThat(first.plan().shareOf("plot-2")).hasValue(12_500);
        assertThat(first.plan().isShort()).isTrue();

        SourceNow noon = desk.of(plot("plot-2"), Field.NOW).orElseThrow();
        assertThat(noon.plan()).isSameAs(first.plan());
        assertThat(noon.state().levelM()).isEqualTo(0.5);
        assertThat(desk(Field.NOW).of(plot("plot-1"), Field.NOW).orElseThrow().plan())
                .isEqualTo(first.plan());

        SourceNow tomorrow =
                desk.of(plot("plot-1"), PLAN.plus(Duration.ofDays(1))).orElseThrow();
        assertThat(tomorrow.plan().at()).isEqualTo(PLAN.plus(Duration.ofDays(1)));
        assertThat(tomorrow.plan().availableLitres()).isEqualTo(15_000);
        assertThat(desk.of(plot("plot-3"), Field.NOW)).isEmpty();
    }

    @Test
    void whereTheLevelWasNotKnownAtThreeThePlanIsMadeOnceItIs() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        ingest.add(levels(Field.NOW.minus(Duration.ofHours(2)), 1, 0.6));
        SourceDesk desk = desk(Field.NOW);

        Instant early = Field.NOW.minus(Duration.ofHours(3));
        SourceNow before = desk.of(plot("plot-1"), early).orElseThrow();
        assertThat(before.plan().availableLitres()).isNull();
        assertThat(before.plan().shareOf("plot-1")).isEmpty();
        Instant later = Field.NOW.minus(Duration.ofHours(1));
        SourceNow after = desk.of(plot("plot-1"), later).orElseThrow();
        assertThat(after.plan().at()).isEqualTo(later);
        assertThat(after.plan().availableLitres()).isEqualTo(20_000);
        assertThat(desk.of(plot("plot-1"), Field.NOW).orElseThrow().plan()).isSameAs(after.plan());
    }

    @Test
    void aRevisionChangesWithWhatWasMeasuredAndNotWithTheClock() throws IOException {
        ingest.add(Field.withMoisture(0.15).readings());
        ingest.add(levels(PLAN.minus(Duration.ofHours(9)), 10, 0.6));
        ingest.add(levels(PLAN.plus(Duration.ofHours(5)), 1, 0.5));
        SourceDesk desk = desk(Field.NOW);

        int revision = desk.of(plot("plot-1"), PLAN.plus(Duration.ofMinutes(1)))
                .orElseThrow()
                .revision();
        assertThat(desk.of(plot("plot-1"), PLAN.plus(Duration.ofHours(2)))
                        .orElseThrow()
                        .revision())
                .isEqualTo(revision);
        assertThat(desk.of(plot("plot-1"), PLAN.plus(Duration.ofHours(6)))
                        .orElseThrow()
                        .revision())
                .isNotEqualTo(revision);
    }
}
