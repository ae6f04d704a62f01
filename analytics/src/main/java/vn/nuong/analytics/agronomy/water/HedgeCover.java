package vn.nuong.analytics.agronomy.water;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Ground cover and height of a tea hedge over planting, pruning and picking rounds. Each takes both down to something, from where they
 * grow back evenly; of several the one that leaves least counts, so that picking a pruned hedge does not grow it.
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
     * @param heightLeftM height that was left, m, 0.01 to 20; null when the height stayed as it was
     */
    public record Cut(
            LocalDate date,
            double coverLeft,
            int regrowthDays,
            @Nullable Double heightLeftM) {
        public Cut {
            Limits.within("cover left on " + date, coverLeft, 0, 1, "");
            Limits.within("regrowth after " + date, regrowthDays, 1, 4000, "days");
            if (heightLeftM != null) {
                Limits.within("height left on " + date, heightLeftM, 0.01, 20, "m");
            }
        }

        /** How far the hedge has grown back on a day, 0 to 1, or NaN before the cut. */
        private double grown(LocalDate day) {
            long days = ChronoUnit.DAYS.between(date, day);
            return days < 0 ? Double.NaN : Math.min(1, days / (double) regrowthDays);
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
            double grown = cut.grown(date);
            if (!Double.isNaN(grown)) {
                cover = Math.min(cover, cut.coverLeft() + (full - cut.coverLeft()) * grown);
            }
        }
        return cover;
    }

    /**
     * Height on a day, m.
     *
     * @param greatestM height of the full-grown hedge, m
     */
    public double heightOn(LocalDate date, double greatestM) {
        double height = greatestM;
        for (Cut cut : cuts) {
            double grown = cut.grown(date);
            Double left = cut.heightLeftM();
            if (left != null && !Double.isNaN(grown)) {
                height = Math.min(height, left + (greatestM - left) * grown);
            }
        }
        return height;
    }

    /** Whether a cut of this day took its height down. */
    public boolean lowersOn(LocalDate date) {
        return cuts.stream()
                .anyMatch(cut -> cut.heightLeftM() != null && cut.date().equals(date));
    }
}
