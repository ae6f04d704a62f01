package vn.nuong.analytics.agronomy.soil;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * A laboratory's water retention curve: soil moisture at some suctions, in between linear in the logarithm of the suction, which is how such
 * curves are drawn. Never extended beyond what was measured. Immutable.
 */
public final class RetentionCurve implements WaterRetention {

    /** Suction of field capacity, kPa (Saxton and Rawls 2006). */
    public static final double FIELD_CAPACITY_KPA = 33;

    /** Suction of the wilting point, kPa. */
    public static final double WILTING_POINT_KPA = 1500;

    private final NavigableMap<Double, Double> thetaAt;

    /**
     * @param thetaAt soil moisture in m³/m³ by suction in kPa; falling as suction rises
     * @throws IllegalArgumentException when it has fewer than two points, rises, or leaves 0 to 0.8 m³/m³
     */
    public RetentionCurve(NavigableMap<Double, Double> thetaAt) {
        if (thetaAt.size() < 2) {
            throw new IllegalArgumentException(
                    "a retention curve has " + thetaAt.size() + " points; give at least those at 33 and 1500 kPa");
        }
        double before = Double.POSITIVE_INFINITY;
        for (var point : thetaAt.entrySet()) {
            Limits.within("suction of the retention curve", point.getKey(), 0, 1e6, "kPa");
            Limits.within("soil moisture at " + point.getKey() + " kPa", point.getValue(), 0, 0.8, "m³/m³");
            if (point.getValue() > before) {
                throw new IllegalArgumentException("the retention curve rises to " + point.getValue() + " m³/m³ at "
                        + point.getKey() + " kPa; soil holds less water the harder it is sucked: check the table");
            }
            before = point.getValue();
        }
        this.thetaAt = new TreeMap<>(thetaAt);
    }

    /**
     * Soil moisture at a suction, m³/m³.
     *
     * @throws IllegalArgumentException outside the suctions measured
     */
    @Override
    public double theta(double suctionKpa) {
        var below = thetaAt.floorEntry(suctionKpa);
        var above = thetaAt.ceilingEntry(suctionKpa);
        if (below == null || above == null) {
            throw new IllegalArgumentException("the retention curve reaches from " + thetaAt.firstKey() + " to "
                    + thetaAt.lastKey() + " kPa, " + suctionKpa + " kPa is outside; have that point measured");
        }
        if (below.getKey().equals(above.getKey())) {
            return below.getValue();
        }
        double low = Math.log(Math.max(LEAST_KPA, below.getKey()));
        double share = (Math.log(Math.max(LEAST_KPA, suctionKpa)) - low) / (Math.log(above.getKey()) - low);
        return below.getValue() + share * (above.getValue() - below.getValue());
    }

    @Override
    public double tensionKpa(double theta) {
        Map.Entry<Double, Double> wetter = null;
        for (Map.Entry<Double, Double> point : thetaAt.entrySet()) {
            if (point.getValue() == theta) {
                return point.getKey();
            }
            if (point.getValue() < theta) {
                if (wetter == null) {
                    break;
                }
                double low = Math.log(Math.max(LEAST_KPA, wetter.getKey()));
                double share = (wetter.getValue() - theta) / (wetter.getValue() - point.getValue());
                return Math.exp(low + share * (Math.log(point.getKey()) - low));
            }
            wetter = point;
        }
        throw new IllegalArgumentException("the retention curve reaches from "
                + thetaAt.lastEntry().getValue() + " to " + thetaAt.firstEntry().getValue() + " m³/m³, " + theta
                + " is outside; have that point measured");
    }

    /** Moisture at no suction at all, where it was measured: saturation, m³/m³; NaN otherwise. */
    public double saturation() {
        return thetaAt.firstKey() <= LEAST_KPA ? thetaAt.firstEntry().getValue() : Double.NaN;
    }

    /** As little suction is none; it has a logarithm, kPa. */
    private static final double LEAST_KPA = 0.1;
}
