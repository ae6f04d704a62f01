package vn.nuong.analytics.forecast.faults;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import vn.nuong.telemetry.advice.Text;

/** Says what is suspected of a probe and what to look at by hand. */
public final class FaultWords {

    private FaultWords() {}

    /** One or two sentences. */
    public static Text sentence(Finding finding) {
        return join(what(finding), toDo(finding.fault()));
    }

    /**
     * What is held of a probe.
     *
     * @param readDays days on which it was read often enough
     */
    static Text sentence(int depthCm, Verdict verdict, int readDays) {
        Finding finding = verdict.finding();
        if (finding != null) {
            return sentence(finding);
        }
        Verdict.Why why = verdict.why();
        Text said = why == null ? new Text("chưa thấy gì đáng ngờ.", "nothing suspicious.") : because(why, readDays);
        return new Text("Đầu đo " + depthCm + " cm: " + said.vi(), "The " + depthCm + " cm probe: " + said.en());
    }

    private static Text because(Verdict.Why why, int readDays) {
        return switch (why) {
            case TOO_SHORT ->
                readDays < PlotProbes.FEWEST_DAYS
                        ? new Text(
                                "chưa đủ số liệu, mới có " + readDays + " ngày (cần " + PlotProbes.FEWEST_DAYS
                                        + " ngày).",
                                "not enough readings yet, " + readDays + " days (" + PlotProbes.FEWEST_DAYS
                                        + " are needed).")
                        : new Text(
                                "chưa so được, số đo của nó, của mưa hay của đầu đo bên cạnh thiếu nhiều ngày.",
                                "nothing to tell by now: its readings, rain or the probes beside it are missing on many days.");
            case SILENT ->
                new Text(
                        "chưa xem được, ngày gần nhất không có đủ số đo tin được (hoặc đất đóng băng).",
                        "nothing to tell by: on the last whole day there were not enough readings to believe, or soil was frozen.");
            case NOTHING_TO_COMPARE ->
                new Text(
                        "chưa xem được, không có mưa đo được và không có đầu đo khác để so.",
                        "nothing to tell by: neither rain nor another probe to compare with.");
            case ONE_OF_TWO ->
                new Text(
                        "chưa xem được, chỉ có hai đầu đo mà không đo mưa: lệch nhau thì không biết cái nào sai.",
                        "nothing to tell by: two probes and no rain; when they part it is not known which is wrong.");
        };
    }

    /** What it looks like. */
    static Text what(Finding f) {
        String vi = "Đầu đo " + f.depthCm() + " cm đáng ngờ từ " + vi(f.since()) + ": ";
        String en = "The " + f.depthCm() + " cm probe is suspect since " + en(f.since()) + ": ";
        String wetterVi = f.size() > 0 ? "ướt" : "khô";
        String wetterEn = f.size() > 0 ? "wetter" : "drier";
        double size = Math.abs(f.size());
        double mm = Math.abs(f.sizeMm());
        return switch (f.fault()) {
            case DRIFT ->
                new Text(
                        vi + "trôi dần, báo " + wetterVi + " hơn đáng lẽ " + number(size, 3, ',') + " m³/m³ ("
                                + number(mm, 0, ',') + " mm).",
                        en + "it drifts and reads " + number(size, 3, '.') + " m³/m³ (" + number(mm, 0, '.') + " mm) "
                                + wetterEn + " than it should.");
            case STEP ->
                new Text(
                        vi + "nhảy bậc, báo " + wetterVi + " hơn đáng lẽ " + number(size, 3, ',') + " m³/m³ ("
                                + number(mm, 0, ',') + " mm).",
                        en + "it jumped and reads " + number(size, 3, '.') + " m³/m³ (" + number(mm, 0, '.') + " mm) "
                                + wetterEn + " than it should.");
            case RESPONSE ->
                new Text(
                        vi + "mưa hay tưới mà không ướt lên đủ, mỗi lần thiếu chừng " + number(size, 3, ',')
                                + " m³/m³.",
                        en + "it answers rain or irrigation too little, by about " + number(size, 3, '.')
                                + " m³/m³ each time.");
            case NOISE ->
                new Text(
                        vi + "số đo nhảy lung tung hơn trước nhiều, chừng " + number(size, 4, ',') + " m³/m³ mỗi giờ.",
                        en + "its readings scatter much more than they did, by about " + number(size, 4, '.')
                                + " m³/m³ from hour to hour.");
            case TEMPERATURE ->
                new Text(
                        vi + "số đo chạy theo nóng lạnh, thêm " + number(1000 * f.size(), 1, ',')
                                + " phần nghìn m³/m³ mỗi độ so với trước.",
                        en + "it goes with the temperature, by " + number(1000 * f.size(), 1, '.')
                                + " thousandths of m³/m³ a degree more than it did.");
            case AIR -> new Text(vi + "báo khô như để ngoài không khí.", en + "it reads as little as a probe in air.");
        };
    }

    private static Text toDo(Fault fault) {
        return switch (fault) {
            case DRIFT, STEP ->
                new Text(
                        "Đào cạnh đầu đo xem đất ướt hay khô (chắc nhất: lấy đất cân ướt, sấy khô rồi cân lại); đất không giống"
                                + " số đo thì nén lại đất quanh đầu đo hoặc thay đầu đo.",
                        "Dig beside it and feel the soil (surest: weigh a sample wet and dried); if the soil is not as it reads,"
                                + " press the soil to it again or change the probe.");
            case RESPONSE ->
                new Text(
                        "Đổ một xô nước cạnh đầu đo và xem số đo sau vài giờ; không đổi thì rút ra xem dây, khe hở quanh đầu đo,"
                                + " rồi thay.",
                        "Pour a bucket of water beside it and look at it after some hours; if nothing changes, pull it out, look"
                                + " at the cable and for a gap around it, and change it.");
            case NOISE ->
                new Text(
                        "Xem lại dây, đầu nối và pin; đổi đầu đo sang cổng khác để biết đầu đo hay thiết bị hỏng.",
                        "Look at the cable, the plug and the battery; move the probe to another port to know whether probe or"
                                + " device is at fault.");
            case TEMPERATURE ->
                new Text(
                        "Xem đầu đo có bị trồi lên hay phơi nắng không; không thì thay đầu đo.",
                        "See whether it has come up or stands in the sun; if not, change the probe.");
            case AIR ->
                new Text(
                        "Xem đầu đo có bị nhổ lên hay đứt dây không, cắm lại cho sát đất.",
                        "See whether it was pulled out or its cable torn, and set it back tightly.");
        };
    }

    private static Text join(Text a, Text b) {
        return new Text(a.vi() + " " + b.vi(), a.en() + " " + b.en());
    }

    private static String vi(LocalDate date) {
        return date.getDayOfMonth() + "/" + date.getMonthValue() + "/" + date.getYear();
    }

    private static String en(LocalDate date) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).format(date);
    }

    private static String number(double value, int decimals, char point) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(point);
        return new DecimalFormat("0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)), symbols).format(value);
    }
}
