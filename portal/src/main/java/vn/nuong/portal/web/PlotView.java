package vn.nuong.portal.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;

/**
 * A plot's page.
 *
 * @param plot the plot
 * @param pilot for a control plot the plot it is the control of
 * @param advice empty while there is none
 * @param questions what is to be done now, by matter
 * @param whatIf the next days with and without irrigation; null when they cannot be told
 * @param devices the plot's devices; empty when ingest cannot be asked
 * @param latest the newest soil moisture of each probe
 * @param flagged readings of soil moisture and rain of the last two days that are not believed
 */
public record PlotView(
        Plot plot,
        Optional<Plot> pilot,
        Optional<Advice> advice,
        Map<AdviceTopic, Question> questions,
        @Nullable WhatIfView whatIf,
        Optional<List<DeviceRow>> devices,
        List<Latest> latest,
        List<FlaggedGroup> flagged) {

    public @Nullable Question question(AdviceTopic topic) {
        return questions.get(topic);
    }

    public double sao() {
        return plot.areaM2() / Plot.SAO_M2;
    }

    public String household(Page page) {
        return HomeView.Card.chosen(plot.household(), page);
    }

    public String hamlet(Page page) {
        return HomeView.Card.chosen(plot.hamlet(), page);
    }

    /** How many readings are not believed: "12 số đo". */
    public String flaggedCount(Page page) {
        int count = flagged.stream().mapToInt(FlaggedGroup::count).sum();
        return Phrases.count(count, "số đo", "reading", page);
    }

    /** In words what the dashed line is, and what it is worth. */
    public String forecast(Page page) {
        MoistureForecast forecast = advice.map(Advice::forecast).orElse(null);
        if (forecast == null) {
            return page.t(
                    "Chưa có dự báo: chưa đủ số đo độ ẩm đất.", "No forecast: not enough soil moisture readings.");
        }
        StringBuilder text = new StringBuilder(page.t(
                "Đường nét đứt là dự báo 24 giờ tới ở " + forecast.depthCm() + " cm nếu không tưới, ",
                "The dashed line is the next 24 hours at " + forecast.depthCm() + " cm without watering, "));
        text.append(
                switch (forecast.method()) {
                    case LEARNED -> page.t("tính bằng mô hình học từ số đo.", "by a model learned from readings.");
                    case PHYSICS -> page.t("tính bằng cân bằng nước trong đất.", "by the soil's water balance.");
                    case PERSISTENCE ->
                        page.t(
                                "coi như giữ nguyên: lúc này mô hình và cân bằng nước đều đoán kém hơn thế.",
                                "taken to stay as it is: at this time neither the model nor the water balance does better.");
                });
        week(page, forecast, text);
        Double skill = forecast.skill();
        if (skill != null) {
            String percent = page.format().number(Math.abs(skill) * 100, 0) + " %";
            text.append(' ')
                    .append(
                            skill > 0
                                    ? page.t(
                                            "Ở những tháng chưa từng học, mô hình học sai ít hơn cách đoán \"mai như hôm nay\" "
                                                    + percent + " (theo bình phương sai số)",
                                            "On months it never saw, the learned model errs " + percent
                                                    + " less than \"tomorrow as today\" (in squared error)")
                                    : page.t(
                                            "Ở những tháng chưa từng học, mô hình học không hơn cách đoán \"mai như hôm nay\"",
                                            "On months it never saw, the learned model is no better than"
                                                    + " \"tomorrow as today\""));
            if (forecast.skillSource() != null) {
                text.append("; ").append(page.t(forecast.skillSource()));
            }
            text.append('.');
        }
        return text.toString();
    }

    /** Where it may be in the end, and why that is as wide as it is. */
    private static void week(Page page, MoistureForecast forecast, StringBuilder text) {
        MoistureForecast.Point last = forecast.points().get(forecast.points().size() - 1);
        Double low = last.low();
        Double high = last.high();
        long days = Math.round(Duration.between(forecast.issued(), last.time()).toHours() / 24.0);
        if (low != null && high != null && days > 1) {
            String range =
                    page.format().number(low * 100, 0) + "–" + page.format().number(high * 100, 0) + " %";
            text.append(' ')
                    .append(page.t(
                            "Sau " + days + " ngày, 8 lần trong 10: " + range + ".",
                            "After " + days + " days, 8 times in 10: " + range + "."));
        }
        forecast.notes().forEach(note -> text.append(' ').append(page.t(note)));
    }

    /**
     * The newest soil moisture of one probe.
     *
     * @param reading the newest, believable or not
     * @param believable the newest that no quality test has caught; null when there is none
     * @param origin where it comes from; null when it was measured in the plot
     */
    public record Latest(
            Reading reading,
            @Nullable Reading believable,
            @Nullable Text origin) {

        public boolean isFlagged() {
            return !reading.flags().isEmpty();
        }

        public String label(Page page) {
            Integer depth = reading.key().depthCm();
            String where = depth == null
                    ? page.t("không rõ độ sâu", "depth not known")
                    : page.t("sâu ", "at ") + depth + " cm";
            String scale = reading.key().property() == ObservedProperty.SOIL_MOISTURE_PERCENT
                    ? page.t(" (thang riêng của đầu đo, chưa hiệu chuẩn)", " (the probe's own scale, not calibrated)")
                    : "";
            return where + scale + (origin == null ? "" : " – " + page.t(origin));
        }
    }
}
