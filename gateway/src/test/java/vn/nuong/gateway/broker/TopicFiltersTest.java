package vn.nuong.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFiltersTest {

    @ParameterizedTest
    @CsvSource({
        "nuong/+/+/readings, nuong/pilot/p/readings, true",
        "nuong/+/+/readings, nuong/+/+/readings, true",
        "nuong/+/+/readings, nuong/pilot/+/readings, true",
        "nuong/+/+/readings, nuong/+/+/+, false",
        "nuong/+/+/readings, nuong/#, false",
        "nuong/+/+/readings, nuong/pilot/#, false",
        "nuong/+/+/readings, nuong/pilot/p/readings/x, false",
        "nuong/+/+/readings, nuong/pilot/p, false",
        "nuong/#, nuong, true",
        "nuong/#, nuong/a/b/c, true",
        "nuong/#, nuong/+/#, true",
        "nuong/#, other/a, false",
        "nuong/pilot/alerts, nuong/+/alerts, false",
        "#, a/b, true",
        "#, $sys/a, false",
        "+/a, $sys/a, false",
        "$sys/#, $sys/a, true",
        "+, #, false",
        "nuong/+, nuong/, true",
    })
    void coversExactlyWhatLiesWithin(String granted, String asked, boolean covered) {
        assertThat(TopicFilters.covers(granted, asked)).isEqualTo(covered);
    }
}
