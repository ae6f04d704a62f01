package vn.nuong.portal.ingest;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are looked for. Sites are not told apart: a message that names a wrong one is just what is looked for.
 *
 * @param device only of this device; null for all
 * @param reason only those refused for the reason of this code; null for all
 */
public record DeadLetterFilter(
        @Nullable String device, @Nullable String reason) {

    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null);

    /** As the parameters of a question, or the body of a retry. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (device != null) {
            parameters.put("device", device);
        }
        if (reason != null) {
            parameters.put("reason", reason);
        }
        return parameters;
    }

    public boolean isAll() {
        return device == null && reason == null;
    }
}
