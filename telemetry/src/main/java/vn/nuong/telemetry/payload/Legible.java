package vn.nuong.telemetry.payload;

/** Text from outside, fit to be stored, sent on and shown: of bounded length and well-formed, without control characters. */
final class Legible {

    private static final char REPLACEMENT = '\uFFFD';

    private Legible() {}

    /** The text, cut to {@code length} characters; half surrogate pairs and control characters but line breaks are replaced. */
    static String cut(String text, int length) {
        String kept = text;
        if (text.length() > length) {
            int end = length - 1;
            kept = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        for (int i = 0; i < kept.length(); i++) {
            if (!isLegible(kept, i)) {
                return replaced(kept, i);
            }
        }
        return kept;
    }

    private static String replaced(String text, int first) {
        StringBuilder replaced = new StringBuilder(text);
        for (int i = first; i < text.length(); i++) {
            if (!isLegible(text, i)) {
                replaced.setCharAt(i, REPLACEMENT);
            }
        }
        return replaced.toString();
    }

    private static boolean isLegible(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x7F) {
            return c >= ' ' || c == '\n' || c == '\r' || c == '\t';
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c > 0x9F;
    }
}
