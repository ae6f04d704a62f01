package vn.nuong.analytics.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import vn.nuong.analytics.agronomy.soil.RetentionCurve;
import vn.nuong.analytics.agronomy.water.RootZoneRunoff;
import vn.nuong.telemetry.agronomy.SaxtonRawls;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * How a plot's soil holds water, and by what that is known: texture; in its place a laboratory's curve; in the place of both single values
 * measured in the field. Stones hold none, so all water contents are of the whole soil, stones included.
 *
 * @param soil how it holds water
 * @param source by what, for people
 * @param fieldCapacitySigma standard deviation of field capacity, m³/m³
 * @param runoff what runs off its surface: by its own curve number, else by how fast it passes water
 */
record PlotSoil(SoilWater soil, String source, double fieldCapacitySigma, RootZoneRunoff runoff) {

    /** Of Saxton and Rawls' θ33 over the soils that it was fitted to (2006, Table 1); from memory, to be confirmed. */
    private static final double TEXTURE_SIGMA = 0.05;

    /** Of a laboratory's 33 kPa as the field's field capacity. This project's choice. */
    static final double CURVE_SIGMA = 0.02;

    /** Of a field capacity measured in the field. This project's choice. */
    private static final double MEASURED_SIGMA = 0.01;

    static PlotSoil of(Plot plot) {
        Plot.Soil told = plot.soil();
        SoilWater soil = SaxtonRawls.of(told.sand(), told.clay(), told.organicMatterPercent());
        List<String> sources = new ArrayList<>();
        List<Plot.Soil.CurvePoint> points = told.curve();
        if (points == null) {
            sources.add("texture (Saxton-Rawls 2006)");
        } else {
            RetentionCurve curve = curve(plot, points);
            double saturation = curve.saturation();
            soil = new SoilWater(
                    curve.theta(RetentionCurve.FIELD_CAPACITY_KPA),
                    curve.theta(RetentionCurve.WILTING_POINT_KPA),
                    Double.isNaN(saturation) ? soil.saturation() : saturation,
                    soil.ksMmPerHour());
            sources.add("laboratory curve");
        }
        Double stones = told.stonePercent();
        if (stones != null && stones > 0) {
            double fine = 1 - stones / 100;
            soil = new SoilWater(
                    fine * soil.fieldCapacity(),
                    fine * soil.wiltingPoint(),
                    fine * soil.saturation(),
                    soil.ksMmPerHour());
            sources.add("less " + stones + " % stones");
        }
        if (told.fieldCapacity() != null || told.wiltingPoint() != null || told.saturation() != null) {
            sources.add("values measured in the field");
        }
        return new PlotSoil(
                new SoilWater(
                        told.fieldCapacity() == null ? soil.fieldCapacity() : told.fieldCapacity(),
                        told.wiltingPoint() == null ? soil.wiltingPoint() : told.wiltingPoint(),
                        told.saturation() == null ? soil.saturation() : told.saturation(),
                        soil.ksMmPerHour()),
                String.join(", ", sources),
                told.fieldCapacity() != null ? MEASURED_SIGMA : points == null ? TEXTURE_SIGMA : CURVE_SIGMA,
                told.curveNumber() == null ? RootZoneRunoff.of(soil) : new RootZoneRunoff(told.curveNumber()));
    }

    private static RetentionCurve curve(Plot plot, List<Plot.Soil.CurvePoint> points) {
        TreeMap<Double, Double> thetaAt = new TreeMap<>();
        for (Plot.Soil.CurvePoint point : points) {
            if (thetaAt.put(point.suctionKpa(), point.theta()) != null) {
                throw new IllegalArgumentException("the soil's curve of plot " + plot.id() + " has "
                        + point.suctionKpa() + " kPa twice; keep one");
            }
        }
        return new RetentionCurve(thetaAt);
    }
}
