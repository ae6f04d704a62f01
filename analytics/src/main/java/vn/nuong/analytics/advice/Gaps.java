package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.number;
import static vn.nuong.analytics.advice.Say.same;
import static vn.nuong.analytics.advice.Say.text;
import static vn.nuong.analytics.advice.Say.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vn.nuong.analytics.history.Doubt;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.property.ObservedProperty;

/** Names what is missing or was not believed, so that "unknown" always says why. */
final class Gaps {

    /** More than these are not read in one sentence. */
    private static final int MOST_NAMED = 3;

    private Gaps() {}

    /** Why there is no fresh soil moisture, the most telling cause first; empty when there is some. */
    static List<Text> soilMoisture(PlotHistory history) {
        List<Text> gaps = new ArrayList<>(doubts(history));
        Optional<Instant> newest = history.findNewestProbe();
        boolean fresh = newest.isPresent() && newest.get().isAfter(history.now().minus(PlotHistory.FRESH));
        if (fresh) {
            return gaps;
        }
        if (newest.isPresent() && gaps.isEmpty()) {
            gaps.add(text(
                    "đầu đo độ ẩm đất mất kết nối từ {0}",
                    "the soil moisture probes have been silent since {0}", time(newest.get(), history.zone())));
        } else if (newest.isEmpty() && history.percentProbes().isPresent()) {
            gaps.add(new Text(
                    "đầu đo độ ẩm đất chưa hiệu chuẩn, chưa quy ra lượng nước",
                    "the soil moisture probe is not calibrated, its percent tell no amount of water"));
        } else if (gaps.isEmpty()) {
            gaps.add(new Text("chưa có đầu đo độ ẩm đất", "there is no soil moisture probe"));
        }
        return gaps;
    }

    /** Probes of a plot that has others which are heard. */
    static List<Text> silentProbes(PlotHistory history) {
        List<Text> gaps = new ArrayList<>();
        Instant fresh = history.now().minus(PlotHistory.FRESH);
        history.probes().forEach((depth, series) -> {
            boolean doubted =
                    history.doubts().stream().anyMatch(d -> depth.equals(d.key().depthCm()));
            series.findNewest()
                    .filter(newest -> !newest.isAfter(fresh) && !doubted)
                    .ifPresent(newest -> gaps.add(text(
                            "đầu đo {0} cm mất kết nối từ {1}",
                            "the {0} cm probe has been silent since {1}",
                            same("" + depth),
                            time(newest, history.zone()))));
        });
        return gaps;
    }

    /** Whether more depths are doubted than can be believed: then those few do not decide either. */
    static boolean isMostDoubted(PlotHistory history) {
        long doubted = history.doubts().stream()
                .map(d -> d.key().depthCm())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        return doubted > history.moistureAt(history.now(), PlotHistory.FRESH).size();
    }

    /** Soil moisture and water given that was left out. */
    static List<Text> doubts(PlotHistory history) {
        return history.doubts().stream().map(d -> words(d, history)).toList();
    }

    /** Weather that the water balance lacks. */
    static List<Text> weather(PlotHistory history) {
        List<Text> gaps = new ArrayList<>();
        if (!history.weather().rain().isMeasured()) {
            gaps.add(new Text("chưa đo mưa", "rain is not measured"));
        } else if (history.rainMm(history.startOfToday(), history.now()).isEmpty()) {
            gaps.add(new Text("thiếu số liệu mưa hôm nay", "today's rain is missing"));
        }
        if (history.weather().temperature().isEmpty()) {
            gaps.add(new Text("chưa đo nhiệt độ không khí", "air temperature is not measured"));
        }
        gaps.addAll(light(history));
        return gaps;
    }

    /** Days of the last whole ones whose rain or evapotranspiration is not known. The first of all begins when readings do. */
    static List<Text> weatherDays(List<LedgerDay> ledger, int days) {
        List<LedgerDay> whole = ledger.stream().skip(1).filter(LedgerDay::whole).toList();
        List<LedgerDay> last = whole.subList(Math.max(0, whole.size() - days), whole.size());
        List<Text> gaps = new ArrayList<>();
        long rain = last.stream().filter(d -> d.missing().contains("rain")).count();
        long eto = last.stream().filter(d -> d.missing().contains("eto")).count();
        if (rain > 0) {
            gaps.add(text(
                    "thiếu số liệu mưa {0} trong {1} ngày qua",
                    "rain is missing on {0} of the last {1} days", same("" + rain), same("" + last.size())));
        }
        if (eto > 0) {
            gaps.add(text(
                    "thiếu thời tiết (nhiệt độ) để tính nước chè dùng {0} trong {1} ngày qua",
                    "weather (temperature) for what tea uses is missing on {0} of the last {1} days",
                    same("" + eto),
                    same("" + last.size())));
        }
        return gaps;
    }

