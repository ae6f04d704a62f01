package vn.nuong.ingest.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; what is null does not narrow the choice.
 *
 * @param reason by its code; any refused reading of the message may have it
 */
public record DeadLetterFilter(
        @Nullable String site,
        @Nullable String device,
        @Nullable String reason) {

    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null);

    /** As the parameters of a request. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (site != null) {
            parameters.put("site", site);
        }
        if (device != null) {
            parameters.put("device", device);
        }
        if (reason != null) {
            parameters.put("reason", reason);
        }
        return parameters;
    }
}
