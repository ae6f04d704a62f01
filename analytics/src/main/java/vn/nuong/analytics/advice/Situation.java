package vn.nuong.analytics.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.decision.ExpectedCost;
import vn.nuong.analytics.forecast.pest.PestForecaster;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.telemetry.advice.Bulletin;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * What the four matters are judged by: the plot, its history, what is expected, the state of its root zone, and where its water comes
 * from (null where that is not known), and the official bulletins that are valid. {@code beforeMm} is the net
 * amount that was advised before, null where it is not known. {@code model} is what the learned forecast says, null where there is none;
 * {@code pests} forecasts catches of traps, null where no model of pests is in use.
 */
record Situation(
        Plot plot,
        SoilWater soil,
        PlotHistory history,
        Outlook outlook,
        RootZoneState water,
        DrainageRule.Result drainage,
        ExpectedCost.Before before,
        @Nullable Double beforeMm,
        @Nullable SourceNow source,
        List<Bulletin> bulletins,
        @Nullable ModelPart model,
        @Nullable PestForecaster pests) {

    /** Mean rain expected in the next hours, mm; null when it is not known. */
    @Nullable
    Double rainAheadMm(int hours) {
        OptionalDouble rain = outlook.rainMm(history.now(), hours);
        return rain.isPresent() ? rain.getAsDouble() : null;
    }

    /** Mean rain that is told of the next hours, though not of all of them, mm; null without an outlook. */
    @Nullable
    Double toldRainMm(int hours) {
        Instant now = history.now();
        return outlook.isKnown()
                ? Double.valueOf(outlook.members().stream()
                        .mapToDouble(m -> m.toldRainMm(now, now.plus(Duration.ofHours(hours))))
                        .average()
                        .orElse(0))
                : null;
    }

    Instant dayAgo() {
        return history.now().minus(Duration.ofDays(1));
    }
}
