package vn.nuong.analytics.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.BalanceAlone;
import vn.nuong.analytics.decision.CycleAndSoak;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Statement.Figure;
import vn.nuong.telemetry.advice.Text;

/** The numbers behind advice on irrigation, for people and programs. */
final class IrrigationFigures {

    private final List<Figure> figures = new ArrayList<>();

    private IrrigationFigures() {}

    static List<Figure> of(Situation now, IrrigationDecision decision) {
        IrrigationFigures figures = new IrrigationFigures();
        Set<Integer> atLimit = now.history().atLimit(now.history().now(), PlotHistory.FRESH);
        figures.water(now.water(), atLimit);
        now.history()
                .tensionAt(now.history().now(), PlotHistory.FRESH)
                .forEach((depth, kpa) -> figures.add(
                        "soil_water_tension_" + depth + "cm",
                        "lực hút nước của đất " + depth + " cm",
                        "soil water tension at " + depth + " cm",
                        atLimit.contains(depth) ? null : kpa,
                        "kPa"));
        now.history()
                .rainMm(now.dayAgo(), now.history().now())
                .ifPresent(r -> figures.add("rain_24h_mm", "mưa 24 giờ", "rain of 24 hours", r, "mm"));
        figures.add("days_until_irrigation", "còn đủ nước", "days until irrigation", decision.daysUntilRaw(), "ngày");
        figures.weighed(now, decision);
        figures.model(now, decision);
        if (decision.outcome() == IrrigationDecision.Outcome.IRRIGATE) {
            figures.irrigation(decision);
        }
        return List.copyOf(figures.figures);
    }

    /** @param atLimit depths of which no amount is known */
    private void water(RootZoneState water, Set<Integer> atLimit) {
        add("depletion_mm", "lượng nước thiếu", "root-zone depletion", water.depletionMm(), "mm");
        add("depletion_sigma_mm", "sai số", "its standard deviation", water.sigmaMm(), "mm");
        add("readily_available_mm", "ngưỡng tưới", "readily available water", water.rawMm(), "mm");
        add("total_available_mm", "nước hữu hiệu", "total available water", water.tawMm(), "mm");
        add("probe_depletion_mm", "đầu đo thấy thiếu", "depletion seen by probes", water.probesMm(), "mm");
        if (water.probesMm() != null) {
            add("probe_bias_mm", "đầu đo đọc khô hơn", "probes read drier by", water.biasMm(), "mm");
            add("probe_bias_sigma_mm", "sai số của nó", "its standard deviation", water.biasSigmaMm(), "mm");
        }
        add("balance_depletion_mm", "cân bằng nước", "depletion by the balance", water.balanceMm(), "mm");
        BalanceAlone alone = water.alone();
        if (alone != null) {
            add("balance_wettest_mm", "riêng cân bằng, ít nhất", "balance alone, at least", alone.wettestMm(), "mm");
            add("balance_driest_mm", "riêng cân bằng, nhiều nhất", "balance alone, at most", alone.driestMm(), "mm");
        }
        add(
                "disagreement_mm",
                "đầu đo khô hơn sổ nước",
                "drier by the probes than by the balance alone",
                water.disagreementMm(),
                "mm");
        add("probes_apart_mm", "đầu đo lệch cân bằng", "probes apart from the balance", water.apartMm(), "mm");
        water.moisture()
                .forEach((depth, theta) -> add(
                        "soil_moisture_" + depth + "cm",
                        "độ ẩm đất " + depth + " cm",
                        "soil moisture at " + depth + " cm",
                        atLimit.contains(depth) ? null : theta,
                        "m³/m³"));
        add("eto_mm_day", "bốc thoát hơi chuẩn ETo", "reference evapotranspiration", water.etoMm(), "mm/ngày");
        add("etc_mm_day", "chè dùng mỗi ngày", "crop evapotranspiration", water.etcMm(), "mm/ngày");
        add("crop_coefficient", "hệ số cây Kc", "crop coefficient", water.kc(), "1");
    }

