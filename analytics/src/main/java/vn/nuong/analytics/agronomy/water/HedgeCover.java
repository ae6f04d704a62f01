package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Ground cover of a tea hedge over planting, pruning and picking rounds. Each takes the cover down to something, from where it
 * grows back evenly; of several the one that leaves least counts, so that picking a pruned hedge does not grow it.
 *
 * <p>How far and how long is the plot's own: no published figures for it are known here.
 *
 * @param full cover of the full-grown hedge, 0.05 to 1
 * @param cuts plantings, prunings and pickings, in any order
 */
public record HedgeCover(double full, List<Cut> cuts) {

    /**
     * A planting, pruning or picking round.
     *
     * @param date when
     * @param coverLeft cover that was left, 0 to 1
     * @param regrowthDays days until the hedge is full again, 1 to 4000
     */
    public record Cut(LocalDate date, double coverLeft, int regrowthDays) {
        public Cut {
            Limits.within("cover left on " + date, coverLeft, 0, 1, "");
            Limits.within("regrowth after " + date, regrowthDays, 1, 4000, "days");
        }
    }

    public HedgeCover {
        Limits.within("cover of the full-grown hedge", full, 0.05, 1, "");
        cuts = List.copyOf(cuts);
    }

    /** Cover on a day, 0 to {@link #full}. */
    public double on(LocalDate date) {
        double cover = full;
        for (Cut cut : cuts) {
            long days = ChronoUnit.DAYS.between(cut.date(), date);
            if (days >= 0) {
                double grown = Math.min(1, days / (double) cut.regrowthDays());
                cover = Math.min(cover, cut.coverLeft() + (full - cut.coverLeft()) * grown);
            }
        }
        return cover;
    }
}