    /** Up to three of them in one clause, and how many more there are. */
    static Text named(List<Text> gaps) {
        Text first = Say.join(gaps.subList(0, Math.min(MOST_NAMED, gaps.size())), "; ");
        return gaps.size() <= MOST_NAMED
                ? first
                : text("{0}; và {1} điều nữa", "{0}; and {1} more", first, same("" + (gaps.size() - MOST_NAMED)));
    }

    /** Why radiation that was measured is not used; empty when it is, and when there is none. */
    static List<Text> light(PlotHistory history) {
        Double brightest = history.weather().doubtedLight();
        return brightest == null
                ? List.of()
                : List.of(text(
                        "bức xạ đo được không dùng được: ngày sáng nhất chỉ bằng {0} % trời quang; xem lại đơn vị"
                                + " (phải là W/m²) và chỗ đặt đầu đo",
                        "the radiation measured is of no use: its brightest day has only {0} % of clear sky; look at its"
                                + " unit (it has to be W/m²) and at where it stands",
                        number(100 * brightest, 1)));
    }

    private static Text words(Doubt doubt, PlotHistory history) {
        Integer depth = doubt.key().depthCm();
        boolean tension = doubt.key().property() == ObservedProperty.SOIL_WATER_TENSION;
        Text probe = depth == null
                ? text("đầu đo của {0}", "the probe of {0}", same(doubt.device()))
                : tension
                        ? text("đầu đo lực hút {0} cm", "the {0} cm tension probe", same("" + depth))
                        : text("đầu đo {0} cm", "the {0} cm probe", same("" + depth));
        Text at = time(doubt.at(), history.zone());
        boolean moisture = doubt.key().property() == ObservedProperty.SOIL_MOISTURE;
        Text number = number(doubt.value(), moisture ? 3 : 1);
        Text value = tension ? text("{0} kPa", "{0} kPa", number) : number;
        return switch (doubt.kind()) {
            case OUT_OF_RANGE ->
                moisture && doubt.value() > 1 && doubt.value() <= 100
                        ? text(
                                "{0} hỏng hoặc khai sai đơn vị: số đo {1} lúc {2} không thể là m³ nước trong 1 m³ đất. Có phải đầu đo báo phần trăm ({3} %)? Nếu đúng thì"
                                        + " chia 100, hoặc khai là soil_moisture_percent",
                                "{0} is broken or tells another unit: {1} at {2} cannot be m³ of water in 1 m³ of soil. Does the probe tell percent ({3} %)? Then divide"
                                        + " by 100, or declare it as soil_moisture_percent",
                                probe,
                                value,
                                at,
                                number(doubt.value(), 1))
                        : text(
                                "{0} hỏng: số đo {1} lúc {2} không thể có trong đất này",
                                "{0} is broken: {1} at {2} cannot be in this soil", probe, value, at);
            case STUCK ->
                text(
                        "{0} hỏng: đứng yên ở {1} quá lâu, đến {2}",
                        "{0} is broken: it stood at {1} for too long, until {2}", probe, value, at);
            case CAUGHT ->
                text(
                        "{0} chưa tin được: số đo {1} lúc {2} đáng ngờ",
                        "{0} cannot be believed: {1} at {2} was caught by a quality test", probe, value, at);
            case UNCONFIRMED_LEAP ->
                text(
                        "{0} nhảy đột ngột tới {1} lúc {2}, chờ số đo sau xác nhận",
                        "{0} leapt to {1} at {2}, waiting for the next reading to confirm it", probe, value, at);
            case UNSTEADY ->
                text(
                        "{0} hỏng: nhảy lên xuống liên tục, đến {1} lúc {2}",
                        "{0} is broken: it leaps up and down, to {1} at {2}", probe, value, at);
            case FELL ->
                text(
                        tension
                                ? "{0} hỏng: báo khô đi nhanh hơn đất có thể khô, {1} lúc {2}"
                                : "{0} hỏng: tụt nhanh hơn đất có thể khô, còn {1} lúc {2}",
                        tension
                                ? "{0} is broken: it became drier faster than soil can dry, {1} at {2}"
                                : "{0} is broken: it fell faster than soil can dry, {1} at {2}",
                        probe,
                        value,
                        at);
            case ROSE ->
                text(
                        tension
                                ? "{0} báo ướt lên dù không thấy mưa hay tưới, {1} lúc {2}: đầu đo hoặc máy đo mưa sai"
                                : "{0} nhảy lên dù không thấy mưa hay tưới, {1} lúc {2}: đầu đo hoặc máy đo mưa sai",
                        tension
                                ? "{0} became wetter though no rain or irrigation was seen, {1} at {2}: the probe or the rain"
                                        + " gauge is wrong"
                                : "{0} rose though no rain or irrigation was seen, {1} at {2}: the probe or the rain gauge is wrong",
                        probe,
                        value,
                        at);
            case WATER_WITHOUT_AMOUNT ->
                text(
                        "lần tưới {0} chưa ghi số phút hay số khối",
                        "the irrigation at {0} has neither minutes nor volume", at);
        };
    }
}
