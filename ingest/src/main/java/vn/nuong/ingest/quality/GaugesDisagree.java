package vn.nuong.ingest.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#GAUGES_DISAGREE}: a gauge that stays dry on a day of rain beside it, as a blocked funnel does, or that alone is wet.
 *
 * <p>Source: the comparison with neighbouring gauges of WMO-No. 488, Part V, and WMO-No. 8, Vol. I, ch. 6 (blockage is a tipping bucket's commonest
 * fault). The rain is this project's: on a day on which the other gauges of the plot measured {@code gauges_mm} and more, one that
 * measured nothing has failed; one that measured so much while at least two others measured less than a tenth was wetted by something
 * else. Gauges heard for less than {@value #HOURS} h of the day are not compared.
 */
final class GaugesDisagree {

    static final int HOURS = 20;

    /** Nothing: less than one tip of a coarse bucket, mm. */
    private static final double NOTHING_MM = 0.3;

    private static final double TENTH = 0.1;

    private GaugesDisagree() {}

    static void judge(Window window, Verdicts verdicts) {
        List<Gauge> gauges = Gauge.of(window);
        if (gauges.stream().map(g -> g.series().device()).distinct().count() < 2) {
            return;
        }
        long first = gauges.stream()
                .filter(g -> g.series().size() > 0)
                .mapToLong(g -> g.series().time(0))
                .min()
                .orElse(0);
        long last = gauges.stream()
                .filter(g -> g.series().size() > 0)
                .mapToLong(g -> g.series().time(g.series().size() - 1))
                .max()
                .orElse(-1);
        ZoneId zone = window.zone();
        LocalDate end = date(last, zone);
        for (LocalDate day = date(first, zone); !day.isAfter(end); day = day.plusDays(1)) {
            judge(window, gauges, startNs(day, zone), startNs(day.plusDays(1), zone), verdicts);
        }
    }

    private static void judge(Window window, List<Gauge> gauges, long fromNs, long toNs, Verdicts verdicts) {
        double limit = window.context().settings().gaugesMm();
        double[] rain = gauges.stream().mapToDouble(g -> rain(g, fromNs, toNs)).toArray();
        for (int g = 0; g < rain.length; g++) {
            int gauge = g;
            double[] others = IntStream.range(0, rain.length)
                    .filter(o -> !gauges.get(o)
                            .series()
                            .device()
                            .equals(gauges.get(gauge).series().device()))
                    .mapToDouble(o -> rain[o])
                    .filter(mm -> !Double.isNaN(mm))
                    .sorted()
                    .toArray();
            if (Double.isNaN(rain[g]) || others.length == 0) {
                continue;
            }
            double median = NeighboursDisagree.median(others);
            boolean dryAlone = rain[g] < NOTHING_MM && others[0] >= NOTHING_MM && median >= limit;
            boolean wetAlone = rain[g] >= limit && others.length >= 2 && others[others.length - 1] < TENTH * rain[g];
            if (dryAlone || wetAlone) {
                String why = Why.number(rain[g]) + " ↔ " + Why.number(median) + " mm, ≥ " + Why.number(limit) + " mm";
                Series series = gauges.get(g).series();
                for (int i = series.upTo(fromNs) + 1; i < series.size() && series.time(i) <= toNs; i++) {
                    if (dryAlone || gauges.get(g).falls()[i] > 0) {
                        verdicts.add(series, series.time(i), Flag.GAUGES_DISAGREE, why);
                    }
                }
            }
        }
    }

    /** Rain of a day, mm; NaN when the gauge was not heard for long enough of it. */
    private static double rain(Gauge gauge, long fromNs, long toNs) {
        Series series = gauge.series();
        long told = 0;
        for (int i = Math.max(1, series.upTo(fromNs) + 1); i < series.size() && series.time(i) <= toNs; i++) {
            long step = series.time(i) - Math.max(fromNs, series.time(i - 1));
            told += step <= gauge.gapNs() ? step : 0;
        }
        return told < HOURS * Window.HOUR_NS ? Double.NaN : gauge.sum(fromNs, toNs);
    }

    private static LocalDate date(long ns, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L)), zone);
    }

    private static long startNs(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toEpochSecond() * 1_000_000_000L;
    }
}
