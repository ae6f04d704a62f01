package vn.nuong.telemetry;

/**
 * The rule for names of sites, devices and plots: 1 to 64 lower-case letters, digits and hyphens, starting with a letter or
 * digit. Slashes would split an MQTT topic, and dots are separators inside the embedded broker.
 */
public final class Ids {

    private static final int MAX_LENGTH = 64;

    private Ids() {}

    public static boolean isValid(String id) {
        int length = id.length();
        if (length == 0 || length > MAX_LENGTH || id.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < length; i++) { // asked twice for every reading: a pattern takes five times as long
            char c = id.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the id itself.
     *
     * @param what what the id names, for the message
     * @throws IllegalArgumentException when it does not follow the rule
     */
    public static String check(String what, String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException(what + " \"" + (id.length() > 80 ? id.substring(0, 80) + "…" : id)
                    + "\" is not a valid id; use 1 to 64 lower-case letters, digits and hyphens, as in my-probe");
        }
        return id;
    }
}
