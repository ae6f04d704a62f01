package vn.nuong.telemetry.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final String SIGNS = "0123456789-+:.TZtz ";

    @Test
    void readsWhatTheJdkReadsAndNothingElse() {
        Random random = new Random(20261123);
        for (int i = 0; i < 200_000; i++) {
            String text = OffsetDateTime.ofInstant(
                            Instant.ofEpochSecond((long) (random.nextGaussian() * 4e10), fraction(random)),
                            ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2161) - 1080)))
                    .toString();
            int changes = random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                int at = random.nextInt(text.length());
                String sign =
                        random.nextInt(4) == 0 ? "" : String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length())));
                text = text.substring(0, at) + sign + text.substring(at + random.nextInt(2));
            }
            assertThat(Times.find(text)).as(text).isEqualTo(byTheJdk(text));
        }
    }

    @Test
    void knowsWhichDaysThereAre() {
        for (String day : List.of("2024-02-29", "2026-02-28", "2000-02-29", "2026-12-31")) {
            assertThat(Times.find(day + "T00:00:00Z")).as(day).contains(Instant.parse(day + "T00:00:00Z"));
        }
        for (String day : List.of("2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00")) {
            assertThat(Times.find(day + "T00:00:00Z")).as(day).isEmpty();
        }
    }

    @Test
    void refusesWhatHasNoOffsetAndSaysHowToWriteIt() {
        assertThatThrownBy(() -> Times.parse("2026-11-23T00:15:00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-23T00:15:00")
                .hasMessageContaining("+07:00");
        assertThat(Times.findLocal("2026-11-23T00:15:00")).contains(LocalDateTime.of(2026, 11, 23, 0, 15));
        assertThat(Times.findLocal("2026-11-23T00:15:00Z")).isEmpty();
        assertThat(Times.find("2026-11-23T00:15:00Z" + " ".repeat(1000))).isEmpty();
    }

    private static int fraction(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1000;
            default -> random.nextInt(1_000_000_000);
        };
    }

    private static Optional<Instant> byTheJdk(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
