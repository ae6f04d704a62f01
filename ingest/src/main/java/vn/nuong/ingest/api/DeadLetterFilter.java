package vn.nuong.ingest.api;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.payload.Refusal;

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

    /** @throws IllegalArgumentException for a reason that there is not, naming those that there are */
    public DeadLetterFilter {
        List<String> known =
                Arrays.stream(Refusal.Reason.values()).map(Refusal.Reason::code).toList();
        if (reason != null && !known.contains(reason)) {
            throw new IllegalArgumentException("reason is " + reason + "; give one of " + String.join(", ", known));
        }
    }

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
