package vn.nuong.analytics.history;

import java.time.Duration;
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

    private static final List<String> FERTILISER =
            List.of("phân", "npk", "đạm", "urê", "ure", "kali", "lân", "fertili", "manure");
    private static final List<String> LIME = List.of("vôi", "dolomit", "lime");

    /** People are in a plot between these hours. A default. */
    private static final LocalTime DAY_BEGINS = LocalTime.of(6, 0);

    private static final LocalTime DAY_ENDS = LocalTime.of(18, 0);

    /** A spray is rain-fast after this, where its label is not known. From memory of the literature, a default. */
    private static final Duration RAIN_FAST = Duration.ofHours(6);

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
                inputs(diary, FERTILISER, today),
                inputs(diary, LIME, today).stream().reduce((a, b) -> b),
                bans(diary, today, zone));
    }

    /** Of yesterday's lines and of those planned: bans further back do not matter any more. */
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
            } else if (entry instanceof DiaryEntry.Input input
                    && !input.date().isBefore(today)
                    && !isOneOf(input, FERTILISER)
                    && !isOneOf(input, LIME)) {
                // The diary knows the day of a spray but not its hour: its last hour counts, and its label's or six
                // hours.
                bans.add(new Ban(
                        input.date().atStartOfDay(zone).toInstant(),
                        input.date().atTime(DAY_ENDS).atZone(zone).toInstant().plus(RAIN_FAST),
                        dated(
                                input.date(),
                                "thuốc phun ngày {0} chưa bám khô",
                                "what is sprayed on {0} is not rain-fast")));
            }
        }
        return bans;
    }

    private static Text dated(LocalDate date, String vi, String en) {
        return new Text(
                vi.replace("{0}", date.getDayOfMonth() + "/" + date.getMonthValue()),
                en.replace("{0}", date.toString()));
    }

    private static boolean isOneOf(DiaryEntry.Input input, List<String> words) {
        return words.stream()
                .anyMatch(word -> input.what().toLowerCase(Locale.ROOT).contains(word));
    }

    private static List<LocalDate> inputs(List<DiaryEntry> diary, List<String> words, LocalDate today) {
        return diary.stream()
                .filter(e -> e instanceof DiaryEntry.Input)
                .map(e -> (DiaryEntry.Input) e)
                .filter(i -> isOneOf(i, words))
                .map(DiaryEntry.Input::date)
                .filter(d -> !d.isAfter(today))
                .distinct()
                .sorted()
                .toList();
    }
}
