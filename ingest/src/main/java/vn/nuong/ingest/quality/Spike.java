package vn.nuong.ingest.quality;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * {@link Flag#SPIKE}: one reading that leaps and comes straight back.
 *
 * <p>Source: ISMN D06 (Dorigo et al. 2013, Eqs. 4–6): a change of more than 15 %, up and down alike (ratio 0.8 to 1.25), in a
 * series that is otherwise quiet. Eq. 6 takes a variance over 25 h for quiet; here a spike has to stand out of the usual change between
 * two readings (as WMO-No. 488's 4σ does), which holds at any interval. Least heights are this project's: several times what the
 * probes' makers state as their error.
 */
final class Spike {

    /** The readings on both sides lie no further away, ns: rain can fall and drain in longer. */
    static final long NEAR_NS = 3 * 3_600_000_000_000L;

    /** Eq. 4: share of the value. */
    private static final double SHARE = 0.15;

    /** Eq. 5: how alike up and down are. */
    private static final double LEAST_RATIO = 0.8;

    private static final double USUAL_CHANGES = 6;

    private Spike() {}

    /** Judges a series; what is left is the series without its spikes. */
    static Series judge(PlotContext context, Series series, Verdicts verdicts) {
        if (!concerns(series.property())) {
            return series;
        }
        return series.where(i -> {
            // Two readings of one value can be a spike together (ISMN's own program has it so).
            int first = i > 0 && series.value(i - 1) == series.value(i) ? i - 1 : i;
            int last = first == i && i + 1 < series.size() && series.value(i + 1) == series.value(i) ? i + 1 : i;
            String why = doubt(context.settings(), series, first, last);
            verdicts.add(series, series.time(i), Flag.SPIKE, why);
            return why == null;
        });
    }

    private static @Nullable String doubt(QualitySettings settings, Series series, int first, int last) {
        if (first < 1
                || last + 1 >= series.size()
                || series.time(first) - series.time(first - 1) > NEAR_NS
                || series.time(last + 1) - series.time(last) > NEAR_NS
                || series.time(last) - series.time(first) > NEAR_NS) {
            return null;
        }
        double before = series.value(first - 1);
        double value = series.value(first);
        double after = series.value(last + 1);
        ObservedProperty property = series.property();
        if (!stands(before, value, after, height(settings, property, before, 0))) {
            return null; // nearly always, and cheaper to know than the usual change
        }
        double height = height(settings, property, before, series.usualChange(first));
        return stands(before, value, after, height) ? why(property, before, value, after, height) : null;
    }

    /** Whether the property moves slowly enough for spikes to be told. */
    static boolean concerns(ObservedProperty property) {
        return leastHeight(QualitySettings.DEFAULT, property) < Double.MAX_VALUE;
    }

    private static double leastHeight(QualitySettings settings, ObservedProperty property) {
        return switch (property) {
            case SOIL_MOISTURE -> settings.spikeM3PerM3();
            case SOIL_MOISTURE_PERCENT -> 10;
            case SOIL_WATER_TENSION -> 15;
            case SOIL_TEMPERATURE -> 5;
            case SOIL_EC -> 1;
            case SOIL_PH -> 1;
            case AIR_TEMPERATURE -> 8;
            case RELATIVE_HUMIDITY -> 25;
            case AIR_PRESSURE -> 1;
            case WATER_LEVEL -> 0.5;
            default -> Double.MAX_VALUE;
        };
    }

    /** The height that a spike exceeds on both sides. */
    static double height(QualitySettings settings, ObservedProperty property, double before, double usualChange) {
        double least = leastHeight(settings, property);
        double share = switch (property) {
            case SOIL_MOISTURE, SOIL_MOISTURE_PERCENT, SOIL_WATER_TENSION, SOIL_EC -> SHARE * Math.abs(before);
            default -> 0;
        };
        return Math.max(Math.max(least, share), USUAL_CHANGES * usualChange);
    }

    /** Whether the value between two others is a peak or a pit of more than a height. */
    static boolean stands(double before, double value, double after, double height) {
        double up = value - before;
        double down = value - after;
        if (up * down <= 0) {
            return false;
        }
        double smaller = Math.min(Math.abs(up), Math.abs(down));
        return smaller > height && smaller >= LEAST_RATIO * Math.max(Math.abs(up), Math.abs(down));
    }

    static String why(ObservedProperty property, double before, double value, double after, double height) {
        return Why.number(before) + " → " + Why.number(value) + " → " + Why.number(after) + ", > "
                + Why.value(height, property);
    }
}
