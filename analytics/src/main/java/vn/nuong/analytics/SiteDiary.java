package vn.nuong.analytics;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.site.Plot;

/**
 * The farmers' diaries as the portal holds them. While the portal is away the last one read is used, and advice that never saw
 * one says so. For one thread.
 */
final class SiteDiary {

    private static final Logger LOG = LoggerFactory.getLogger(SiteDiary.class);

    /** After a failure the portal is left alone for this long, so that it does not hold up advice. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final JsonClient portal;
    private final InstantSource wall;
    private final Map<String, List<DiaryEntry>> diaries = new HashMap<>();
    private Instant notBefore = Instant.MIN;

    private record Entries(List<DiaryEntry> entries) {}

    SiteDiary(JsonClient portal, InstantSource wall) {
        this.portal = portal;
        this.wall = wall;
    }

    /** The plot's diary; empty when it could never be read. */
    Optional<List<DiaryEntry>> of(Plot plot) {
        if (!wall.instant().isBefore(notBefore)) {
            try {
                diaries.put(
                        plot.id(),
                        portal.get("/api/v1/plots/" + plot.id() + "/diary", Map.of(), Entries.class)
                                .entries());
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn(
                        "cannot read the diary of {}: {}; advice is made without its newest lines",
                        plot.id(),
                        e.getMessage());
                notBefore = wall.instant().plus(PAUSE);
            }
        }
        return Optional.ofNullable(diaries.get(plot.id()));
    }
}
