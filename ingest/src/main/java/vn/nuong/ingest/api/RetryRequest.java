package vn.nuong.ingest.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be tried again: those of {@code ids}, or without these all that match the others.
 *
 * @param reason by its code
 */
public record RetryRequest(
        @Nullable List<Long> ids,
        @Nullable String site,
        @Nullable String device,
        @Nullable String reason) {

    public RetryRequest {
        if (ids != null) {
            ids = List.copyOf(ids);
            if (site != null || device != null || reason != null) {
                throw new IllegalArgumentException(
                        "ids together with site, device or reason; give either the ids or what they have in common");
            }
        }
    }

    public DeadLetterFilter filter() {
        return new DeadLetterFilter(site, device, reason);
    }
}
