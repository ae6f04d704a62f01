package vn.nuong.analytics.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.agronomy.water.RootZoneRunoff;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.WhatIf;

class ForesightTest {

    private static final Instant NOW = Instant.parse("2026-03-22T04:00:00Z");

    /** FAO-56 Example 37: TAW 160, RAW 64, Dr 55, ETc 6; p of the table is 0.44 so that at 6 mm/day it is 0.40. */
    @Test
    void withoutWaterItDriesAsFao56Example37() {
        double[] printed = {61, 67, 72.8, 78.3, 83.4, 88.2, 92.6, 96.9, 100.8, 104.5};
        double[] ks = {1, 1, .97, .91, .85, .80, .75, .70, .66, .62};
        WhatIf whatIf =
                foresee(new ExpectedCost.Now(55, 0, 160, 0.44, 0.8, 15, RootZoneRunoff.NONE), 0, Outlook.none(), 6);
        assertThat(whatIf.outlookDays()).isZero();
        for (int d = 0; d < 10; d++) {
            WhatIf.Day day = whatIf.days().get(d);
            assertThat(day.date()).isEqualTo(LocalDate.of(2026, 3, 23).plusDays(d));
            assertThat(day.rawMm()).isCloseTo(64, within(1e-9));
            assertThat(day.without().medianMm()).isCloseTo(printed[d], within(0.06));
            assertThat(day.without().ks()).isCloseTo(ks[d], within(0.005));
            assertThat(day.with()).isEqualTo(day.without());
        }
        assertThat(whatIf.thirstyWithout()).isEqualTo(LocalDate.of(2026, 3, 24));
    }

    @Test
    void givesATurnADayAndMovesTheDayOfThirst() {
        WhatIf whatIf =
                foresee(new ExpectedCost.Now(40, 0, 160, 0.44, 0.8, 15, RootZoneRunoff.NONE), 25, Outlook.none(), 6);
        assertThat(whatIf.days().get(0).with().medianMm()).isCloseTo(40 - 15 + 6, within(1e-9));
        assertThat(whatIf.days().get(1).with().medianMm()).isCloseTo(40 - 25 + 12, within(1e-9));
        assertThat(whatIf.thirstyWithout()).isEqualTo(LocalDate.of(2026, 3, 26));
        assertThat(whatIf.thirstyWith()).isEqualTo(LocalDate.of(2026, 3, 31));
    }

    @Test
    void whereItTakesSeveralTurnsToQuenchThirstTheDayIsTheOneAfterThem() {
        WhatIf whatIf =
                foresee(new ExpectedCost.Now(100, 0, 160, 0.44, 0.8, 15, RootZoneRunoff.NONE), 90, Outlook.none(), 6);
        assertThat(whatIf.days().get(0).with().thirsty()).isEqualTo(1, within(1e-9));
        assertThat(whatIf.thirstyWithout()).isEqualTo(LocalDate.of(2026, 3, 23));
        // 100 − 90 + 6 mm a day, a little less while it thirsts: 64 mm are passed on the tenth day.
        assertThat(whatIf.thirstyWith()).isEqualTo(LocalDate.of(2026, 4, 1));
        // One turn does not quench it: it is thirsty from the first day on.
        assertThat(foresee(new ExpectedCost.Now(100, 0, 160, 0.44, 0.8, 15, RootZoneRunoff.NONE), 15, Outlook.none(), 6)
                        .thirstyWith())
                .isEqualTo(LocalDate.of(2026, 3, 23));
    }

    @Test
    void theChanceOfThirstIsTheOneThatTheDecisionTells() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            List<Member> members = new ArrayList<>();
            for (int m = 0; m < 5; m++) {
                List<Member.Step> steps = new ArrayList<>();
                for (int d = 0; d < 3; d++) {
                    Instant from = NOW.plus(Duration.ofDays(d));
                    double rain = random.nextInt(3) == 0 ? 20 * random.nextDouble() : 0;
                    steps.add(new Member.Step(from, from.plus(Duration.ofDays(1)), rain, null, null, null, null, 4.0));
                }
                members.add(new Member("" + m, steps));
            }
            Outlook outlook = new Outlook("made up", members);
            ExpectedCost.Now now =
                    new ExpectedCost.Now(20 + 20 * random.nextDouble(), 5, 80, 0.4, 0.8, 15, RootZoneRunoff.NONE);
            double told = ExpectedCost.choose(
                            now,
                            outlook,
                            NOW,
                            1,
                            4,
                            new Costs(45, 0.6, 40, 0.2),
                            ExpectedCost.Before.NOTHING,
                            null,
                            null)
                    .orElseThrow()
                    .thirst();
            List<WhatIf.Day> days = foresee(now, 0, outlook, 4).days();
            double first = days.get(0).without().thirsty();
            double second = days.get(1).without().thirsty();
            assertThat(told).isBetween(Math.max(first, second) - 1e-9, first + second + 1e-9);
        }
    }

    @Test
    void waterNeverMakesDrierAndQuantilesAreInOrder() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            List<Member> members = new ArrayList<>();
            for (int m = random.nextInt(6); m > 0; m--) {
                List<Member.Step> steps = new ArrayList<>();
                for (int d = 0; d < 7; d++) {
                    Instant from = NOW.plus(Duration.ofDays(d));
                    double rain = random.nextInt(3) == 0 ? 40 * random.nextDouble() : 0;
                    steps.add(new Member.Step(
                            from,
                            from.plus(Duration.ofDays(1)),
                            rain,
                            null,
                            null,
                            null,
                            null,
                            6 * random.nextDouble()));
                }
                members.add(new Member("" + m, steps));
            }
            Outlook outlook = members.isEmpty() ? Outlook.none() : new Outlook("made up", members);
            ExpectedCost.Now now = new ExpectedCost.Now(
                    80 * random.nextDouble(), 20 * random.nextDouble(), 80, 0.4, 0.8, 15, RootZoneRunoff.NONE);
            WhatIf whatIf = foresee(now, now.depletionMm(), outlook, 4);
            assertThat(whatIf.outlookDays()).isEqualTo(members.isEmpty() ? 0 : 7);
            for (WhatIf.Day day : whatIf.days()) {
                for (WhatIf.Course course : List.of(day.without(), day.with())) {
                    assertThat(course.lowMm()).isBetween(0.0, course.medianMm());
                    assertThat(course.highMm()).isBetween(course.medianMm(), 80.0);
                    assertThat(course.ks()).isBetween(0.0, 1 + 1e-9);
                    assertThat(course.thirsty()).isBetween(0.0, 1.0);
                }
                assertThat(day.with().medianMm())
                        .isLessThanOrEqualTo(day.without().medianMm() + 1e-9);
                assertThat(day.with().highMm())
                        .isLessThanOrEqualTo(day.without().highMm() + 1e-9);
                assertThat(day.with().ks()).isGreaterThanOrEqualTo(day.without().ks() - 1e-9);
            }
        }
    }

    private static WhatIf foresee(ExpectedCost.Now now, double netMm, Outlook outlook, double etc) {
        return Foresight.of(now, netMm, outlook, NOW, ZoneOffset.ofHours(8), 1, etc);
    }
}
