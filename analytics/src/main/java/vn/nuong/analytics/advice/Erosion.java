package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.SlopeSteepness;
import vn.nuong.telemetry.advice.Text;

/** What keeps the soil on a slope when it rains hard, the more of it the steeper the slope is. */
final class Erosion {

    /** A share of what the slope of 9 %, on which RUSLE is scaled, loses. This project's choice: a slope of about 5 %. */
    private static final double NOTABLE = 0.5;

    /** So many times what a slope of 9 % loses. This project's choice: a slope of about 15 %. */
    private static final double GREAT = 2;

    private Erosion() {}

    /** @param slopePercent %; null where nobody measured it, which is told as a slope */
    static List<Text> beforeHeavyRain(@Nullable Double slopePercent) {
        Text keep = new Text(
                "giữ lớp tủ gốc và cỏ giữa hàng, đừng cuốc xới, đừng bón phân trước mưa",
                "keep mulch and the grass between rows, do not hoe or fertilise before the rain");
        if (slopePercent == null) {
            return List.of(text(
                    "Chưa biết độ dốc. Nương dốc thì mưa lớn dễ trôi đất: {0}.",
                    "How steep the plot is is not known. On a slope heavy rain carries soil away: {0}.", keep));
        }
        double factor = SlopeSteepness.of(slopePercent);
        if (factor < NOTABLE) {
            return List.of();
        }
        List<Text> words = new ArrayList<>();
        words.add(text(
                "Nương dốc {0} %, mưa lớn dễ trôi đất, gấp {1} lần nương dốc 9 % (RUSLE): {2}.",
                "On this slope of {0} % heavy rain carries soil away, {1} times as much as on one of 9 % (RUSLE): {2}.",
                number(slopePercent, 0),
                number(factor, 1),
                keep));
        if (factor >= GREAT) {
            words.add(new Text(
                    "Dốc lớn: chỗ đất trống tủ kín bằng cỏ, rơm hoặc cành chè đốn; rãnh chắn ngang dốc, dẫn nước ra lối có cỏ,"
                            + " đừng để nước dồn một chỗ.",
                    "It is steep: cover bare soil with grass, straw or prunings; let ditches cross the slope and lead the water"
                            + " to a grassed way, not all to one place."));
        }
        return words;
    }
}
