package vn.nuong.ingest.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.time.Times;

/**
 * A reading's place in the one order in which every store gives readings: by measured time, then site, device and property
 * key as text. No two stored readings have the same place, so a page can start exactly behind another.
 *
 * @param timeNs measured, nanoseconds since 1970
 * @param key as {@link PropertyKey#code()}
 */
public record Position(long timeNs, String site, String device, String key) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::timeNs)
            .thenComparing(Position::site)
            .thenComparing(Position::device)
            .thenComparing(Position::key);

    public static Position of(Reading reading) {
        return new Position(
                Times.toEpochNanos(reading.measured()),
                reading.site(),
                reading.device(),
                reading.key().code());
    }

    /** As the API gives it in {@code next}: opaque, safe in an address. */
    public String cursor() {
        String text = timeNs + " " + site + " " + device + " " + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException when {@link #cursor()} did not write it */
    public static Position parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", -1);
            if (parts.length == 4) {
                return new Position(
                        Long.parseLong(parts[0]),
                        Ids.check("site", parts[1]),
                        Ids.check("device", parts[2]),
                        PropertyKey.parse(parts[3]).code());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(cursor), e);
        }
        throw new IllegalArgumentException(refusal(cursor));
    }

    private static String refusal(String cursor) {
        return "cursor \"" + (cursor.length() > 80 ? cursor.substring(0, 80) + "…" : cursor)
                + "\" is not the \"next\" of an earlier page";
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
