package vn.nuong.analytics.history;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;

/**
 * What the diary tells apart from water.
 *
 * @param known whether the diary could be read at all
 * @param lastScouted when the farmer last answered that the tea was looked at
 * @param fed days on which fertiliser was given
 * @param limed when lime was last given
 * @param bans when no water may fall on leaves: a spray is not rain-fast yet, people work in the plot, it is about to be picked
 */
public record FarmNotes(
        boolean known,
        Optional<LocalDate> lastScouted,
        List<LocalDate> fed,
        Optional<LocalDate> limed,
        List<Ban> bans) {

    /** People are in a plot between these hours. A default. */
    private static final LocalTime DAY_BEGINS = LocalTime.of(6, 0);

    private static final LocalTime DAY_ENDS = LocalTime.of(18, 0);

    /** A spray is rain-fast after this, h, where its label is not known. From memory of the literature, a default. */
    private static final double RAIN_FAST_HOURS = 6;

    public FarmNotes {
        fed = List.copyOf(fed);
        bans = List.copyOf(bans);
    }

    /** A diary that could not be asked. */
    public static FarmNotes unknown() {
        return new FarmNotes(false, Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    /** From diary lines up to and including a day. */
    static FarmNotes of(List<DiaryEntry> diary, LocalDate today, ZoneId zone) {
        Optional<LocalDate> scouted = diary.stream()
                .filter(e ->
                        e instanceof DiaryEntry.AdviceAnswer a && a.topic() == AdviceTopic.SPRAYING && a.followed())
                .map(e -> LocalDate.ofInstant(((DiaryEntry.AdviceAnswer) e).at(), zone))
                .filter(d -> !d.isAfter(today))
                .max(LocalDate::compareTo);
        return new FarmNotes(
                true,
                scouted,
                inputs(diary, InputKind.FERTILISER, today),
                inputs(diary, InputKind.LIME, today).stream().reduce((a, b) -> b),
                bans(diary, today, zone));
    }

    /** Of today's lines, of those planned, and of sprays that are not rain-fast by today: others do not matter any more. */
    private static List<Ban> bans(List<DiaryEntry> diary, LocalDate today, ZoneId zone) {
        List<Ban> bans = new ArrayList<>();
        for (DiaryEntry entry : diary) {
            if (entry instanceof DiaryEntry.Picking picking && !picking.date().isBefore(today)) {
                bans.add(new Ban(
                        picking.date().minusDays(1).atStartOfDay(zone).toInstant(),
                        picking.date().atTime(DAY_ENDS).atZone(zone).toInstant(),
                        dated(picking.date(), "hái chè ngày {0}", "it is picked on {0}")));
            } else if (entry instanceof DiaryEntry.Labour work && !work.date().isBefore(today)) {
                bans.add(new Ban(
                        work.date().atTime(DAY_BEGINS).atZone(zone).toInstant(),
                        work.date().atTime(DAY_ENDS).atZone(zone).toInstant(),
                        dated(work.date(), "ngày {0} có người làm trong nương", "people work in it on {0}")));
            } else if (entry instanceof DiaryEntry.Input input && InputKind.of(input.what()) == InputKind.SPRAY) {
                Ban ban = spray(input, zone);
                if (ban.to().isAfter(today.atStartOfDay(zone).toInstant())) {
                    bans.add(ban);
                }
            }
        }
        return bans;
    }

    /** Where the diary does not know the hour the day's last one counts, and where it does not know the label six hours. */
    private static Ban spray(DiaryEntry.Input input, ZoneId zone) {
        LocalTime at = input.sprayedAt();
        Double label = input.rainFastHours();
        double hours = label == null ? RAIN_FAST_HOURS : label;
        LocalDate day = input.date();
        Instant ended = day.atTime(at == null ? DAY_ENDS : at).atZone(zone).toInstant();
        String h = new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(hours);
        String hVi = h.replace('.', ',');
        String vi = "thuốc phun ngày {0} chưa bám khô ("
                + (label == null ? "không rõ nhãn nên tính " + hVi + " giờ" : "theo nhãn " + hVi + " giờ")
                + (at == null ? ", không rõ giờ phun nên tính từ " + DAY_ENDS : " từ " + at)
                + ")";
        String en = "what is sprayed on {0} is not rain-fast ("
                + (label == null ? "label not known, taken as " + h + " h" : h + " h by its label")
                + (at == null ? ", hour not known, taken as " + DAY_ENDS : " from " + at)
                + ")";
        // From midnight on: leaves should be dry when they are sprayed, too.
        return new Ban(
                day.atStartOfDay(zone).toInstant(),
                ended.plus(Duration.ofMinutes(Math.max(1, Math.round(60 * hours)))),
                dated(day, vi, en));
    }

    private static Text dated(LocalDate date, String vi, String en) {
        return new Text(
                vi.replace("{0}", date.getDayOfMonth() + "/" + date.getMonthValue()),
                en.replace("{0}", date.toString()));
    }

    private static List<LocalDate> inputs(List<DiaryEntry> diary, InputKind kind, LocalDate today) {
        return diary.stream()
                .filter(e -> e instanceof DiaryEntry.Input)
                .map(e -> (DiaryEntry.Input) e)
                .filter(i -> InputKind.of(i.what()) == kind)
                .map(DiaryEntry.Input::date)
                .filter(d -> !d.isAfter(today))
                .distinct()
                .sorted()
                .toList();
    }
}
