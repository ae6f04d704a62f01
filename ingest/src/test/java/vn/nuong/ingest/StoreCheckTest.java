package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.MemoryStore;
import vn.nuong.ingest.store.MemoryStore.Failure;

class StoreCheckTest {

    private final MemoryStore store = new MemoryStore();
    private final AtomicReference<Optional<String>> pipelineTrouble = new AtomicReference<>(Optional.empty());
    private final StoreCheck check = new StoreCheck(store, pipelineTrouble::get);

    @AfterEach
    void close() {
        check.close();
    }

    @Test
    void aStoreThatAnswersIsAskedOnceAndNothingIsSaid() {
        try (HeardLog log = new HeardLog(StoreCheck.class)) {
            assertThat(check.look()).as("no further look").isTrue();
            assertThat(check.trouble()).isEmpty();
            assertThat(check.troubleWithin(Duration.ZERO)).isEmpty();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aStoreThatIsAwayIsAskedUntilItIsBackAndBothAreSaidOnce() {
        try (HeardLog log = new HeardLog(StoreCheck.class)) {
            store.failWith(Failure.AWAY);
            assertThat(check.look()).isFalse();
            assertThat(check.look()).isFalse();
            assertThat(check.trouble()).contains("the store is away");

            store.failWith(Failure.NONE);
            assertThat(check.look()).isTrue();
            assertThat(check.trouble()).isEmpty();
            assertThat(log.lines())
                    .containsExactly(
                            "WARN the store does not answer; messages are taken and wait in the journal: the store is away",
                            "INFO the store answers now");
        }
    }

    @Test
    void onceThePipelineMissesTheStoreItIsThePipelineThatTells() {
        store.failWith(Failure.AWAY);
        check.look();
        pipelineTrouble.set(Optional.of("the store is away"));

        assertThat(check.look()).isTrue();
        assertThat(check.trouble()).isEmpty();
    }

    @Test
    void aStoreThatSaysNothingIsNotWaitedFor() {
        assertThat(check.troubleWithin(Duration.ZERO)).contains("it has said nothing for 0 s");
    }
}
