package vn.nuong.analytics.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.telemetry.diary.DiaryEntry;

/** The plot has 1080 m², a pump of 6 m³/h and an application efficiency of 0.8. */
class WateringsTest {

    private static final Instant START = Field.NOW.minus(Duration.ofHours(5));

    @Test
    void thePumpsMinutesInTheDiaryBecomeWaterAtTheRoots() {
        PlotHistory history = new Field().history(Field.NOW, List.of(diary(90.0, null)));
        assertThat(history.waterings()).singleElement().satisfies(w -> {
            assertThat(w.volumeM3()).isEqualTo(9, within(1e-9));
            assertThat(w.netMm()).isEqualTo(9 * 1000 / 1080.0 * 0.8, within(1e-9));
            assertThat(w.source()).isEqualTo(Watering.Source.DIARY);
        });
    }

    @Test
    void waterThatDiaryAndValveBothKnowCountsOnce() {
        Field field = new Field().with("valve_open", START, 1).with("valve_open", START.plus(Duration.ofHours(1)), 0);
        assertThat(total(field.history())).isEqualTo(6, within(1e-9));
        assertThat(total(field.history(Field.NOW, List.of(diary(60.0, null))))).isEqualTo(6, within(1e-9));
        assertThat(total(field.history(Field.NOW, List.of(diary(null, 11.0))))).isEqualTo(11, within(1e-9));
    }

    @Test
    void theMeterIsBelievedOverTheFlowMeterOverTheValve() {
        Field field = new Field()
                .with("valve_open", START, 1)
                .with("valve_open", START.plus(Duration.ofHours(1)), 0)
                .with("water_flow", START, 5)
                .with("water_flow", START.plus(Duration.ofHours(1)), 0);
        assertThat(total(field.history())).isEqualTo(5, within(1e-9));
        field.with("water_volume_total", START, 200).with("water_volume_total", START.plus(Duration.ofHours(1)), 204.5);
        assertThat(total(field.history())).isEqualTo(4.5, within(1e-9));
    }

    @Test
    void aWateringWithoutAmountIsADoubt() {
        PlotHistory history = new Field().history(Field.NOW, List.of(diary(null, null)));
        assertThat(history.waterings()).isEmpty();
        assertThat(history.doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.WATER_WITHOUT_AMOUNT);
    }

    @Test
    void whatIsWrittenForTheFutureHasNotHappened() {
        DiaryEntry future = new DiaryEntry.IrrigationDone("x", "plot-1", Field.NOW.plusSeconds(1), 60.0, null, null);
        assertThat(new Field().history(Field.NOW, List.of(future)).waterings()).isEmpty();
    }

    private static double total(PlotHistory history) {
        return history.waterings().stream().mapToDouble(Watering::volumeM3).sum();
    }

    private static DiaryEntry diary(Double minutes, Double volume) {
        return new DiaryEntry.IrrigationDone("a", "plot-1", START, minutes, volume, null);
    }
}
