package vn.nuong.ingest.quality;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;

/**
 * {@link Flag#DEPTHS_DISAGREE}: a depth that becomes wet at once while the soil above and below it stays as it was.
 *
 * <p>Source: this project's, after the spatial consistency of WMO-No. 488: water comes from above or from below. The probe above has to lie
 * within {@value #NEXT_CM} cm, and the neighbours above and below have to have stayed within 0.01 m³/m³ from a day before until six
 * hours after. The topmost probe is not judged, because light rain wets it alone; nor where soil may be frozen. Nor is it judged
 * for a day after {@value #WATERED_MM} mm of rain or an irrigation: such water may run past a probe through cracks and along roots, and
 * stand on a tight layer, which then wets alone (perched water). The readings are flagged for as long as half of the rise lasts, a day
 * at most.
 */
final class DepthsDisagree {

    static final int NEXT_CM = 30;
    static final double WATERED_MM = 10;
    private static final double STAYS = 0.01;
    private static final long AT_ONCE_NS = 3 * Window.HOUR_NS;

    private DepthsDisagree() {}

    static void judge(Window window, Verdicts verdicts) {
        Water water = new Water(window);
        Map<String, List<Series>> devices = window.of(ObservedProperty.SOIL_MOISTURE)
                .filter(s -> s.key().depthCm() != null)
                .collect(Collectors.groupingBy(Series::device));
        for (List<Series> probes : devices.values()) {
            List<Series> byDepth = probes.stream()
                    .sorted(Comparator.comparingInt(DepthsDisagree::depth))
                    .toList();
            for (int d = 1; d < byDepth.size(); d++) {
                if (depth(byDepth.get(d)) - depth(byDepth.get(d - 1)) <= NEXT_CM) {
                    judge(window, water, byDepth, d, verdicts);
                }
            }
        }
    }

    private static int depth(Series series) {
        Integer depth = series.key().depthCm();
        return depth == null ? 0 : depth;
    }

    private static void judge(Window window, Water water, List<Series> byDepth, int d, Verdicts verdicts) {
        Series series = byDepth.get(d);
        double least = window.context().settings().depthsM3PerM3();
        for (int i = 1; i < series.size(); i++) {
            int base = base(series, i);
            double rise = base < 0 ? 0 : series.value(i) - series.value(base);
            if (rise >= least
                    && stays(byDepth.get(d - 1), series.time(i))
                    && (d + 1 == byDepth.size() || stays(byDepth.get(d + 1), series.time(i)))
                    && !water.came(WATERED_MM, series.time(i) - Window.DAY_NS - AT_ONCE_NS, series.time(i))
                    && !window.mayBeFrozen(series.time(i) - 2 * Window.DAY_NS, series.time(i))) {
                String why = "+" + Why.value(rise, series.property()) + " / 3 h, "
                        + byDepth.get(d - 1).key().depthCm() + " cm: ≤ " + Why.number(STAYS);
                for (int j = i;
                        j < series.size()
                                && series.time(j) - series.time(i) <= Window.DAY_NS
                                && series.value(j) >= series.value(base) + rise / 2;
                        j++) {
                    verdicts.add(series, series.time(j), Flag.DEPTHS_DISAGREE, why);
                }
            }
        }
    }

    /** The second lowest within three hours up to a reading, so that one pit alone makes no rise of what follows; -1 without two. */
    private static int base(Series series, int i) {
        int lowest = -1;
        int second = -1;
        for (int j = i; j >= 0 && series.time(i) - series.time(j) <= AT_ONCE_NS; j--) {
            if (lowest < 0 || series.value(j) < series.value(lowest)) {
                second = lowest;
                lowest = j;
            } else if (second < 0 || series.value(j) < series.value(second)) {
                second = j;
            }
        }
        return second;
    }

    /** Whether a probe was heard, and stayed as it was. */
    private static boolean stays(Series series, long ns) {
        int before = series.upTo(ns - AT_ONCE_NS);
        int after = series.from(ns);
        return before >= 0
                && ns - series.time(before) <= 2 * AT_ONCE_NS
                && after < series.size()
                && series.time(after) - ns <= AT_ONCE_NS
                && isQuietButAlive(series.spread(ns - Window.DAY_NS, ns + 2 * AT_ONCE_NS));
    }

    /** One value and nothing else may be a probe that no longer measures, against which nothing can be held. */
    private static boolean isQuietButAlive(double spread) {
        return spread > 0 && spread <= STAYS;
    }
}
