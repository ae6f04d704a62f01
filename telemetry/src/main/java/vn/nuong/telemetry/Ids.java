package vn.nuong.telemetry;

import java.util.regex.Pattern;

/**
 * The rule for names of sites, devices and plots: 1 to 64 lower-case letters, digits and hyphens, starting with a letter or
 * digit. Slashes would split an MQTT topic, and dots are separators inside the embedded broker.
 */
public final class Ids {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private Ids() {}

    public static boolean isValid(String id) {
        return ID.matcher(id).matches();
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
