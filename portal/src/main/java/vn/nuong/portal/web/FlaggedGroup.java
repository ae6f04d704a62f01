package vn.nuong.portal.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.nuong.telemetry.reading.Reading;

/**
 * Readings of one probe that the same quality tests have caught: kept and shown, and used by no advice.
 *
 * @param newest the newest of them
 * @param first measured time of the oldest
 * @param count how many
 */
public record FlaggedGroup(Reading newest, Instant first, int count) {

    /** What was caught among readings, that of the newest first. */
    static List<FlaggedGroup> of(List<Reading> readings) {
        Map<List<Object>, FlaggedGroup> groups = new LinkedHashMap<>();
        for (Reading reading : readings) {
            if (!reading.flags().isEmpty()) {
                groups.merge(
                        List.of(reading.device(), reading.key(), reading.flags()),
                        new FlaggedGroup(reading, reading.measured(), 1),
                        FlaggedGroup::with);
            }
        }
        List<FlaggedGroup> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparing((FlaggedGroup g) -> g.newest().measured())
                .reversed()
                .thenComparing(g -> g.newest().key().code()));
        return sorted;
    }

    private FlaggedGroup with(FlaggedGroup other) {
        return new FlaggedGroup(
                newest.measured().isBefore(other.newest.measured()) ? other.newest : newest,
                first.isBefore(other.first) ? first : other.first,
                count + other.count);
    }

    public String name(Page page) {
        return Phrases.name(newest.key(), page);
    }

    /** What caught them. */
    public String why(Page page) {
        return Phrases.flags(newest.flags(), page);
    }

    /** "12 số đo từ 08:00 21/03 đến 14:00 22/03, mới nhất 71,2 % thể tích" */
    public String when(Page page) {
        Format format = page.format();
        String value = Phrases.value(newest, page);
        if (count == 1) {
            return page.t("Lúc ", "At ") + format.timeAndDay(first) + ": " + value;
        }
        return Phrases.count(count, "số đo", "reading", page)
                + page.t(", từ ", ", from ")
                + format.timeAndDay(first)
                + page.t(" đến ", " to ")
                + format.timeAndDay(newest.measured())
                + page.t("; mới nhất ", "; the newest ")
                + value;
    }
}
