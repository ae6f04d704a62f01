package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.text;

import java.util.Optional;
import vn.nuong.analytics.decision.DepletionAhead;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.Text;

/** Says where the learned forecast changed the advice. */
final class ModelWords {

    /** The day ahead that is spoken of. */
    static final int DAY = 2;

    private ModelWords() {}

    /** One sentence; empty where it changed nothing. */
    static Optional<Text> reason(Situation now, IrrigationDecision decision) {
        ModelPart model = now.model();
        IrrigationDecision without = decision.without();
        Optional<IrrigationDecision.Due> due = decision.due().filter(IrrigationDecision.Due::isMoved);
        if (model == null || (without == null && due.isEmpty())) {
            return Optional.empty();
        }
        Text change = without == null ? moved(now, due.orElseThrow()) : changed(decision, without);
        return model.days(now.water().depletionMm(), now.water().tawMm(), decision.unwateredMm()).stream()
                .filter(d -> d.day() == DAY)
                .findFirst()
                .map(day -> text("{0}; vì vậy {1}.", "{0}; so {1}.", expects(day), change));
    }

    private static Text moved(Situation now, IrrigationDecision.Due due) {
        Text with = day(now, due.withModel());
        Text balance = day(now, due.balance());
        return due.withModel() < due.balance()
                ? text(
                        "tính phải tưới sớm hơn, {0} thay vì {1}",
                        "irrigation is reckoned due earlier, {0} instead of {1}", with, balance)
                : text(
                        "tính phải tưới muộn hơn, {0} thay vì {1}",
                        "irrigation is reckoned due later, {0} instead of {1}", with, balance);
    }

    private static Text day(Situation now, int day) {
        return day > DepletionAhead.DAYS
                ? new Text("sau một tuần nữa", "in more than a week")
                : text("ngày {0}", "on {0}", Say.date(now.history().today().plusDays(day)));
    }

    private static Text expects(ModelEffect.Day day) {
        double drier = day.modelMm() - day.withoutMm();
        Text by = number(Math.abs(drier), 0);
        if (Math.abs(drier) < 0.5) {
            return text(
                    "Mô hình học máy dự báo hai ngày tới đất thiếu từ {0} đến {1} mm, sổ nước cũng khoảng giữa",
                    "The learned model expects {0} to {1} mm to be missing in two days, the ledger about the middle of it",
                    number(day.lowMm(), 0),
                    number(day.highMm(), 0));
        }
        return drier > 0
                ? text(
                        "Mô hình học máy dự báo đất khô nhanh hơn sổ nước {0} mm trong hai ngày tới",
                        "The learned model expects the soil to dry by {0} mm more than the ledger does in two days", by)
                : text(
                        "Mô hình học máy dự báo đất khô chậm hơn sổ nước {0} mm trong hai ngày tới",
                        "The learned model expects the soil to dry by {0} mm less than the ledger does in two days",
                        by);
    }

    private static Text changed(IrrigationDecision decision, IrrigationDecision without) {
        if (decision.isDue() && without.isDue()) {
            return text(
                    "tính tưới {0} mm thay vì {1} mm",
                    "{0} mm are reckoned with instead of {1} mm",
                    number(decision.netMm(), 0),
                    number(without.netMm(), 0));
        }
        return decision.isDue()
                ? new Text(
                        "tính tưới sớm hơn, ngay bây giờ thay vì chờ",
                        "irrigation is reckoned due now instead of later")
                : new Text(
                        "tính chờ thêm thay vì tưới ngay bây giờ",
                        "irrigation is reckoned to wait instead of being due now");
    }
}
