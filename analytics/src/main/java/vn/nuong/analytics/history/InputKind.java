package vn.nuong.analytics.history;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the name of an input in the diary tells of it, word by word. Whatever is sprayed is a spray, with fertiliser in it or without;
 * what no word tells is taken for one, since that only keeps water off the leaves for a while.
 */
enum InputKind {
    /** Falls on leaves and has to stay there. */
    SPRAY,
    FERTILISER,
    LIME;

    /** Without their marks, since many type none; two words in a row count as one. */
    private static final Set<String> SPRAYED = Set.of(
            "phun",
            "xit",
            "thuoc",
            "tru",
            "che pham",
            "bon la",
            "phan la",
            "spray",
            "sprayed",
            "spraying",
            "foliar",
            "pesticide",
            "insecticide",
            "fungicide",
            "herbicide",
            "acaricide");

    private static final Set<String> FERTILISERS = Set.of(
            "phân", "npk", "đạm", "urê", "ure", "urea", "kali", "lân", "dap", "fertiliser", "fertilizer", "manure");

    /** Fertilisers in text that has no marks at all, where "lan" may be a time and "dam" a pond. */
    private static final Set<String> FERTILISERS_PLAIN = Set.of("phan");

    private static final Set<String> LIMES = Set.of("vôi", "dolomit", "dolomite", "lime");

    static InputKind of(String what) {
        String text = Normalizer.normalize(what, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        List<String> words = words(text);
        List<String> plain = words(unmarked(text));
        // Manure is rotted with a preparation ("ủ"), which is sprayed on no tea.
        boolean sprayed =
                plain.stream().anyMatch(SPRAYED::contains) || (follows(plain, SPRAYED) && !words.contains("ủ"));
        boolean hasMarks = !unmarked(text).equals(text);
        if (sprayed) {
            return SPRAY;
        }
        if (words.stream().anyMatch(FERTILISERS::contains)
                || (!hasMarks && words.stream().anyMatch(FERTILISERS_PLAIN::contains))) {
            return FERTILISER;
        }
        return words.stream().anyMatch(LIMES::contains) ? LIME : SPRAY;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{Nd}]+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    private static boolean follows(List<String> words, Set<String> pairs) {
        for (int i = 1; i < words.size(); i++) {
            if (pairs.contains(words.get(i - 1) + " " + words.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The same letters without their marks. */
    private static String unmarked(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd');
    }
}
