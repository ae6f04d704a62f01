package vn.nuong.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.advice.SourcePlanner;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.analytics.source.SourceNow;
import vn.nuong.analytics.source.SourcePlan;
import vn.nuong.analytics.source.SourceState;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.site.WaterSource;

/**
 * The site's sources of water and the plan of the day for each. The plan is made from what was measured up to {@link
 * SourcePlan#AT}, so that a process started later on that day makes the same one; where nothing was known then, as soon as something
 * is. It holds until the next day's. For one thread.
 */
final class SourceDesk {

    private final SiteConfig site;
    private final SiteReadings readings;
    private final Function<Plot, Optional<List<DiaryEntry>>> diary;
    private final Map<String, SourcePlan> plans = new HashMap<>();

    SourceDesk(SiteConfig site, SiteReadings readings, Function<Plot, Optional<List<DiaryEntry>>> diary) {
        this.site = site;
        this.readings = readings;
        this.diary = diary;
    }

    /** The source of a plot; empty where none is configured. */
    Optional<SourceNow> of(Plot plot, Instant now) {
        return site.findSource(plot).map(source -> of(source, plot, now));
    }

    private SourceNow of(WaterSource source, Plot plot, Instant now) {
        List<Reading> measured = readings.of(site.devicesOf(source, plot));
        List<Plot> plots = users(source, plot);
        ZoneId zone = plots.get(0).place().timeZone();
        Instant from = SourcePlan.planTime(now, zone);
        String key = plot.source() == null ? "site " + source.id() : "plot " + plot.id();
        SourcePlan plan = plans.get(key);
        if (plan == null
                || plan.availableLitres() == null
                || plan.at().isBefore(from)
                || plan.at().isAfter(now)) {
            plan = plan(SourceState.of(source, measured, from), plots);
            if (plan.availableLitres() == null) {
                plan = plan(SourceState.of(source, measured, now), plots);
            }
            plans.put(key, plan);
        }
        return new SourceNow(SourceState.of(source, measured, now), plan, zone);
    }

    private SourcePlan plan(SourceState state, List<Plot> plots) {
        return SourcePlanner.plan(
                state,
                plots,
                user -> site.pilotPlots().contains(user) // only of these are readings read
                        ? AdviceMaker.findNeed(
                                user,
                                HistoryMaker.make(
                                        user,
                                        AdviceMaker.soil(user),
                                        readings.of(user),
                                        diary.apply(user),
                                        readings.aboutsOf(user),
                                        state.at()),
                                Outlook.none())
                        : Optional.empty(),
                0); // a limit is known at the plan's time always, when the day begins
    }

    /** The site's plots that draw from it, in the order in which it names them. */
    private List<Plot> users(WaterSource source, Plot plot) {
        List<Plot> plots = new ArrayList<>();
        source.users().forEach(u -> site.findPlot(u.plot()).ifPresent(plots::add));
        return plots.isEmpty() ? List.of(plot) : plots;
    }
}
