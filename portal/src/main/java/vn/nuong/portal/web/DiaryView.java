package vn.nuong.portal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.diary.DiaryForm;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.site.Plot;

/**
 * A plot's diary.
 *
 * @param plot whose diary it is
 * @param pair its control plot, or the plot it is the control of; null when there is none
 * @param forms one for each kind; one may be shown again to be corrected
 * @param lines what is recorded, newest first
 * @param outcome what was done just now
 */
public record DiaryView(Plot plot, @Nullable Plot pair, List<DiaryForm> forms, List<Line> lines, Outcome outcome) {

    /** What was done to the diary just before it is shown. */
    public enum Outcome {
        NOTHING,
        SAVED,
        CANCELLED;

        static Outcome of(Function<String, @Nullable String> parameter) {
            if (parameter.apply("saved") != null) {
                return SAVED;
            }
            return parameter.apply("cancelled") != null ? CANCELLED : NOTHING;
        }
    }

    /**
     * @param id the line's own
     * @param plan whether it is of today or later and can be taken out
     * @param title what kind of line
     * @param when day, or day and hour
     * @param details the numbers with their units
     */
    public record Line(String id, boolean plan, Text title, String when, String details) {

        static Line of(DiaryEntry entry, Page page, boolean plan) {
            Format format = page.format();
            Parts parts = new Parts(page);
            if (entry instanceof DiaryEntry.IrrigationDone done) {
                parts.number(done.pumpMinutes(), page.t("phút bơm", "minutes of pumping"));
                parts.number(done.volumeM3(), page.t("khối nước", "m³"));
                parts.number(done.energyKwh(), "kWh");
                return new Line(
                        entry.id(),
                        plan,
                        new Text("Tưới", "Irrigation"),
                        format.timeAndDate(done.start()),
                        parts.text());
            }
            if (entry instanceof DiaryEntry.Picking picking) {
                parts.number(picking.freshKg(), page.t("kg chè tươi", "kg fresh leaf"));
                parts.number(picking.madeTeaKg(), page.t("kg chè khô", "kg made tea"));
                parts.number(picking.priceVndPerKg(), page.t("đồng/kg", "đồng/kg"));
                return new Line(
                        entry.id(), plan, new Text("Hái chè", "Picking"), format.date(picking.date()), parts.text());
            }
            if (entry instanceof DiaryEntry.Input input) {
                parts.add(input.what());
                parts.number(input.quantity(), input.unit() == null ? "" : input.unit());
                parts.number(input.costVnd(), "đồng");
                if (input.sprayedAt() != null) {
                    parts.add(page.t("phun xong lúc ", "sprayed until ") + input.sprayedAt());
                }
                parts.number(input.rainFastHours(), page.t("giờ mới được ướt", "h until it may get wet"));
                return new Line(
                        entry.id(),
                        plan,
                        new Text("Phân, thuốc, vật tư", "Supplies"),
                        format.date(input.date()),
                        parts.text());
            }
            if (entry instanceof DiaryEntry.Labour labour) {
                parts.add(labour.what());
                parts.number(labour.hours(), page.t("giờ công", "hours"));
                parts.number(labour.costVnd(), "đồng");
                return new Line(
                        entry.id(), plan, new Text("Công làm", "Labour"), format.date(labour.date()), parts.text());
            }
            DiaryEntry.AdviceAnswer answer = (DiaryEntry.AdviceAnswer) entry;
            parts.add(page.t(answer.topic().title()));
            parts.add(answer.followed() ? page.t("đã làm theo", "followed") : page.t("chưa làm theo", "not followed"));
            if (answer.note() != null) {
                parts.add(answer.note());
            }
            return new Line(
                    entry.id(),
                    plan,
                    new Text("Trả lời lời khuyên", "Answer to advice"),
                    format.timeAndDate(answer.at()),
                    parts.text());
        }
    }

    private static final class Parts {
        private final Page page;
        private final List<String> parts = new ArrayList<>();

        Parts(Page page) {
            this.page = page;
        }

        void add(String part) {
            parts.add(part);
        }

        void number(@Nullable Double value, String unit) {
            if (value != null) {
                parts.add(page.format().number(value, 2) + " " + unit);
            }
        }

        String text() {
            return String.join(" · ", parts);
        }
    }
}
