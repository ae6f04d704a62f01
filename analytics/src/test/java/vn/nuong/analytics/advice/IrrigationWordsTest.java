package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.telemetry.advice.Statement;

class IrrigationWordsTest {

    private static final Pattern PIECES =
            Pattern.compile("chia (\\d+) đợt (?:khoảng )?([\\d,]+) phút(?: \\(đợt cuối ([\\d,]+) phút\\))?");
    private static final Pattern PLACES =
            Pattern.compile("qua (\\d+) chỗ, mỗi chỗ (?:khoảng )?([\\d,]+) phút(?:, đi (\\d+) vòng)?");

    private static String parts(double minutes, Double rate, double average, double intake) {
        return IrrigationWords.parts(
                        CycleAndSoak.of(minutes, rate, average, intake),
                        List.of(new Statement.Turn(Instant.EPOCH, minutes, 1)),
                        false)
                .orElseThrow()
                .vi();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(',', '.'));
    }

    @Test
    void burstsAddUpToTheMinutesThatAreSaid() {
        int tried = 0;
        for (double minutes = 3; minutes < 300; minutes += 1.3) {
            for (double rate : new double[] {6, 20, 120}) {
                if (CycleAndSoak.of(minutes, null, rate, 4.3).bursts() == 1) {
                    continue;
                }
                Matcher said = PIECES.matcher(parts(minutes, null, rate, 4.3));
                assertThat(said.find()).isTrue();
                int count = Integer.parseInt(said.group(1));
                double piece = number(said.group(2));
                double last = said.group(3) == null ? piece : number(said.group(3));
                assertThat((count - 1) * piece + last)
                        .as(minutes + " minutes at " + rate + " mm/h: " + said.group())
                        .isCloseTo(
                                number(IrrigationWords.minutes(minutes, false).vi()), within(0.05 * count + 1e-9));
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    @Test
    void placesAddUpToTheMinutesThatAreSaid() {
        for (double minutes = 40; minutes < 300; minutes += 7.7) {
            Matcher said = PLACES.matcher(parts(minutes, 20.0, 5.56, 4.3));
            assertThat(said.find()).isTrue();
            int stays = Integer.parseInt(said.group(1)) * (said.group(3) == null ? 1 : Integer.parseInt(said.group(3)));
            assertThat(stays * number(said.group(2)))
                    .isCloseTo(number(IrrigationWords.minutes(minutes, false).vi()), within(0.5 * stays + 1e-9));
        }
    }

    @Test
    void thirdsOfATurnAreRoundedLikeTheTurn() {
        assertThat(parts(202.5, null, 5.56, 4.32))
                .isEqualTo(
                        "Lượt này chia 2 đợt 105 phút (đợt cuối 100 phút), giữa hai đợt nghỉ 42 phút cho nước ngấm.");
        assertThat(parts(9, null, 120, 4.32)).startsWith("Lượt này chia 6 đợt khoảng 1,5 phút,");
    }
}
