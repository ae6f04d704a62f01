package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a plot's probes.
 *
 * @param at when they were judged; null when that has not come about yet
 * @param failed whether the latest attempt failed; what is held is then from the one before
 * @param probes what is held of each soil moisture probe, the shallowest first
 */
public record ProbeJudgement(@Nullable Instant at, boolean failed, List<ProbeFinding> probes) {

    public ProbeJudgement {
        probes = List.copyOf(probes);
    }
}
