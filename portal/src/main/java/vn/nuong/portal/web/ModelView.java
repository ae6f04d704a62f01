package vn.nuong.portal.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.ProbeJudgement;
import vn.nuong.telemetry.advice.Retraining;
import vn.nuong.telemetry.site.Plot;

/**
 * How right a plot's forecasts of soil moisture were, in a farmer's words.
 *
 * @param plot the plot
 * @param use empty when it could not be had
 */
public record ModelView(Plot plot, Optional<ModelUse> use) {

    /** So many forecasts, one in three hours, are a week: with fewer nothing is said. */
    static final int FEWEST = 56;

    /** The layer that errors are told for, mm: m³/m³ of it times this is mm of water. */
    private static final double LAYER_MM = 300;

    /** What the forecast is called. */
    public String maker(@Nullable Method method, Page page) {
        if (method == null) {
            return page.t(
                    "Chưa có dự báo: chưa đủ số đo độ ẩm đất.", "No forecast: not enough soil moisture readings.");
        }
        return switch (method) {
            case LEARNED -> page.t("Mô hình học từ số đo", "A model learned from readings");
            case PHYSICS -> page.t("Cách tính cân bằng nước trong đất", "The soil's water balance");
            case PERSISTENCE -> page.t("Đoán \"mai như hôm nay\"", "\"Tomorrow as today\"");
        };
    }

    /** What the latest retraining came to, or that it is at work. */
    public String retrained(Retraining last, Page page) {
        String when = page.format().timeAndDate(last.changed());
        String version = last.version() == null ? "" : " " + last.version();
        return switch (last.state()) {
            case RUNNING ->
                page.t(
                        "Đang huấn luyện lại từ số đo của nương. Lời khuyên vẫn ra như thường.",
                        "Training anew from the plots' readings. Advice goes on as usual.");
            case WAITING ->
                page.t(
                        "Việc huấn luyện bị dừng giữa chừng lúc " + when + ", sẽ tự làm tiếp.",
                        "The training stopped before its end at " + when + "; it goes on by itself.");
            case TAKEN ->
                page.t(
                        "Bản mới" + version + " đoán đúng hơn bản cũ, đã đưa vào dùng lúc " + when + ".",
                        "The new model" + version + " was better than the old one and is in use since " + when + ".");
            case NOT_TAKEN ->
                page.t(
                        "Bản mới" + version + " không đoán đúng hơn bản cũ, không đưa vào dùng (" + when + ").",
                        "The new model" + version + " was not better than the old one and is not in use (" + when
                                + ").");
            case TOO_LITTLE ->
                page.t(
                        "Chưa đủ số đo để huấn luyện lại (" + when + ").",
                        "There are not enough readings yet to train anew (" + when + ").");
            case FAILED ->
                page.t(
                        "Việc huấn luyện không xong (" + when + "). Mô hình đang dùng vẫn như cũ.",
                        "The training failed (" + when + "). The model in use is as before.");
        };
    }

    /** Why nothing, or nothing new, is said of the probes; null when there is no reason. */
    public @Nullable String probesTrouble(ModelUse use, Page page) {
        ProbeJudgement probes = use.probes();
        if (probes == null) {
            return page.t("Chưa xem; mỗi ngày xem một lần.", "Not looked at yet; it is done once a day.");
        }
        if (probes.failed()) {
            return page.t("Lần này chưa xem được, máy tự xem lại.", "It failed this time and is tried again.");
        }
        return probes.probes().isEmpty()
                ? page.t("Chưa có số đo độ ẩm đất nào tin được.", "There are no soil moisture readings to believe.")
                : null;
    }

    /** "từ 15:00 ngày 22/3", or that it has been so from the first. */
    public String since(ModelUse use, Page page) {
        return use.since() == null
                ? page.t("từ đầu", "from the first")
                : page.t("từ ", "since ") + page.format().timeAndDate(use.since());
    }

    public String ahead(ModelUse.Score score, Page page) {
        int hours = score.horizonHours();
        return hours % 24 == 0 && hours > 24
                ? page.t("Trước " + hours / 24 + " ngày", hours / 24 + " days ahead")
                : page.t("Trước " + hours + " giờ", hours + " h ahead");
    }

    public boolean isEnough(ModelUse.Score score) {
        return score.n() >= FEWEST;
    }

    public String notEnough(ModelUse.Score score, Page page) {
        return page.t(
                "Chưa đủ số liệu: mới so được " + score.n() + " lần, cần ít nhất " + FEWEST + " lần (một tuần).",
                "Not enough yet: " + score.n() + " forecasts compared, at least " + FEWEST + " (a week) are needed.");
    }

    /** "Trong 100 lần, 79 lần số đo nằm trong khoảng đã báo"; null when there was no band. */
    public @Nullable String inside(ModelUse.Score score, Page page) {
        Double share = score.inside80();
        if (share == null) {
            return null;
        }
        String of = page.format().number(100 * share, 0);
        return page.t(
                "Trong 100 lần, " + of + " lần số đo rơi vào khoảng mô hình đã báo (khoảng ấy hứa 80 lần).",
                "Of 100 readings " + of + " lay in the range that the model had named (it promises 80).");
    }

    /** Mean error as millimetres of water in a layer of soil. */
    public String millimetres(double moisture, Page page) {
        return page.format().number(moisture * LAYER_MM, 1) + " mm";
    }

    /** What the errors come to, in a sentence. */
    public String verdict(ModelUse.Score score, Page page) {
        Double learned = score.learned();
        double error = learned == null ? score.physics() : learned;
        String who = learned == null
                ? page.t("Cân bằng nước lệch trung bình ", "The water balance was off by ")
                : page.t("Mô hình lệch trung bình ", "The model was off by ");
        String than = error < score.persistence()
                ? page.t("đúng hơn đoán \"mai như hôm nay\"", "better than \"tomorrow as today\"")
                : page.t("không hơn đoán \"mai như hôm nay\"", "no better than \"tomorrow as today\"");
        return who + millimetres(error, page)
                + page.t(
                        " nước trong lớp đất dày 30 cm, như một cơn mưa " + millimetres(error, page) + ": ",
                        " of water in 30 cm of soil on average, like a rain of so much: ")
                + than + " (" + millimetres(score.persistence(), page) + ").";
    }

    /** "Mô hình học từ số đo đứng sang một bên". */
    public String happened(ModelUse.Switch change, Page page) {
        return maker(change.method(), page)
                + (change.aside()
                        ? page.t(" đứng sang một bên", " stepped aside")
                        : page.t(" dùng trở lại", " came back"));
    }
}
