package vn.nuong.analytics.advice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.soil.ProbeFieldCapacity;
import vn.nuong.analytics.agronomy.water.ProbeReading;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.analytics.decision.DepletionAhead;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * By how much a plot's probes saw the root-zone depletion change, counted as {@link DepletionAhead} counts what is expected. For one thread:
 * the probes' own field capacities are found when first asked for.
 */
public final class SeenChange {

    private final Plot plot;
    private final SoilWater soil;
    private final RootZone zone;
    private final PlotHistory history;
    private @Nullable Map<Integer, ProbeFieldCapacity> capacities;

    public SeenChange(Plot plot, PlotHistory history) {
        this.plot = plot;
        this.soil = AdviceMaker.soil(plot);
        this.zone = RootZone.of(soil, AdviceMaker.crop(plot));
        this.history = history;
    }

    /** @return mm, above 0 where it dried; empty where not the same probes were heard at both times */
    public OptionalDouble mm(Instant from, Instant to) {
        NavigableMap<Integer, Double> before = history.moistureAt(from, PlotHistory.FRESH);
        NavigableMap<Integer, Double> after = history.moistureAt(to, PlotHistory.FRESH);
        if (!before.keySet().equals(after.keySet())
                || !history.atLimit(from, PlotHistory.FRESH).isEmpty()
                || !history.atLimit(to, PlotHistory.FRESH).isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble start = depletion(before);
        OptionalDouble end = depletion(after);
        return start.isEmpty() || end.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(end.getAsDouble() - start.getAsDouble());
    }

    private OptionalDouble depletion(NavigableMap<Integer, Double> moisture) {
        List<ProbeReading> readings = moisture.entrySet().stream()
                .map(e -> DepletionAhead.drained(e.getKey(), e.getValue(), this::fieldCapacity))
                .toList();
        return zone.depletionFromProbes(readings);
    }

    private double fieldCapacity(int depthCm) {
        if (capacities == null) {
            capacities = RootZoneModel.fieldCapacities(plot, soil, history);
        }
        ProbeFieldCapacity own = capacities.get(depthCm);
        return own == null ? soil.fieldCapacity() : own.theta();
    }
}
