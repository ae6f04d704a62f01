package vn.nuong.analytics.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemberTest {

    private static final Instant NOW = Instant.parse("2026-03-22T04:00:00Z");

    @Test
    void theStepsBetweenTwoTimesAreThoseThatSearchingAllOfThemFinds() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            List<Member.Step> steps = new ArrayList<>();
            Instant time = NOW;
            for (int s = random.nextInt(12); s > 0; s--) {
                Instant from = time.plus(Duration.ofHours(random.nextInt(3)));
                time = from.plus(Duration.ofHours(1 + random.nextInt(6)));
                steps.add(new Member.Step(from, time, 1.0, null, null, null, null, null));
            }
            Member member = new Member("1", steps);
            Instant from = NOW.plus(Duration.ofMinutes(random.nextInt(3000) - 300));
            Instant to = from.plus(Duration.ofMinutes(1 + random.nextInt(900)));
            assertThat(member.between(from, to))
                    .isEqualTo(steps.stream()
                            .filter(s -> s.from().isBefore(to) && s.to().isAfter(from))
                            .toList());
        }
    }
}
