package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.TensionCurve;
import vn.nuong.telemetry.advice.Text;

/** Says where soil moisture comes from tension. */
final class TensionWords {

    private TensionWords() {}

    /** One reason for each depth that a tension probe speaks for, and what the probes would read where irrigation is due. */
    static List<Text> reasons(Situation now) {
        NavigableMap<Integer, Double> tensions =
                now.history().tensionAt(now.history().now(), PlotHistory.FRESH);
        List<Text> reasons = new ArrayList<>();
        tensions.forEach((depth, kpa) -> reasons.add(source(now, depth, kpa)));
        double theta = now.soil().fieldCapacity()
                - now.water().rawMm()
                        / now.water().tawMm()
                        * (now.soil().fieldCapacity() - now.soil().wiltingPoint());
        if (!tensions.isEmpty()) {
            double kpa = now.history().tensionCurve().kpa(theta);
            reasons.add(text(
                    "Ngưỡng tưới ứng với lực hút khoảng {0} kPa.",
                    "The threshold for irrigation is a tension of about {0} kPa.", number(kpa, 0)));
        }
        return reasons;
    }

    /** Where soil moisture at a depth comes from. */
    static Text source(Situation now, int depthCm, double kpa) {
        TensionCurve curve = now.history().tensionCurve();
        return curve.isAtLimit(kpa)
                ? text(
                        "Độ ẩm ở {0} cm tính từ lực hút {1} kPa trở lên, hết thang của đầu đo, qua {2}: ít nhất khô như thế.",
                        "Moisture at {0} cm comes from a tension of {1} kPa or more, the probe's limit, through {2}: it is at"
                                + " least so dry.",
                        number(depthCm, 0),
                        number(curve.limitKpa(), 0),
                        name(curve.kind()))
                : text(
                        "Độ ẩm ở {0} cm tính từ lực hút {1} kPa qua {2}.",
                        "Moisture at {0} cm comes from a tension of {1} kPa through {2}.",
                        number(depthCm, 0),
                        number(Math.max(0, kpa), 0),
                        name(curve.kind()));
    }

    private static Text name(TensionCurve.Kind kind) {
        return switch (kind) {
            case LABORATORY -> new Text("đường giữ nước của phòng thí nghiệm", "the laboratory's retention curve");
            case TEXTURE ->
                new Text(
                        "đường giữ nước Saxton–Rawls theo thành phần cát, sét",
                        "Saxton and Rawls' retention curve for the texture");
        };
    }
}
