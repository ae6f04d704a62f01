package vn.nuong.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesWhatWouldBreakALine() {
        Csv csv = new Csv(false, List.of("a", "b"));

        csv.row(Map.of("a", "lân, \"kali\"\nđạm", "b", -1.5));

        assertThat(csv.toString()).isEqualTo("note,a,b\r\n,\"lân, \"\"kali\"\"\nđạm\",-1.5\r\n");
    }

    @Test
    void textThatASpreadsheetWouldRunIsMadeHarmless() {
        Csv csv = new Csv(false, List.of("a"));

        csv.row(Map.of("a", "=HYPERLINK(\"http://evil.example\")"));

        assertThat(csv.toString()).contains("\"'=HYPERLINK(");
    }

    @Test
    void aCellWithoutItsColumnIsAMistake() {
        assertThatThrownBy(() -> new Csv(true, List.of("a")).row(Map.of("b", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b");
    }
}
