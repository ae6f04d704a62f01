package vn.nuong.telemetry.payload;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what texts were read as, for texts that come again and again: topics and properties. Bounded whatever devices
 * send: a text has one place, which the last one to come takes. Only what can be read is remembered. Thread-safe without
 * locks: a lost entry is read anew, to an equal value.
 */
final class Memo<V> {

    private final Function<String, Optional<V>> reader;
    private final @Nullable Entry<V>[] places;

    private record Entry<V>(String text, V value) {}

    /** @param places how many texts at most, a power of two */
    @SuppressWarnings("unchecked") // Java has no arrays of generic types
    Memo(int places, Function<String, Optional<V>> reader) {
        this.reader = reader;
        this.places = new Entry[Integer.highestOneBit(places)];
    }

    /** What the text is read as; null when it cannot be read. */
    @Nullable
    V get(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & (places.length - 1);
        Entry<V> entry = places[place];
        if (entry != null && entry.text().equals(text)) {
            return entry.value();
        }
        V value = reader.apply(text).orElse(null);
        if (value != null) {
            places[place] = new Entry<>(text, value);
        }
        return value;
    }
}
