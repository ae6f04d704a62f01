package vn.nuong.portal.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.ingest.DeadLetter;
import vn.nuong.portal.ingest.DeadLetterFilter;
import vn.nuong.portal.ingest.DeadLetterList;

/**
 * The page of messages refused and kept.
 *
 * @param filter what is looked for
 * @param list empty when ingest cannot be asked
 * @param site whose devices have pages
 * @param devices ids to choose from
 * @param retried what was just tried again
 * @param isFirst whether these are the newest
 */
public record DeadLettersView(
        DeadLetterFilter filter,
        Optional<DeadLetterList> list,
        String site,
        List<String> devices,
        Optional<Outcome> retried,
        boolean isFirst) {

    public static final String PATH = "/van-hanh/thu-chet";

    /**
     * @param queued how many are tried again
     * @param cut how many cannot be, of which only the beginning is kept
     */
    public record Outcome(int queued, int cut) {}

    /** The address of the page for a filter. */
    public static String address(DeadLetterFilter filter, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(filter.parameters());
        all.putAll(more);
        String query = all.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    /** The next page; null on the last. */
    public @Nullable String older() {
        Long next = list.map(DeadLetterList::next).orElse(null);
        return next == null ? null : address(filter, Map.of("before", next.toString()));
    }

    public String newest() {
        return address(filter, Map.of());
    }

    public List<DeadLetter> letters() {
        return list.map(DeadLetterList::deadLetters).orElse(List.of());
    }

    /** Reasons to choose from, with how many refused readings each has; those that never happened are left out. */
    public Map<Reason, Long> reasons() {
        Map<String, Long> counts = list.map(DeadLetterList::counts).orElse(Map.of());
        Map<Reason, Long> sorted = new LinkedHashMap<>();
        Reason.ALL.stream()
                .filter(r -> counts.containsKey(r.code()) || r.code().equals(filter.reason()))
                .forEach(r -> sorted.put(r, counts.getOrDefault(r.code(), 0L)));
        counts.forEach((code, count) -> sorted.putIfAbsent(Reason.of(code), count));
        return sorted;
    }

    /** Whether the device has a page of its own. */
    public boolean hasPage(DeadLetter letter) {
        return letter.device() != null && site.equals(letter.site());
    }

    /** "2 giá trị: soil_moist, temp" or the whole message. */
    public static String what(DeadLetter letter, Page page) {
        List<String> names = letter.items().stream()
                .map(DeadLetter.Item::name)
                .filter(name -> name != null)
                .distinct()
                .toList();
        return names.isEmpty()
                ? page.t("cả bản tin", "the whole message")
                : Phrases.count(letter.readings(), "giá trị", "value", page) + ": " + String.join(", ", names);
    }
}
