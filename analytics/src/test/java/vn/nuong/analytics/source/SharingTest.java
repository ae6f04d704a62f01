package vn.nuong.analytics.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.site.WaterSource.Rule;

class SharingTest {

    private static Sharing.User user(String id, double area, Long need) {
        return new Sharing.User(id, area, null, need, true);
    }

    @Test
    void needsOfFortyThirtyTwentyFromFiftyFourAreTwentyFourEighteenTwelve() {
        List<Sharing.User> users = List.of(user("a", 100, 40L), user("b", 900, 30L), user("c", 10, 20L));
        assertThat(Sharing.shares(Rule.NEED, 54, users)).containsExactly(24, 18, 12);
        assertThat(Sharing.shares(
                        Rule.NEED,
                        54_000,
                        List.of(user("a", 100, 40_000L), user("b", 900, 30_000L), user("c", 10, 20_000L))))
                .containsExactly(24_000, 18_000, 12_000);
    }

    @Test
    void byAreaNobodyGetsMoreThanIsNeededAndWhatIsLeftGoesToTheOthers() {
        List<Sharing.User> users = List.of(user("a", 1000, 10L), user("b", 1000, 90L), user("c", 2000, 200L));
        // a takes its 10 of 25; the other 90 go one to two.
        assertThat(Sharing.shares(Rule.AREA, 100, users)).containsExactly(10, 30, 60);
        assertThat(Sharing.shares(Rule.EQUAL, 100, users)).containsExactly(10, 45, 45);
        assertThat(Sharing.shares(
                        Rule.SHARES,
                        100,
                        List.of(new Sharing.User("a", 1, 2.5, 500L, true), new Sharing.User("b", 1, 7.5, 500L, true))))
                .containsExactly(25, 75);
    }

    @Test
    void partsOfALitreGoToTheLargestRemainderThenToTheFirstNamed() {
        List<Sharing.User> equal = List.of(user("a", 1, 50L), user("b", 1, 50L), user("c", 1, 50L));
        assertThat(Sharing.shares(Rule.AREA, 100, equal)).containsExactly(34, 33, 33);
        assertThat(Sharing.shares(Rule.AREA, 101, equal)).containsExactly(34, 34, 33);
        List<Sharing.User> users = List.of(user("a", 1, 900L), user("b", 2, 900L), user("c", 4, 900L));
        // 10/7 · (1, 2, 4) = 1.43, 2.86, 5.71.
        assertThat(Sharing.shares(Rule.AREA, 10, users)).containsExactly(1, 3, 6);
    }

    @Test
    void byNeedTeaThatIsShortOfWaterComesFirst() {
        List<Sharing.User> users = List.of(
                new Sharing.User("a", 1, null, 60L, false),
                new Sharing.User("b", 1, null, 40L, true),
                new Sharing.User("c", 1, null, 20L, false));
        assertThat(Sharing.shares(Rule.NEED, 80, users)).containsExactly(30, 40, 10);
        assertThat(Sharing.shares(Rule.NEED, 30, users)).containsExactly(0, 30, 0);
    }

    @Test
    void whoseNeedIsNotKnownKeepsAWholePart() {
        List<Sharing.User> users = List.of(user("a", 1000, 90L), user("b", 1000, null), user("c", 2000, 200L));
        assertThat(Sharing.shares(Rule.AREA, 100, users)).containsExactly(25, 25, 50);
        assertThat(Sharing.shares(Rule.NEED, 100, users)).containsExactly(23, 25, 52);
    }

    @Test
    void whatIsOverWhenAllNeedsAreMetIsSharedByTheSameWeights() {
        List<Sharing.User> users = List.of(user("a", 1000, 10L), user("b", 3000, 10L));
        assertThat(Sharing.shares(Rule.AREA, 60, users)).containsExactly(20, 40);
        assertThat(Sharing.shares(Rule.NEED, 60, users)).containsExactly(20, 40);
        assertThat(Sharing.shares(Rule.NEED, 60, List.of(user("a", 1000, 0L), user("b", 3000, 0L))))
                .containsExactly(15, 45);
    }

    @Test
    void sharesAddUpExactlyAndNobodyLosesWhenThereIsMore() {
        Random random = new Random(3);
        for (int run = 0; run < 2000; run++) {
            int n = 1 + random.nextInt(7);
            List<Sharing.User> users = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Long need = random.nextInt(6) == 0 ? null : (long) random.nextInt(60_000);
                users.add(new Sharing.User(
                        "p" + i,
                        1 + 3000 * random.nextDouble(),
                        0.1 + random.nextDouble(),
                        need,
                        random.nextBoolean()));
            }
            long available = random.nextInt(150_000);
            for (Rule rule : Rule.values()) {
                long[] shares = Sharing.shares(rule, available, users);
                assertThat(LongStream.of(shares).sum()).isEqualTo(available);
                assertThat(LongStream.of(shares).allMatch(s -> s >= 0)).isTrue();
                boolean isShort = false;
                boolean over = false;
                for (int i = 0; i < n; i++) {
                    Long need = users.get(i).needLitres();
                    isShort |= need != null && shares[i] < need;
                    over |= need != null && shares[i] > need;
                }
                assertThat(isShort && over).as(rule + " " + users).isFalse();
                // A litre more moves no share down by more than the rounding of a litre.
                long[] more = Sharing.shares(rule, available + 100, users);
                for (int i = 0; i < n; i++) {
                    assertThat(more[i]).as(rule + " " + i).isGreaterThanOrEqualTo(shares[i] - 1);
                }
            }
        }
    }

    @Test
    void refusesWhatCannotBeShared() {
        assertThatThrownBy(() -> Sharing.shares(Rule.AREA, -1, List.of(user("a", 1, 1L))))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Sharing.shares(Rule.SHARES, 5, List.of(user("a", 1, 1L))))
                .hasMessageContaining("agreed shares");
    }
}
