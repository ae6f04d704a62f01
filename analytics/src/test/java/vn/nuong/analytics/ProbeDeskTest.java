package vn.nuong.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.forecast.Histories;
import vn.nuong.telemetry.advice.ProbeJudgement;
import vn.nuong.telemetry.testing.MutableClock;

class ProbeDeskTest {

    private static final String PLOT = Field.plot().id();

    private final MutableClock clock = new MutableClock(Field.NOW.toString());
    private final AtomicInteger asked = new AtomicInteger();
    private boolean away;

    private ProbeDesk desk() {
        Field field = Field.withMoisture(0.25);
        return new ProbeDesk(
                List.of(Field.plot()),
                (plot, from, to) -> {
                    asked.incrementAndGet();
                    if (away) {
                        throw new IOException("ingest is away");
                    }
                    return field.history(to);
                },
                clock);
    }

    private static ProbeJudgement held(@Nullable ProbeJudgement held) {
        assertThat(held).isNotNull();
        return held == null ? new ProbeJudgement(null, true, List.of()) : held;
    }

    @Test
    void probesAreJudgedOnceADayByTheClockOfTheService() {
        try (ProbeDesk desk = desk()) {
            assertThat(desk.of(PLOT)).isNull();
            assertThat(desk.isDue()).isTrue();
            desk.run();
            ProbeJudgement held = held(desk.of(PLOT));
            assertThat(held.at()).isEqualTo(Field.NOW);
            assertThat(held.failed()).isFalse();
            assertThat(held.probes())
                    .hasSize(3)
                    .allSatisfy(p -> assertThat(p.why()).isEqualTo("too_short"));
            int once = asked.get();
            clock.advance(Duration.ofDays(1).minusSeconds(1));
            assertThat(desk.isDue()).isFalse();
            desk.run();
            assertThat(asked).hasValue(once);
            clock.advance(Duration.ofSeconds(1));
            assertThat(desk.isDue()).isTrue();
            desk.run();
            assertThat(held(desk.of(PLOT)).at()).isEqualTo(clock.instant());
        }
    }

    @Test
    void aFailureIsShownWhatWasHeldStandsAndItIsTriedAgain() {
        try (ProbeDesk desk = desk()) {
            away = true;
            desk.run();
            assertThat(held(desk.of(PLOT))).isEqualTo(new ProbeJudgement(null, true, List.of()));
            assertThat(desk.isDue()).isFalse();

            clock.advance(Duration.ofMinutes(30));
            away = false;
            desk.run();
            ProbeJudgement good = held(desk.of(PLOT));
            assertThat(good.failed()).isFalse();

            clock.advance(Duration.ofDays(1));
            away = true;
            desk.run();
            assertThat(held(desk.of(PLOT))).isEqualTo(new ProbeJudgement(good.at(), true, good.probes()));
        }
    }

    @Test
    void beginningReturnsBeforeReadingsAreThere() throws InterruptedException {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Histories slow = (plot, from, to) -> {
            asking.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Field.withMoisture(0.25).history(to);
        };
        try (ProbeDesk desk = new ProbeDesk(List.of(Field.plot()), slow, clock)) {
            desk.beginWhenDue();
            assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.of(PLOT)).isNull(); // it is still waiting, and we are not
        }
    }
}
