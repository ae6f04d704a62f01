package vn.nuong.telemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {

    /** The examples of MQTT 3.1.1, sections 4.7.1.2 and 4.7.1.3, and empty levels. */
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "#, sport/tennis, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "nuong/+/+/readings, nuong/pilot/p1/readings, true",
        "nuong/+/+/readings, nuong/pilot//readings, true",
        "nuong/+/+/readings, nuong/pilot/p1/reading, false",
        "nuong/+/+/readings, nuong/pilot/p1/readings/x, false",
        "nuong/+/+/readings, nuong/pilot/readings, false",
        "nuong/pilot/+/readings, nuong/pilots/p1/readings, false",
        "nuong/pilot, nuong/pilot, true",
        "nuong/pilot, nuong/pilo, false",
        "nuong/pilot/#, nuong/pilots, false"
    })
    void aFilterMatchesLevelByLevel(String filter, String name, boolean matches) {
        assertThat(Topic.matches(filter, name)).isEqualTo(matches);
    }
}
