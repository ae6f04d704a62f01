package vn.nuong.analytics.history;

import java.util.TreeMap;
import vn.nuong.analytics.agronomy.soil.RetentionCurve;
import vn.nuong.analytics.agronomy.soil.SaxtonRawlsCurve;
import vn.nuong.analytics.agronomy.soil.WaterRetention;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SaxtonRawls;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * What a tension probe in a plot says of soil moisture: through the laboratory's curve where there is one, else through Saxton and Rawls'
 * for the texture. Immutable.
 *
 * @param retention the curve, stones taken off
 * @param kind where it came from
 * @param soil how the plot's soil holds water
 * @param limitKpa the probes' own limit, kPa: there and beyond they only tell that it is at least so dry
 */
public record TensionCurve(WaterRetention retention, Kind kind, SoilWater soil, double limitKpa) {

    /** Limit of a granular matrix sensor, kPa. */
    public static final double USUAL_LIMIT_KPA = 200;

    /** What a probe may be wrong by: so much of what it reads, and so many kPa. This project's choice. */
    private static final double SENSOR_SHARE = 0.10;

    private static final double SENSOR_KPA = 1;

    /** Where a curve came from. */
    public enum Kind {
        /** A laboratory's points. */
        LABORATORY("laboratory curve", 0.015),
        /** Texture, Saxton and Rawls (2006). */
        TEXTURE("Saxton-Rawls 2006 curve for the texture", 0.04);

        private final String source;

        /** How far off the curve may be at wilting point or saturation once it is right at 33 kPa, m³/m³. This project's choice. */
        private final double sigma;

        Kind(String source, double sigma) {
            this.source = source;
            this.sigma = sigma;
        }

        public String source() {
            return source;
        }
    }

    static TensionCurve of(Plot plot, SoilWater soil) {
        Plot.Soil told = plot.soil();
        Double limit = told.tensionLimitKpa();
        double limitKpa = limit == null ? USUAL_LIMIT_KPA : limit;
        if (told.curve() == null) {
            // In silt without organic matter the regression passes the 33 kPa at which the soil has drained already.
            double airEntry = Math.min(
                    RetentionCurve.FIELD_CAPACITY_KPA - 1,
                    SaxtonRawls.airEntryKpa(told.sand(), told.clay(), told.organicMatterPercent()));
            return new TensionCurve(new SaxtonRawlsCurve(soil, airEntry), Kind.TEXTURE, soil, limitKpa);
        }
        double fine = told.stonePercent() == null ? 1 : 1 - told.stonePercent() / 100;
        TreeMap<Double, Double> points = new TreeMap<>();
        told.curve().forEach(p -> points.put(p.suctionKpa(), fine * p.theta()));
        if (points.firstKey() > 0) { // wetter than was measured it ends at saturation, however that is known
            points.put(0.0, Math.max(soil.saturation(), points.firstEntry().getValue()));
        }
        return new TensionCurve(new RetentionCurve(points), Kind.LABORATORY, soil, limitKpa);
    }

    /** Soil moisture at what a probe reads, m³/m³: free water below 0 kPa, never drier than its limit. */
    public double theta(double kpa) {
        return retention.theta(Math.max(0, Math.min(limitKpa, kpa)));
    }

    /** Tension at a soil moisture, kPa; beyond the curve's ends, which values measured in the field may pass, that of the end. */
    public double kpa(double theta) {
        double driest = retention.theta(RetentionCurve.WILTING_POINT_KPA);
        return retention.tensionKpa(Limits.clamp(theta, driest, retention.theta(0)));
    }

    /** Whether a reading only tells that it is at least so dry. */
    public boolean isAtLimit(double kpa) {
        return kpa >= limitKpa;
    }

    /** Whether soil moisture is that of one of the two ends of what a probe can tell. */
    boolean isEnd(double theta) {
        return theta == theta(0) || theta == theta(limitKpa);
    }

    /**
     * Standard deviation of soil moisture so derived, m³/m³, as long as field capacity itself is not in doubt: what the probe's error makes
     * of it along the curve, which is steep where it is wet and flat where it is dry, and the curve's own, which grows from 33 kPa to either
     * side.
     */
    public double sigmaTheta(double kpa) {
        double at = Math.max(0, Math.min(limitKpa, kpa));
        double off = Math.hypot(SENSOR_KPA, SENSOR_SHARE * at);
        double probe = (retention.theta(Math.max(0, at - off)) - retention.theta(at + off)) / 2;
        double theta = retention.theta(at);
        double of33 = retention.theta(RetentionCurve.FIELD_CAPACITY_KPA);
        double end = theta > of33 ? retention.theta(0) : retention.theta(RetentionCurve.WILTING_POINT_KPA);
        double share = end == of33 ? 0 : (theta - of33) / (end - of33);
        return Math.hypot(probe, kind.sigma * share);
    }
}
