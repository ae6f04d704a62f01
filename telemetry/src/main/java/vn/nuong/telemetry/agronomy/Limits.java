package vn.nuong.telemetry.agronomy;
/** Range checks whose message names the value, the limit and the next step. */
public final class Limits {
    private Limits() {}

    /**
     * Returns {@code value} if it lies in [{@code min}, {@code max}].
     *
     * @param name what the value is, in words
     * @param unit its unit, as shown in the message
     * @throws IllegalArgumentException if it does not, or is not a number
     */
    public static double within(String name, double value, double min, double max, String unit) {
        // Written so that NaN fails too.
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + " " + unit + ", outside " + min + " to " + max
                    + " " + unit + "; check the unit and the source of the value");
        }
        return value;
    }

    /** Returns {@code value} moved into [{@code min}, {@code max}]. */
    public static double clamp(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }
}
