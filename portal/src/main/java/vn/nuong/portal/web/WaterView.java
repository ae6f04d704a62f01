package vn.nuong.portal.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.advice.WaterReport;
import vn.nuong.telemetry.site.Plot;

/**
 * A plot's water, day by day.
 *
 * @param plot the plot
 * @param report empty when it could not be had
 */
public record WaterView(Plot plot, Optional<WaterReport> report) {

    private static final Map<String, String> SOURCES =
            Map.of("diary", "nhật ký", "meter", "đồng hồ nước", "flow", "lưu lượng kế", "valve", "van");

    /**
     * One line of a day.
     *
     * @param label what it is
     * @param amount in millimetres, signed as it moves what is missing
     */
    public record Line(String label, String amount) {}

    /** Newest first. */
    public List<LedgerDay> days() {
        List<LedgerDay> days = new ArrayList<>(report.map(WaterReport::ledger).orElse(List.of()));
        Collections.reverse(days);
        return days;
    }

    /** "Thiếu 38 mm (± 6)". */
    public String summary(LedgerDay day, Page page) {
        return page.t("thiếu ", "short of ") + page.format().number(day.endMm(), 0) + " mm (± "
                + page.format().number(day.sigmaMm(), 0) + ")";
    }

    /** What moved on a day; lines of nothing are left out, but for rain. */
    public List<Line> lines(LedgerDay day, Page page) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(page.t("Đầu ngày thiếu", "Short of at its start"), mm(day.startMm(), page)));
        Double rain = day.rainMm();
        lines.add(new Line(
                rain == null ? page.t("Mưa: không biết", "Rain: not known") : page.t("Mưa", "Rain"),
                rain == null ? "?" : signed(-rain, page)));
        add(lines, page.t("trong đó chỉ ướt lá", "of which wetted leaves alone"), day.leavesMm(), page);
        add(lines, page.t("trong đó chảy tràn đi", "of which ran off"), day.runoffMm(), page);
        for (LedgerDay.Irrigation irrigation : day.irrigations()) {
            String source = irrigation.source();
            add(
                    lines,
                    page.t("Tưới (" + SOURCES.getOrDefault(source, source) + ", ", "Irrigation (" + source + ", ")
                            + page.format().number(irrigation.volumeM3(), 1) + " " + page.unit("khối") + ")",
                    -irrigation.netMm(),
                    page);
        }
        add(lines, page.t("Nước vào không rõ từ đâu", "Water from nobody knows where"), -day.unexplainedMm(), page);
        lines.add(new Line(
                day.missing().contains("eto")
                        ? page.t("Chè dùng: không biết", "Used by tea: not known")
                        : page.t("Chè dùng", "Used by tea"),
                day.missing().contains("eto") ? "?" : signed(day.evapotranspirationMm(), page)));
        add(lines, page.t("Thấm sâu", "Percolated"), day.deepPercolationMm(), page);
        add(lines, page.t("Đầu đo sửa lại", "Corrected by the probes"), day.correctionMm(), page);
        lines.add(new Line(
                day.whole()
                        ? page.t("Cuối ngày thiếu", "Short of at its end")
                        : page.t("Bây giờ thiếu", "Short of now"),
                mm(day.endMm(), page)));
        return lines;
    }

    /** What became of the probes' readings, in words. */
    public String probes(LedgerDay day, Page page) {
        Double seen = day.probesMm();
        String saw = seen == null
                ? ""
                : page.t("Đầu đo thấy ", "The probes saw ")
                        + (seen >= 0
                                ? page.t("thiếu ", "") + page.format().number(seen, 1) + page.t(" mm", " mm missing")
                                : page.t("thừa ", "") + page.format().number(-seen, 1) + page.t(" mm", " mm to spare"))
                        + ". ";
        return saw
                + switch (day.probes()) {
                    case SILENT -> page.t("Không có số đo đất đáng tin.", "No believable reading of the soil.");
                    case OPENED -> page.t("Sổ mở từ số đo này.", "The ledger opens with it.");
                    case USED -> page.t("Đã dùng để sửa cân bằng.", "It corrected the balance.");
                    case FILLED ->
                        page.t(
                                "Nước đã đầy vùng rễ: đợi ráo rồi mới so với đầu đo.",
                                "Water filled the root zone: the probes are compared once it has drained.");
                    case MEASURED ->
                        page.t(
                                "Đất vừa ráo sau khi no nước: đã đo độ lệch của đầu đo.",
                                "It has drained after being filled: the probes' bias was measured.");
                    case REFUSED ->
                        page.t("Khác quá xa cân bằng nước nên không dùng.", "Too far from the balance to be used.");
                    case LIMIT ->
                        page.t(
                                "Đầu đo lực hút đã hết thang: chỉ biết là ít nhất khô như thế.",
                                "The tension probe is at its limit: it is at least so dry.");
                };
    }

    /** By how much the probes are off; null when it is not worth a word. */
    public @Nullable String bias(LedgerDay day, Page page) {
        if (Math.abs(day.biasMm()) < 1) {
            return null;
        }
        String amount = page.format().number(Math.abs(day.biasMm()), 0);
        return day.biasMm() > 0
                ? page.t("Đầu đo đọc khô hơn khoảng " + amount + " mm.", "They read about " + amount + " mm too dry.")
                : page.t("Đầu đo đọc ướt hơn khoảng " + amount + " mm.", "They read about " + amount + " mm too wet.");
    }

    private static void add(List<Line> lines, String label, double mm, Page page) {
        if (Math.abs(mm) >= 0.05) {
            lines.add(new Line(label, signed(mm, page)));
        }
    }

    private static String signed(double mm, Page page) {
        String number = page.format().number(Math.abs(mm), 1);
        return (number.matches("0([.,]0)?") ? "" : mm > 0 ? "+" : "−") + number + " mm";
    }

    private static String mm(double mm, Page page) {
        return page.format().number(mm, 1) + " mm";
    }
}
