package vn.nuong.telemetry.property;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What somebody who wrote an unknown property may have meant: {@code Soil-Moisture_20} is {@code soil_moisture_20cm},
 * {@code temperature} is one of two. Says nothing when nothing is near, since a far guess sends its reader astray.
 */
final class NearestProperty {

    /** Longer than any property with its depth and a few letters too many. */
    private static final int MAX_LENGTH = 60;

    private static final ObservedProperty[] PROPERTIES = ObservedProperty.values();
    private static final long[] LETTERS =
            Arrays.stream(PROPERTIES).mapToLong(p -> letters(p.code())).toArray();

    private NearestProperty() {}

    /** One or two names as {@link PropertyKey#parse} reads them, each in quotes. */
    static Optional<String> of(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String name = text.toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace('.', '_')
                .replace(' ', '_');
        String depth = "";
        int end = name.endsWith("cm") ? name.length() - 2 : name.length();
        while (end > 0 && name.charAt(end - 1) == '_') {
            end--;
        }
        int first = end;
        while (first > 0 && isDigit(name.charAt(first - 1))) {
            first--;
        }
        if (first < end && first > 0) {
            depth = name.substring(first, end);
            name = name.substring(0, name.charAt(first - 1) == '_' ? first - 1 : first);
        }
        List<ObservedProperty> near = near(name);
        if (near.isEmpty() || near.size() > 2) {
            return Optional.empty();
        }
        String atDepth = depth;
        return Optional.of(near.stream().map(p -> "\"" + at(p, atDepth) + "\"").collect(Collectors.joining(" or ")));
    }

    private static String at(ObservedProperty property, String depth) {
        return PropertyKey.find(property.code() + "_" + depth + "cm")
                .map(PropertyKey::code)
                .orElse(property.code());
    }

    private static List<ObservedProperty> near(String name) {
        List<ObservedProperty> nearest = new ArrayList<>();
        List<ObservedProperty> endingSo = new ArrayList<>();
        int distance = allowed(name.length()) + 1;
        long letters = letters(name);
        for (ObservedProperty property : PROPERTIES) {
            // A slip changes at most two letters of the set: most that is far is told by that alone.
            boolean canBeNear = Long.bitCount(letters ^ LETTERS[property.ordinal()]) <= 2 * distance;
            int d = canBeNear ? distance(name, property.code(), distance) : distance + 1;
            if (d < distance) {
                nearest.clear();
                distance = d;
            }
            if (d == distance && d <= allowed(name.length())) {
                nearest.add(property);
            }
            if (name.length() >= 4 && property.code().endsWith("_" + name)) {
                endingSo.add(property);
            }
        }
        return nearest.isEmpty() ? endingSo : nearest;
    }

    /** Which characters a text holds, as a set; characters that share a bit only make it look nearer. */
    private static long letters(String text) {
        long letters = 0;
        for (int i = 0; i < text.length(); i++) {
            letters |= 1L << (text.charAt(i) & 63);
        }
        return letters;
    }

    /** How many slips of the pen a name of this length may hold. */
    private static int allowed(int length) {
        return length < 4 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
    }

    /**
     * How many letters must be added, dropped, changed or swapped with their neighbour to turn one text into the other
     * (optimal string alignment); {@code limit + 1} when it is more than {@code limit}.
     */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, beforeLast[j - 2] + 1);
                }
                row[j] = best;
                smallest = Math.min(smallest, best);
            }
            if (smallest > limit) {
                return limit + 1;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return Math.min(last[b.length()], limit + 1);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
