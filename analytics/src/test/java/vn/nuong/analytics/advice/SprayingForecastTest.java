package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.reading.Flag;

/** What is expected of traps, in the statement on spraying. */
class SprayingForecastTest {

    private static final Instant NOW = Field.NOW;
    private static final String TRAP = "trap_count_empoasca_onukii";

    private static Field traps(int days, IntUnaryOperator caughtDaysAgo) {
        Field field = Field.withMoisture(0.2);
        for (int day = 1; day <= days; day++) {
            field.with(TRAP, NOW.minus(Duration.ofDays(day)), caughtDaysAgo.applyAsInt(day));
        }
        return field;
    }

    private static Statement spraying(Field field) {
        return spraying(field, List.of());
    }

    private static Statement spraying(Field field, List<DiaryEntry> diary) {
        return Field.advice(field.history(NOW, diary)).on(AdviceTopic.SPRAYING);
    }

    private static DiaryEntry looked(int daysAgo) {
        Instant at = NOW.minus(Duration.ofDays(daysAgo));
        return new DiaryEntry.AdviceAnswer("a", "plot-1", at, AdviceTopic.SPRAYING, at, true, null);
    }

    private static List<String> reasons(Statement statement) {
        return statement.reasons().stream().map(Text::vi).toList();
    }

    private static double figure(Statement statement, String code) {
        return statement.figures().stream()
                .filter(f -> f.code().equals(code))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void theStatementTellsWhatTrapsMayCatchAndInWhatRange() {
        Statement steady = spraying(traps(140, day -> 2));
        assertThat(steady.decision()).isEqualTo(Decision.DO_NOT_SPRAY);
        assertThat(reasons(steady))
                .contains("Bẫy rầy xanh: tuần tới chừng 14 con (từ 7 đến 21); tuần thứ 2 chừng 14 con (từ 7 đến 21);"
                        + " tuần thứ 4 chừng 14 con (từ 7 đến 21) (như tuần qua, không theo mô hình; 20 tuần đếm).");
        assertThat(figure(steady, "trap_empoasca_onukii_1_week")).isEqualTo(14);
        assertThat(figure(steady, "trap_empoasca_onukii_1_week_lower")).isBetween(7.0, 7.5);
        assertThat(figure(steady, "trap_empoasca_onukii_4_weeks_upper")).isBetween(20.5, 21.0);
    }

    @Test
    void muchMoreThanUsualBringsTheLookForwardAndNeverASpray() {
        // High for two weeks already, so that the counts are not rising any more.
        Field field = traps(140, day -> day <= 14 ? 40 : 2);
        Statement high = spraying(field, List.of(looked(5)));
        assertThat(high.decision()).isEqualTo(Decision.SCOUT);
        assertThat(high.rule()).isEqualTo("SPR-2");
        assertThat(high.sentence().vi())
                .isEqualTo("Chưa phun. Nên ra nương xem rầy xanh hôm nay: gõ 10 điểm bằng khay, đếm số con mỗi khay.");
        assertThat(reasons(high))
                .contains("Bẫy rầy xanh sắp tới có lẽ nhiều hơn thường lệ: ba phần tư số tuần trước không quá 14 con.");
        assertThat(spraying(field, List.of(looked(2))).decision()).isEqualTo(Decision.DO_NOT_SPRAY);
    }

    @Test
    void tooFewWeeksAreSaidAndTakeNothingFromTheRest() {
        Statement few = spraying(traps(60, day -> 2));
        assertThat(reasons(few)).contains("Bẫy rầy xanh: chưa đủ số đếm để dự báo (8 tuần, cần 10).");
        assertThat(few.figures()).noneMatch(f -> f.code().startsWith("trap_empoasca"));
        assertThat(few.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(few.decision()).isEqualTo(Decision.DO_NOT_SPRAY);
    }

    @Test
    void aDoubtfulCountMakesItsDayUnknownAndNotSmall() {
        Field field = traps(140, day -> 2);
        for (int day = 1; day <= 2; day++) {
            Instant evening = NOW.minus(Duration.ofDays(day)).plus(Duration.ofHours(2));
            field.caught(TRAP, evening, 9000, Flag.RANGE);
        }
        assertThat(reasons(spraying(field))).contains("Bẫy rầy xanh: chưa đủ số đếm của 7 ngày qua để dự báo.");
    }

    @Test
    void aTrapTakenAwayLongAgoIsNotSpokenOf() {
        Field field = Field.withMoisture(0.2);
        for (int day = 60; day <= 200; day++) {
            field.with(TRAP, NOW.minus(Duration.ofDays(day)), 40);
        }
        Statement gone = spraying(field);
        assertThat(gone.missing()).extracting(Text::vi).contains("không có số đếm bẫy");
        assertThat(reasons(gone)).noneMatch(r -> r.startsWith("Bẫy"));
    }

    @Test
    void countsOfLaterChangeNothing() {
        Field field = traps(140, day -> 2 + day % 5);
        Statement before = spraying(field);
        for (int day = 0; day < 20; day++) {
            field.with(TRAP, NOW.plus(Duration.ofDays(day)).plusSeconds(60), 500);
        }
        assertThat(spraying(field)).isEqualTo(before);
    }

    @Test
    void whateverTrapsCountNoSprayIsEverDueAndNoLookIsLater() {
        Random random = new Random(3);
        int scouted = 0;
        for (int round = 0; round < 60; round++) {
            int since = random.nextInt(10);
            double level = 60 * random.nextDouble();
            Field field = Field.withMoisture(0.2);
            for (int day = 1; day <= 150; day++) {
                if (random.nextInt(20) > 0) {
                    int caught = (int) (level * random.nextDouble() * (day < 15 ? 3 * random.nextDouble() : 1));
                    field.with(TRAP, NOW.minus(Duration.ofDays(day)), caught);
                }
            }
            Statement with = spraying(field, List.of(looked(since)));
            Statement without = spraying(Field.withMoisture(0.2), List.of(looked(since)));
            assertThat(with.decision()).isIn(Decision.SCOUT, Decision.DO_NOT_SPRAY);
            scouted += with.decision() == Decision.SCOUT && without.decision() != Decision.SCOUT ? 1 : 0;
            if (without.decision() == Decision.SCOUT) {
                assertThat(with.decision()).isEqualTo(Decision.SCOUT);
            } else if (with.decision() != Decision.SCOUT) {
                assertThat(with.sentence()).isEqualTo(without.sentence());
            }
            assertThat(with.figures()).allMatch(f -> f.value() >= 0);
        }
        assertThat(scouted).isPositive();
    }
}
