package vn.nuong.ingest.quality;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.site.Plot;

/**
 * What was measured in a plot for some time.
 *
 * @param context where its devices stand
 * @param series every series of every device, or of one device that stands in no plot
 */
public record Window(PlotContext context, List<Series> series) {

    static final long HOUR_NS = 3_600_000_000_000L;
    static final long DAY_NS = 24 * HOUR_NS;

    public Window {
        series = List.copyOf(series);
    }

    Stream<Series> of(ObservedProperty property) {
        return series.stream().filter(s -> s.property() == property);
    }

    /** Whose day a day is: the plot's, or UTC where none is known. */
    ZoneId zone() {
        Plot.Place place = context.place();
        return place == null ? ZoneOffset.UTC : place.timeZone();
    }

    /**
     * Whether soil may have been frozen in {@code [fromNs, toNs]}, which looks to a probe like drying and then like rain (ISMN
     * D01, D02): soil or air below 1 °C in any thermometer of the plot.
     */
    boolean mayBeFrozen(long fromNs, long toNs) {
        Predicate<Series> cold = s -> {
            for (int i = s.from(fromNs); i < s.size() && s.time(i) <= toNs; i++) {
                if (s.value(i) < 1) {
                    return true;
                }
            }
            return false;
        };
        return of(ObservedProperty.SOIL_TEMPERATURE).anyMatch(cold)
                || of(ObservedProperty.AIR_TEMPERATURE).anyMatch(cold);
    }
}