    private void weighed(Situation now, IrrigationDecision decision) {
        decision.choice().ifPresent(c -> {
            add(
                    "cost_of_waiting_vnd",
                    "chờ một ngày mất",
                    "cost of waiting a day",
                    c.waiting() * now.plot().areaM2(),
                    "đồng");
            add("chance_of_thirst", "khả năng thiếu nước", "chance of thirst", c.thirst(), "1");
            add("weighed_net_mm", "lượng tưới rẻ nhất", "net irrigation that costs least", c.netMm(), "mm");
            add("outlook_days", "số ngày xem trước", "days of the outlook", (double) c.days(), "ngày");
            add("outlook_members", "số kịch bản", "members of the outlook", (double) c.members(), "1");
        });
    }

    /** What the learned forecast says, used or not. */
    private void model(Situation now, IrrigationDecision decision) {
        ModelPart model = now.model();
        if (model == null) {
            return;
        }
        add("model_weight", "trọng số của mô hình", "weight of the model", model.isUsed() ? model.weight() : 0, "1");
        model.days(now.water().depletionMm(), now.water().tawMm(), decision.unwateredMm()).stream()
                .filter(d -> d.day() == ModelWords.DAY)
                .forEach(d -> {
                    add(
                            "depletion_2_days_mm",
                            "hai ngày nữa thiếu, theo sổ nước",
                            "depletion in two days by the ledger",
                            d.withoutMm(),
                            "mm");
                    add(
                            "model_depletion_2_days_mm",
                            "hai ngày nữa thiếu, theo mô hình",
                            "depletion in two days by the model",
                            d.modelMm(),
                            "mm");
                });
        IrrigationDecision without = decision.without();
        if (without != null) {
            add(
                    "net_mm_without_model",
                    "nước tới rễ nếu không có mô hình",
                    "net irrigation without the model",
                    without.netMm(),
                    "mm");
        }
    }

    private void irrigation(IrrigationDecision decision) {
        add("net_mm", "nước cần tới rễ", "net irrigation", decision.netMm(), "mm");
        add("gross_mm", "nước cần bơm", "gross irrigation", decision.grossMm(), "mm");
        add("volume_m3", "khối nước", "volume to pump", decision.volumeM3(), "m³");
        add("pump_minutes", "chạy bơm", "pumping time", decision.pumpMinutes(), "phút");
        List<Statement.Turn> turns = decision.turns();
        add("turns", "số lượt", "turns", (double) turns.size(), "lượt");
        add(
                "turn_minutes",
                "lượt đầu chạy bơm",
                "pumping time of the first turn",
                turns.get(0).pumpMinutes(),
                "phút");
        add(
                "turn_m3",
                "khối nước lượt đầu",
                "volume of the first turn",
                turns.get(0).volumeM3(),
                "m³");
        if (decision.plan().leftMm() > 0) {
            add(
                    "left_mm",
                    "chưa có lượt",
                    "net irrigation without a turn",
                    decision.plan().leftMm(),
                    "mm");
        }
        CycleAndSoak bursts = decision.bursts();
        if (bursts != null && bursts.positions() > 1) {
            add("positions", "số chỗ đặt vòi", "positions of the sprinklers", (double) bursts.positions(), "chỗ");
        }
        if (bursts != null && (bursts.positions() > 1 || bursts.bursts() > 1)) {
            add(
                    "turn_takes_minutes",
                    "một lượt kéo dài",
                    "a turn takes",
                    bursts.takes().toSeconds() / 60.0,
                    "phút");
        }
        if (bursts != null && bursts.bursts() > 1) {
            add("bursts", "số đợt mỗi lượt", "bursts of a turn", (double) bursts.bursts(), "đợt");
            add("burst_minutes", "mỗi đợt", "a burst", bursts.on().toSeconds() / 60.0, "phút");
            add(
                    "soak_minutes",
                    "nghỉ giữa hai đợt",
                    "between two bursts",
                    bursts.pause().toSeconds() / 60.0,
                    "phút");
        }
    }

    private void add(String code, String vi, String en, @Nullable Double value, String unit) {
        if (value != null) {
            figures.add(new Figure(code, new Text(vi, en), value, unit));
        }
    }
}
