package vn.nuong.ingest.store;

/**
 * A reading that the store can never take.
 *
 * @param point the point it came in
 * @param value the one reading of it that was refused
 * @param why in the store's own words
 */
public record RefusedReading(Point point, Point.Value value, String why) {}
