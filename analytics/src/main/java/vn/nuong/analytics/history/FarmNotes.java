package vn.nuong.analytics.history;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.diary.DiaryEntry;

/**
 * What the diary tells apart from water.
 *
 * @param known whether the diary could be read at all
 * @param lastScouted when the farmer last answered that the tea was looked at
 * @param fed days on which fertiliser was given
 * @param limed when lime was last given
 */
public record FarmNotes(
        boolean known, Optional<LocalDate> lastScouted, List<LocalDate> fed, Optional<LocalDate> limed) {

    private static final List<String> FERTILISER =
            List.of("phân", "npk", "đạm", "urê", "ure", "kali", "lân", "fertili", "manure");
    private static final List<String> LIME = List.of("vôi", "dolomit", "lime");

    public FarmNotes {
        fed = List.copyOf(fed);
    }

    /** A diary that could not be asked. */
    public static FarmNotes unknown() {
        return new FarmNotes(false, Optional.empty(), List.of(), Optional.empty());
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
                inputs(diary, LIME, today).stream().reduce((a, b) -> b));
    }

    private static List<LocalDate> inputs(List<DiaryEntry> diary, List<String> words, LocalDate today) {
        return diary.stream()
                .filter(e -> e instanceof DiaryEntry.Input)
                .map(e -> (DiaryEntry.Input) e)
                .filter(i -> words.stream()
                        .anyMatch(word -> i.what().toLowerCase(Locale.ROOT).contains(word)))
                .map(DiaryEntry.Input::date)
                .filter(d -> !d.isAfter(today))
                .distinct()
                .sorted()
                .toList();
    }
}
