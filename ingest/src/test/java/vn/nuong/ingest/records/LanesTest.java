package vn.nuong.ingest.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.records.Lanes.Span;

class LanesTest {

    @Test
    void needsTheJournalFromTheLivePositionWhenNothingWaits() {
        assertThat(new Lanes(List.of(), 70, 0).oldest()).isEqualTo(70);
    }

    @Test
    void letsLiveMessagesGoBeforeWhatIsInTheJournal() {
        Lanes lanes = new Lanes(List.of(), 70, 0).overtakeAt(200);

        assertThat(lanes).isEqualTo(new Lanes(List.of(new Span(70, 200)), 200, 1));
        assertThat(lanes.oldest()).isEqualTo(70);
        assertThat(lanes.waitingBytes()).isEqualTo(130);
    }

    @Test
    void hasNothingToOvertakeAtTheEnd() {
        Lanes lanes = new Lanes(List.of(), 70, 3);

        assertThat(lanes.overtakeAt(70)).isSameAs(lanes);
    }

    @Test
    void keepsTheOrderOfWhatWaitsWhenTheStoreIsAwayTwice() {
        Lanes lanes = new Lanes(List.of(), 0, 0)
                .overtakeAt(100)
                .liveDone(150)
                .waitingDone(40)
                .overtakeAt(300);

        assertThat(lanes.waiting()).containsExactly(new Span(40, 100), new Span(150, 300));
        assertThat(lanes.waitingDone(100).waiting()).containsExactly(new Span(150, 300));
        assertThat(lanes.live()).isEqualTo(300);
    }
}
