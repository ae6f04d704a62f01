package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.records.Confirmed;
import vn.nuong.ingest.store.StoreException;

class ConfirmationsTest {

    private static final Confirmed MORE = new Confirmed(Map.of(1, 77L), Map.of());

    private final List<Confirmed> written = new ArrayList<>();
    private Confirmed confirmed = Confirmed.NOTHING;
    private int asked;
    private boolean isFull;

    private final Confirmations confirmations = new Confirmations(() -> asked++, () -> confirmed, note -> {
        if (isFull) {
            throw new StoreException("the disk is full", null);
        }
        written.add(note);
    });

    @AfterEach
    void close() {
        confirmations.close();
    }

    @Test
    void asksAtEveryTurnAndNotesOnlyWhatIsNew() {
        confirmations.turn();
        assertThat(written).isEmpty();
        confirmed = MORE;
        confirmations.turn();
        confirmations.turn();
        assertThat(written).containsExactly(MORE);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void triesANoteAgainThatCouldNotBeWritten() {
        confirmed = MORE;
        isFull = true;
        confirmations.turn();
        isFull = false;
        confirmations.turn();
        assertThat(written).containsExactly(MORE);
        assertThat(asked).isEqualTo(2);
    }
}
