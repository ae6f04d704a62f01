package vn.nuong.analytics.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vn.nuong.analytics.source.Sharing;
import vn.nuong.analytics.source.SourcePlan;
import vn.nuong.analytics.source.SourceState;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.WaterSource;

/** Plans how the water of a source is shared today, from what each plot needs. Pure. */
public final class SourcePlanner {

    private SourcePlanner() {}

    /**
     * The plan of a day.
     *
     * @param state the source at the plan's time
     * @param plots the plots that are known, of which some draw from it; of a source that names no users the first is the only one
     * @param needs what a known plot needs at the plan's time; empty where that is not known; not asked where there is nothing to
     *     share by
     * @param drawnM3 what was drawn that day before, m³
     */
    public static SourcePlan plan(
            SourceState state, List<Plot> plots, Function<Plot, Optional<AdviceMaker.Need>> needs, double drawnM3) {
        Plot first = plots.get(0);
        boolean known = SourcePlan.isKnown(state, first.place().timeZone()); // needs take their time to work out
        List<WaterSource.User> named = state.source().users();
        List<WaterSource.User> all =
                named.isEmpty() ? List.of(new WaterSource.User(first.id(), null, null, null)) : named;
        List<Sharing.User> users = new ArrayList<>();
        for (WaterSource.User user : all) {
            Optional<Plot> plot =
                    plots.stream().filter(p -> p.id().equals(user.plot())).findFirst();
            Optional<AdviceMaker.Need> need = user.needLitres() == null
                    ? plot.filter(p -> known).flatMap(needs)
                    : Optional.of(new AdviceMaker.Need(user.needLitres(), true));
            Double area = user.areaM2();
            users.add(new Sharing.User(
                    user.plot(),
                    area == null ? plot.orElseThrow().areaM2() : area, // the configuration was checked for it
                    user.share(),
                    need.map(AdviceMaker.Need::litres).orElse(null),
                    need.map(AdviceMaker.Need::thirsty).orElse(false)));
        }
        return SourcePlan.of(state, users, first.place().timeZone(), drawnM3);
    }
}
