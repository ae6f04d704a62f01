package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.advice.Text;

class ErosionTest {

    @Test
    void theSteeperTheSlopeTheMoreIsSaidAndAnUnknownOneIsNotTakenAsLevel() {
        assertThat(Erosion.beforeHeavyRain(3.0)).isEmpty();
        assertThat(Erosion.beforeHeavyRain(8.0))
                .extracting(Text::vi)
                .containsExactly(
                        "Nương dốc 8 %, mưa lớn dễ trôi đất, gấp 0,9 lần nương dốc 9 % (RUSLE): giữ lớp tủ gốc và cỏ"
                                + " giữa hàng, đừng cuốc xới, đừng bón phân trước mưa.");
        assertThat(Erosion.beforeHeavyRain(30.0))
                .hasSize(2)
                .extracting(Text::vi)
                .satisfiesExactly(
                        first -> assertThat(first).contains("gấp 4,3 lần"),
                        second -> assertThat(second).contains("rãnh chắn ngang dốc"));
        assertThat(Erosion.beforeHeavyRain(null))
                .extracting(Text::vi)
                .singleElement()
                .asString()
                .startsWith("Chưa biết độ dốc.");
    }
}
