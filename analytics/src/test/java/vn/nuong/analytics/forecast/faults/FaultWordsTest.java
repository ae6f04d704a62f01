package vn.nuong.analytics.forecast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nuong.telemetry.advice.Text;

class FaultWordsTest {

    private static Finding finding(Fault fault, double size) {
        LocalDate since = LocalDate.of(2026, 3, 5);
        return new Finding("nuong-1", 20, fault, since.plusDays(40), since, null, size, 200 * size, 2.5, 2, 2);
    }

    @Test
    void aDriftIsToldWithDirectionSizeAndWhatToLookAt() {
        Text words = FaultWords.sentence(finding(Fault.DRIFT, -0.043));
        assertThat(words.en())
                .startsWith(
                        "The 20 cm probe is suspect since 5 March 2026: it drifts and reads 0.043 m³/m³ (9 mm) drier")
                .contains("Dig beside it");
        assertThat(words.vi()).contains("từ 5/3/2026", "trôi dần, báo khô hơn đáng lẽ 0,043 m³/m³ (9 mm)", "Đào cạnh");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultSaysWhatToLookAtInBothLanguages(Fault fault) {
        Text words = FaultWords.sentence(finding(fault, 0.03));
        assertThat(words.en()).contains("20 cm probe").hasSizeGreaterThan(90).endsWith(".");
        assertThat(words.vi()).contains("Đầu đo 20 cm").hasSizeGreaterThan(80).endsWith(".");
    }
}
