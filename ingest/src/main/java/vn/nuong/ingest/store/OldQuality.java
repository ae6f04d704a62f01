package vn.nuong.ingest.store;

import vn.nuong.telemetry.property.ObservedProperty;

/** What an earlier version's quality {@code out_of_range} meant, for the readings it left. */
public final class OldQuality {

    private OldQuality() {}

    /** Why, to be put behind the value, such as {@code " m3/m3 is outside 0 to 0.6"}. */
    public static String outside(ObservedProperty property) {
        return " " + property.unit() + " is outside " + number(property.plausibleMin()) + " to "
                + number(property.plausibleMax());
    }

    private static String number(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }
}
