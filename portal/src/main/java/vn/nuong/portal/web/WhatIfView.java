package vn.nuong.portal.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.advice.WhatIf;
import vn.nuong.telemetry.advice.WhatIf.Course;

/**
 * "If I do not irrigate today?", in words, as a drawing and as a table.
 *
 * @param whatIf the two courses
 * @param nowMm root-zone depletion now, mm
 * @param sigmaMm its standard deviation, mm
 * @param tawMm total available water, mm: the foot of the drawing
 */
public record WhatIfView(WhatIf whatIf, double nowMm, double sigmaMm, double tawMm) {

    private static final double LEFT = 34;
    private static final double TOP = 12;
    private static final double DAY_WIDTH = 30;
    private static final double HEIGHT = 150;

    /** What is not worth a turn, mm: tea drinks it in one or two days. */
    private static final double LEAST_WORTH_MM = 5;

    /** σ of the 10th and 90th percentile of a normal error. */
    private static final double TENTH_SIGMAS = 1.28;

    /** Null when the report tells none. */
    static @Nullable WhatIfView of(WaterReport report) {
        WhatIf whatIf = report.whatIf();
        List<LedgerDay> ledger = report.ledger();
        if (whatIf == null || ledger.isEmpty()) {
            return null;
        }
        LedgerDay now = ledger.get(ledger.size() - 1);
        return new WhatIfView(whatIf, now.endMm(), now.sigmaMm(), report.totalAvailableMm());
    }

    /** When tea thirsts without irrigation. */
    public String without(Page page) {
        if (isThirsty()) {
            WhatIf.Day last = whatIf.days().get(whatIf.days().size() - 1);
            String share = page.format().number(100 * last.without().ks(), 0);
            return page.t(
                    "Chè đang khát. Nếu không tưới hôm nay, đến " + dayMonth(last.date()) + " chè chỉ uống được "
                            + share + " % nước cần.",
                    "Tea is thirsty. Without water today it gets " + share + " % of what it needs by "
                            + dayMonth(last.date()) + ".");
        }
        LocalDate day = whatIf.thirstyWithout();
        return day == null
                ? page.t(
                        "Nếu không tưới hôm nay, mười ngày tới chè chưa khát.",
                        "Without water today tea does not thirst in the next ten days.")
                : page.t(
                        "Nếu không tưới hôm nay, chè bắt đầu khát khoảng " + dayMonth(day) + ".",
                        "Without water today tea begins to thirst about " + dayMonth(day) + ".");
    }

    /** When it does with it. */
    public String with(Page page) {
        LocalDate day = whatIf.thirstyWith();
        if (whatIf.netMm() < LEAST_WORTH_MM) {
            return page.t(
                    "Đất còn gần no nước: tưới thêm phần lớn thấm đi mất.",
                    "The soil is nearly full: most of any more water would drain away.");
        }
        String amount = page.format().number(whatIf.netMm(), 0);
        WhatIf.Day first = whatIf.days().get(0);
        if (isThirsty() && first.date().equals(day)) {
            return page.t(
                    "Tưới " + amount + " mm tới rễ vẫn chưa hết khát.",
                    "With " + amount + " mm to the roots it still thirsts.");
        }
        return day == null
                ? page.t(
                        "Tưới " + amount + " mm tới rễ thì mười ngày tới chưa khát.",
                        "With " + amount + " mm to the roots it does not in the next ten days.")
                : page.t(
                        "Tưới " + amount + " mm tới rễ thì khoảng " + dayMonth(day) + " mới khát.",
                        "With " + amount + " mm to the roots it does about " + dayMonth(day) + ".");
    }

    /** What the second line shows: a turn today, or one on each of so many days. */
    public String withKey(Page page) {
        int turns = (int) Math.ceil(whatIf.netMm() / whatIf.turnMm() - 1e-9);
        return turns <= 1
                ? page.t("tưới hôm nay", "irrigated today")
                : page.t("tưới " + turns + " ngày liền", "irrigated on " + turns + " days in a row");
    }

    /** What it rests on. */
    public String source(Page page) {
        if (whatIf.outlookDays() == 0) {
            return page.t(
                    "Chưa có dự báo mưa: tính như không mưa.",
                    "No rain is forecast to count on: reckoned without rain.");
        }
        return page.t(
                "Theo " + whatIf.members() + " kịch bản thời tiết trong " + whatIf.outlookDays()
                        + " ngày tới; sau đó tính như không mưa.",
                "By " + whatIf.members() + " ways the weather may go in the next " + whatIf.outlookDays()
                        + " days; after them without rain.");
    }

    private boolean isThirsty() {
        return nowMm >= whatIf.days().get(0).rawMm();
    }

    /** Points of the median without irrigation, for an SVG polyline. */
    public String lineWithout() {
        return points(d -> d.without().medianMm(), nowMm);
    }

    public String lineWith() {
        return points(d -> d.with().medianMm(), nowMm);
    }

    /** Points of the band between the 10th and the 90th percentile, for an SVG polygon. */
    public String bandWithout() {
        return band(WhatIf.Day::without);
    }

    public String bandWith() {
        return band(WhatIf.Day::with);
    }

    /** Points of RAW, the line from which on tea thirsts. */
    public String lineThirst() {
        List<String> points = new ArrayList<>();
        points.add(point(0, whatIf.days().get(0).rawMm()));
        for (int d = 0; d < whatIf.days().size(); d++) {
            points.add(point(d + 1, whatIf.days().get(d).rawMm()));
        }
        return String.join(" ", points);
    }

    /** Height of a depletion in the drawing. */
    public String y(double mm) {
        return at(TOP + HEIGHT * Math.min(1, mm / tawMm));
    }

    public String x(int day) {
        return at(LEFT + DAY_WIDTH * day);
    }

    public static String dayMonth(LocalDate day) {
        return day.getDayOfMonth() + "/" + day.getMonthValue();
    }

    /** "27 (21–34)". */
    public static String range(Course course, Page page) {
        Format format = page.format();
        return format.number(course.medianMm(), 0) + " (" + format.number(course.lowMm(), 0) + "–"
                + format.number(course.highMm(), 0) + ")";
    }

    private String points(Function<WhatIf.Day, Double> value, double first) {
        List<String> points = new ArrayList<>();
        points.add(point(0, first));
        for (int d = 0; d < whatIf.days().size(); d++) {
            points.add(point(d + 1, value.apply(whatIf.days().get(d))));
        }
        return String.join(" ", points);
    }

    private String band(Function<WhatIf.Day, Course> course) {
        List<String> high =
                List.of(points(d -> course.apply(d).highMm(), Math.min(tawMm, nowMm + TENTH_SIGMAS * sigmaMm))
                        .split(" "));
        List<String> low = new ArrayList<>(List.of(
                points(d -> course.apply(d).lowMm(), Math.max(0, nowMm - TENTH_SIGMAS * sigmaMm))
                        .split(" ")));
        Collections.reverse(low);
        return high.stream().collect(Collectors.joining(" ")) + " " + String.join(" ", low);
    }

    private String point(int day, double mm) {
        return x(day) + "," + y(mm);
    }

    private static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
