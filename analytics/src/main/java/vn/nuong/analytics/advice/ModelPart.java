package vn.nuong.analytics.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.analytics.decision.DepletionAhead;
import vn.nuong.analytics.forecast.live.ModelWeight;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.Text;

/**
 * What the learned forecast says of a plot's root zone, and why it is not weighed in where it is not.
 *
 * @param learned as it was given
 * @param ahead what it says of the depletion; null where it says nothing
 * @param why why it is not used; null when it is
 */
record ModelPart(
        AdviceMaker.Learned learned,
        @Nullable DepletionAhead ahead,
        @Nullable Text why) {

    static ModelPart of(AdviceMaker.Learned learned, PlotHistory history, RootZone zone, RootZoneState water) {
        Set<Integer> atLimit = history.atLimit(history.now(), PlotHistory.FRESH);
        List<MoistureForecast> within = learned.forecasts().stream()
                .filter(f -> f.depthCm() / 100.0 <= zone.rootDepthM())
                .toList();
        boolean all = water.moisture().keySet().stream()
                .filter(d -> d / 100.0 <= zone.rootDepthM())
                .allMatch(d -> !atLimit.contains(d)
                        && within.stream().anyMatch(f -> f.depthCm() == d && f.method() == Method.LEARNED));
        DepletionAhead ahead = !all
                ? null
                : DepletionAhead.of(within, zone, d -> RootZoneModel.fieldCapacity(water, zone, d), history.now())
                        .orElse(null);
        return new ModelPart(learned, ahead, why(learned, ahead, water));
    }

    private static @Nullable Text why(
            AdviceMaker.Learned learned, @Nullable DepletionAhead ahead, RootZoneState water) {
        ModelWeight weight = learned.weight();
        Double apart = water.apartMm();
        if (ahead == null) {
            return new Text(
                    "không phải đầu đo nào trong vùng rễ lúc này cũng có dự báo của mô hình",
                    "not every probe within the roots has a forecast by the model now");
        }
        if (learned.aside() != null) {
            return learned.aside();
        }
        if (water.refused() || (apart != null && apart > 0)) {
            return new Text(
                    "đầu đo lệch khỏi sổ nước, mà mô hình đi từ số đo của chúng",
                    "the probes are off the ledger, and the model starts from what they read");
        }
        if (weight.isTooShort()) {
            return new Text(
                    "mới so được " + weight.days() + " ngày tại nương này, chưa đủ",
                    "it has been compared on " + weight.days() + " days here, which is not enough");
        }
        return weight.weight() > 0
                ? null
                : new Text(
                        "tại nương này mô hình chưa đoán đúng hơn sổ nước",
                        "it has been no better than the ledger here");
    }

    boolean isUsed() {
        return why == null;
    }

    double weight() {
        return learned.weight().weight();
    }

    /**
     * For whoever shows it.
     *
     * @param balanceMm depletion at the end of each day by the balance, mm; empty without an outlook
     */
    List<ModelEffect.Day> days(double nowMm, double tawMm, double[] balanceMm) {
        List<ModelEffect.Day> days = new ArrayList<>();
        DepletionAhead expected = ahead;
        for (int day = 1; expected != null && day <= balanceMm.length; day++) {
            double without = balanceMm[day - 1];
            double model = within(nowMm + expected.meanMm(day), tawMm);
            days.add(new ModelEffect.Day(
                    day,
                    without,
                    model,
                    within(nowMm + expected.lowMm(day), tawMm),
                    within(nowMm + expected.highMm(day), tawMm),
                    isUsed() ? without + weight() * (model - without) : without));
        }
        return days;
    }

    private static double within(double mm, double tawMm) {
        return Math.max(0, Math.min(tawMm, mm));
    }
}
