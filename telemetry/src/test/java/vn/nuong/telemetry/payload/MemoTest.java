package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {

    @Test
    void readsATextOnceAndAnswersTheSameAfterOthersTookItsPlace() {
        AtomicInteger read = new AtomicInteger();
        Memo<String> memo = new Memo<>(8, text -> {
            read.incrementAndGet();
            return text.isEmpty() ? Optional.empty() : Optional.of("<" + text + ">");
        });

        assertThat(memo.get("a")).isEqualTo("<a>");
        assertThat(memo.get(new String("a"))).isSameAs(memo.get("a"));
        assertThat(read).hasValue(1);
        assertThat(memo.get("")).isNull();

        Set<String> kept = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            kept.add(String.valueOf(memo.get("flood " + i)));
        }
        assertThat(kept).hasSize(10_000);
        assertThat(memo.get("a")).isEqualTo("<a>");
        assertThat(read.get()).isGreaterThan(10_000);
    }
}
