package vn.nuong.ingest.quality;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.SaxtonRawls;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * What the tests know of where a device stands.
 *
 * @param settings the plot's limits
 * @param wettestM3PerM3 what a probe may read at most: the soil's saturation with its margin, m³/m³; null when it is not known
 * @param place where the plot lies; null for a device in no plot
 * @param tensionLimitKpa where its tension probes end, kPa
 * @param irrigable whether water can come from a pump; true for a device in no plot, of which nothing is known
 */
public record PlotContext(
        QualitySettings settings,
        @Nullable Double wettestM3PerM3,
        Plot.@Nullable Place place,
        double tensionLimitKpa,
        boolean irrigable) {

    /** Where a granular matrix sensor ends, unless the plot tells otherwise, kPa. */
    static final double TENSION_LIMIT_KPA = 200;

    /** Margin above a saturation that texture tells, m³/m³: about twice the regression's error (Saxton and Rawls 2006). */
    static final double MARGIN_TEXTURE = 0.10;

    /** Margin above a saturation measured in the field, m³/m³: the accuracy of a calibrated probe. */
    static final double MARGIN_MEASURED = 0.02;

    private static final double WARM_LATITUDE = 30;
    private static final double WARM_ELEVATION_M = 1500;

    /** Of a device that stands in no plot. */
    public static final PlotContext UNKNOWN =
            new PlotContext(QualitySettings.DEFAULT, null, null, TENSION_LIMIT_KPA, true);

    public static PlotContext of(Plot plot) {
        Double limit = plot.soil().tensionLimitKpa();
        return new PlotContext(
                plot.quality(),
                wettest(plot),
                plot.place(),
                limit == null ? TENSION_LIMIT_KPA : limit,
                plot.irrigation() != null);
    }

    /** Of the plot that a device stands in. */
    public static PlotContext of(Optional<Plot> plot) {
        return plot.map(PlotContext::of).orElse(UNKNOWN);
    }

    /**
     * Whether a probe reads an end of what it can tell: there it stands while the soil dries on, or stays full of water, and measures
     * rightly. Only tension has such ends: from the limit on, and at 0.
     */
    boolean isEnd(ObservedProperty property, double value) {
        return property == ObservedProperty.SOIL_WATER_TENSION && (value >= tensionLimitKpa || value <= 0);
    }

    /** Whether the plot is known to lie where it hardly freezes: within 30° of the equator and below 1500 m. */
    boolean isWarm() {
        return place != null && Math.abs(place.latitude()) <= WARM_LATITUDE && place.elevationM() <= WARM_ELEVATION_M;
    }

    private static @Nullable Double wettest(Plot plot) {
        Plot.Soil soil = plot.soil();
        Double margin = plot.quality().saturationMarginM3PerM3();
        if (soil.saturation() != null) {
            return soil.saturation() + (margin == null ? MARGIN_MEASURED : margin);
        }
        try {
            double saturation = SaxtonRawls.of(soil.sand(), soil.clay(), soil.organicMatterPercent())
                    .saturation();
            return saturation + (margin == null ? MARGIN_TEXTURE : margin);
        } catch (IllegalArgumentException e) { // outside the soils that the regression was made from: not judged
            return null;
        }
    }
}
