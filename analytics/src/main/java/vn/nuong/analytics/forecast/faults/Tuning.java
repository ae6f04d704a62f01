package vn.nuong.analytics.forecast.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.nuong.analytics.forecast.soilmoisture.Progress;

/**
 * Finds the limits at which the training stations, as they were recorded, give no more false alarms than are allowed: with all their probes,
 * with one other, with none, and without weather.
 */
final class Tuning {

    /** What each test may take of the false alarms allowed. */
    private static final Map<Fault, Double> SHARES =
            Map.of(Fault.DRIFT, 0.4, Fault.STEP, 0.2, Fault.RESPONSE, 0.2, Fault.NOISE, 0.1, Fault.TEMPERATURE, 0.1);

    /** With fewer years judged the usual limits are kept. */
    private static final double LEAST_YEARS = 4;

    /** No limit is lower, however quiet the training stations were. */
    private static final Limits LEAST = new Limits(1.2, 2.5, 2, 2, 2);

    /** The tests often catch the same, so that together they may take more than each by itself. */
    private static final double LEAST_STRETCH = 0.3;

    private static final double MOST_STRETCH = 5;
    private static final int STRETCHED = 6;
    private static final double DAYS_A_YEAR = 365.25;

    private final int depth;
    private final double allowedAYear;
    private final Progress progress;
    private final Map<LimitTable.With, Double> years = new HashMap<>();

    Tuning(int depth, double allowedAYear, Progress progress) {
        this.depth = depth;
        this.allowedAYear = allowedAYear;
        this.progress = progress;
    }

    LimitTable tune(List<ProbeRecord> stations) throws InterruptedException {
        Map<LimitTable.With, Limits> found = new HashMap<>();
        for (LimitTable.With way : LimitTable.WAYS) {
            List<ProbeJudge> judged = new ArrayList<>();
            for (ProbeRecord station : stations) {
                progress.checkNotStopped();
                judged.add(judge(reduced(station, way)));
            }
            double span = judged.stream().mapToInt(ProbeJudge::judgedDays).sum() / DAYS_A_YEAR;
            years.put(way, span);
            Limits usual = LimitTable.usual().with(way.others(), way.weather());
            found.put(way, span < LEAST_YEARS ? usual : limits(judged, span));
            progress.say("limits with " + way.others() + " other probes, weather "
                    + (way.weather() ? "known" : "not known") + ": " + found.get(way));
        }
        return new LimitTable(found);
    }

    /** Probe-years that the limits rest on. */
    double years(LimitTable.With way) {
        return years.getOrDefault(way, 0.0);
    }

    private ProbeJudge judge(ProbeRecord record) {
        return new PlotJudge(record, LimitTable.same(Limits.NONE)).run().probe(depth);
    }

    private ProbeRecord reduced(ProbeRecord station, LimitTable.With way) {
        List<Integer> nearest = station.moisture().keySet().stream()
                .sorted(Comparator.comparingInt(d -> Math.abs(d - depth)))
                .limit(way.others() + 1L)
                .toList();
        TreeMap<Integer, double[]> kept = new TreeMap<>();
        nearest.forEach(d -> kept.put(d, station.readings(d)));
        ProbeRecord some = station.withProbes(kept);
        return way.weather() ? some : some.withoutWeather();
    }

    /** Each test's own share, stretched until all together use up what is allowed. */
    private Limits limits(List<ProbeJudge> judged, double span) {
        double most = allowedAYear * span;
        double low = LEAST_STRETCH;
        double high = MOST_STRETCH;
        Limits found = shares(judged, low * most);
        for (int i = 0; i < STRETCHED; i++) {
            double middle = Math.sqrt(low * high);
            Limits tried = shares(judged, middle * most);
            if (judged.stream().mapToInt(j -> alarms(j, tried)).sum() > most) {
                high = middle;
            } else {
                low = middle;
                found = tried;
            }
        }
        return found;
    }

    private static Limits shares(List<ProbeJudge> judged, double alarms) {
        return new Limits(
                limit(judged, Fault.DRIFT, alarms),
                limit(judged, Fault.STEP, alarms),
                limit(judged, Fault.RESPONSE, alarms),
                limit(judged, Fault.NOISE, alarms),
                limit(judged, Fault.TEMPERATURE, alarms));
    }

    private static double limit(List<ProbeJudge> judged, Fault fault, double alarms) {
        double allowed = alarms * SHARES.getOrDefault(fault, 0.0);
        double low = LEAST.of(fault);
        double high = low;
        for (ProbeJudge one : judged) {
            for (double statistic : one.statistics(fault)) {
                high = Math.max(high, Double.isNaN(statistic) ? 0 : statistic * 1.001);
            }
        }
        for (int i = 0; i < 40 && high - low > 1e-4; i++) {
            double middle = (low + high) / 2;
            Limits alone = only(fault, middle);
            if (judged.stream().mapToInt(j -> alarms(j, alone)).sum() > allowed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static Limits only(Fault fault, double limit) {
        double none = Limits.NONE.drift();
        return new Limits(
                fault == Fault.DRIFT ? limit : none,
                fault == Fault.STEP ? limit : none,
                fault == Fault.RESPONSE ? limit : none,
                fault == Fault.NOISE ? limit : none,
                fault == Fault.TEMPERATURE ? limit : none);
    }

    /** How often a probe would have become suspect, one fault at a time as {@link ProbeJudge} has it. */
    private static int alarms(ProbeJudge judged, Limits limits) {
        int alarms = 0;
        Fault active = null;
        int clear = 0;
        for (int day = 0; day < judged.statistics(Fault.DRIFT).length; day++) {
            if (active == null) {
                for (Fault fault : ProbeJudge.ORDER) {
                    if (active == null && fault != Fault.AIR && judged.statistics(fault)[day] >= limits.of(fault)) {
                        active = fault;
                        alarms++;
                        clear = 0;
                    }
                }
            } else {
                double statistic = judged.statistics(active)[day];
                clear = statistic < limits.of(active) / 2 ? clear + 1 : Double.isNaN(statistic) ? clear : 0;
                active = clear >= ProbeJudge.CLEAR_DAYS ? null : active;
            }
        }
        return alarms;
    }
}
