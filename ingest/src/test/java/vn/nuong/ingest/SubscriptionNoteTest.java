package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.records.Subscription;
import vn.nuong.ingest.store.StoreException;

class SubscriptionNoteTest {

    private static final Subscription BEFORE = new Subscription(1, List.of("a"));
    private static final Subscription MOST = new Subscription(2, List.of("a"));
    private static final Subscription WANTED = new Subscription(2, List.of("b"));

    private final List<Subscription> written = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean isFull;

    private final SubscriptionNote note = new SubscriptionNote(
            BEFORE,
            subscription -> {
                if (isFull) {
                    throw new StoreException("the disk is full", null);
                }
                written.add(subscription);
            },
            new SubscriptionNote.Later() {
                @Override
                public void run(Duration wait, Runnable work) {
                    waits.add(wait);
                    waiting.add(work);
                }

                @Override
                public void close() {
                    waiting.clear();
                }
            });

    private void wake() {
        waiting.remove(0).run();
    }

    @Test
    void writesOnlyWhatIsNotNotedYet() {
        note.write(BEFORE);
        assertThat(written).isEmpty();
        note.write(MOST);
        note.write(MOST);
        assertThat(written).containsExactly(MOST);
    }

    @Test
    void waitsForRoomLongerEachTimeAndThenWritesWhatIsWantedByThen() {
        isFull = true;
        note.write(MOST);
        for (int i = 0; i < 7; i++) {
            wake();
        }
        note.write(WANTED);
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(waiting).as("one at a time").hasSize(1);

        isFull = false;
        wake();
        assertThat(written).containsExactly(WANTED);
        assertThat(waiting).isEmpty();
    }

    @Test
    void writesNothingOnceClosed() {
        note.close();
        note.write(MOST);
        assertThat(written).isEmpty();
    }
}
