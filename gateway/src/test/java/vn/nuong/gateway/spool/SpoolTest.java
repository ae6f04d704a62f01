package vn.nuong.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-24T00:15:00.123Z");

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = dir.resolve("sub").resolve("spool.db");
    }

    @Test
    void givesBackWhatItTookInOrderAfterBeingOpenedAgain() {
        try (Spool spool = open()) {
            spool.append(List.of(message("a", false), message("b", true)));
            spool.append(List.of(message("c", false)));
        }
        try (Spool spool = open()) {
            List<SpooledMessage> found = spool.after(0, 10);
            assertThat(texts(found)).containsExactly("a", "b", "c");
            assertThat(found).extracting(SpooledMessage::retained).containsExactly(false, true, false);
            assertThat(found).extracting(SpooledMessage::received).containsOnly(RECEIVED);
            assertThat(found).extracting(SpooledMessage::topic).containsOnly("nuong/pilot/p/readings");
            assertThat(spool.depth()).isEqualTo(3);
            assertThat(texts(spool.after(found.get(0).id(), 1))).containsExactly("b");
        }
    }

    @Test
    void neverUsesAnIdTwiceEvenAfterRunningEmpty() {
        long last;
        try (Spool spool = open()) {
            spool.append(List.of(message("a", false)));
            List<SpooledMessage> found = spool.after(0, 10);
            last = found.get(0).id();
            spool.remove(found);
        }
        try (Spool spool = open()) {
            spool.append(List.of(message("b", false)));
            assertThat(texts(spool.after(last, 10))).containsExactly("b");
        }
    }

    @Test
    void countsWhatItHoldsThroughAnyMixOfAddingRemovingAndOpening() {
        Random random = new Random(20261124);
        List<SpooledMessage> model = new ArrayList<>();
        Spool spool = open();
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long after =
                            model.isEmpty() ? 0 : model.get(model.size() - 1).id();
                    List<SpooledMessage> more = new ArrayList<>();
                    for (int i = random.nextInt(5); i >= 0; i--) {
                        more.add(message("x".repeat(random.nextInt(50)), random.nextBoolean()));
                    }
                    spool.append(more);
                    model.addAll(spool.after(after, 100));
                }
                case 2 -> {
                    List<SpooledMessage> some =
                            model.stream().filter(m -> random.nextInt(3) == 0).toList();
                    spool.remove(some);
                    spool.remove(some);
                    model.removeAll(some);
                }
                default -> {
                    spool.close();
                    spool = open();
                }
            }
            assertThat(spool.depth()).isEqualTo(model.size());
            assertThat(spool.bytes())
                    .isEqualTo(model.stream().mapToLong(SpooledMessage::size).sum());
        }
        assertThat(texts(spool.after(0, 10_000))).isEqualTo(texts(model));
        spool.close();
    }

    @Test
    void isFullFromItsLimitOnAndNoLongerOnceCleared() {
        try (Spool spool = Spool.open(file, 100)) {
            assertThat(spool.isFull()).isFalse();
            spool.append(List.of(message("more than enough", false)));
            assertThat(spool.isFull()).isTrue();
            spool.remove(spool.after(0, 1));
            assertThat(spool.isFull()).isFalse();
        }
    }

    @Test
    void namesTheFileThatIsNoDatabase() throws Exception {
        Path text = Files.writeString(dir.resolve("spool.txt"), "certainly not a database ".repeat(100));
        assertThatThrownBy(() -> Spool.open(text, 1000))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("spool.txt");
    }

    private Spool open() {
        return Spool.open(file, 1_000_000);
    }

    private static SpooledMessage message(String text, boolean retained) {
        return new SpooledMessage(
                0, "nuong/pilot/p/readings", text.getBytes(StandardCharsets.UTF_8), retained, RECEIVED);
    }

    private static List<String> texts(List<SpooledMessage> messages) {
        return messages.stream()
                .map(m -> new String(m.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
