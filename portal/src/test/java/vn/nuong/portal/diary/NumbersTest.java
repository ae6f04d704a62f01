package vn.nuong.portal.diary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.telemetry.advice.Language;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VI | 12,5 | 12.5",
                "VI | 12.5 | 12.5",
                "VI | 150.000 | 150000",
                "VI | 1.250.000 | 1250000",
                "VI | 1.250.000,5 | 1250000.5",
                "VI | 1,250,000.5 | 1250000.5",
                "VI | 0.125 | 0.125",
                "VI | 250 000 | 250000",
                "EN | 12.5 | 12.5",
                "EN | 150,000 | 150000",
                "EN | 1.200 | 1.2",
            })
    void readsNumbersAsPeopleTypeThem(Language language, String typed, double meant) {
        assertThat(DiaryForm.parseNumber(typed, language)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tám", "-3", "1e9", "12,5,6", "1.2.3", ",", "NaN", "999999999999999999999"})
    void refusesWhatIsNoNumber(String typed) {
        assertThatThrownBy(() -> DiaryForm.parseNumber(typed, Language.VI)).isInstanceOf(NumberFormatException.class);
    }
}
