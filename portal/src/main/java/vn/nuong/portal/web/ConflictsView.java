package vn.nuong.portal.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.ingest.Conflict;

/**
 * Readings that came twice with different values.
 *
 * @param device only of this device; null for all
 * @param conflicts newest first; empty when ingest cannot be asked
 * @param cutOff whether there may be more than are shown
 */
public record ConflictsView(@Nullable String device, Optional<List<Conflict>> conflicts, boolean cutOff) {

    public static final String PATH = "/van-hanh/xung-dot";
}
