package vn.nuong.portal.diary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.diary.DiaryEntry;

class TotalsTest {

    private static final Instant AT = Instant.parse("2026-03-22T07:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 22);

    @Test
    void whatWasNotRecordedIsNotZero() {
        Totals totals = Totals.of(List.of(new DiaryEntry.IrrigationDone("a", "p", AT, 90.0, null, null)));

        assertThat(totals.irrigations()).isOne();
        assertThat(totals.pumpMinutes()).isEqualTo(90);
        assertThat(totals.volumeM3()).isNull();
        assertThat(totals.freshKg()).isNull();
    }

    @Test
    void theMeanPriceIsWeightedByWhatWasSoldAtIt() {
        Totals totals = Totals.of(List.of(
                new DiaryEntry.Picking("a", "p", DAY, 50.0, 10.0, 200_000.0),
                new DiaryEntry.Picking("b", "p", DAY, null, 30.0, 240_000.0),
                new DiaryEntry.Picking("c", "p", DAY, null, 7.0, null)));

        assertThat(totals.meanPriceVndPerKg()).isEqualTo(230_000);
        assertThat(totals.madeTeaKg()).isEqualTo(47);
    }

    @Test
    void theLaterAnswerToTheSameAdviceCounts() {
        Totals totals = Totals.of(List.of(
                new DiaryEntry.AdviceAnswer("a", "p", AT, AdviceTopic.IRRIGATION, AT, false, null),
                new DiaryEntry.AdviceAnswer("b", "p", AT.plusSeconds(9), AdviceTopic.IRRIGATION, AT, true, null),
                new DiaryEntry.AdviceAnswer("c", "p", AT, AdviceTopic.DRAINAGE, AT, false, null)));

        assertThat(totals.answered()).isEqualTo(2);
        assertThat(totals.followed()).isOne();
    }
}
