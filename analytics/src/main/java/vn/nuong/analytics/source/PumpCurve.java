package vn.nuong.analytics.source;

import java.util.List;
import java.util.Optional;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.site.WaterSource;

/**
 * What a pump delivers at a water level: where its curve meets that of the pipes, H = static head − level + loss · (Q/Qmax)². The pump's
 * curve is linear between its points and never extended. Immutable.
 */
public final class PumpCurve {

    /** Density of water, kg/m³. */
    private static final double DENSITY = 1000;

    /** Acceleration of gravity, m/s². */
    private static final double GRAVITY = 9.81;

    private final List<WaterSource.PumpPoint> curve;
    private final double staticHeadM;
    private final double lossHeadM;
    private final double efficiency;

    /**
     * Where pump and pipes meet.
     *
     * @param flowM3PerHour flow, m³/h
     * @param headM head, m
     * @param kw electrical power, kW
     */
    public record Point(double flowM3PerHour, double headM, double kw) {}

    public PumpCurve(WaterSource.Pump pump) {
        curve = pump.curve();
        staticHeadM = pump.staticHeadM();
        lossHeadM = pump.lossHeadM() == null ? 0 : pump.lossHeadM();
        efficiency = pump.efficiency() == null ? WaterSource.Pump.EFFICIENCY : pump.efficiency();
    }

    /** Power that a pump takes: P = ρ·g·Q·H/η, kW. */
    public static double kw(double flowM3PerHour, double headM, double efficiency) {
        Limits.within("pump efficiency", efficiency, 0.01, 1, "");
        return DENSITY * GRAVITY * flowM3PerHour / 3600 * headM / efficiency / 1000;
    }

    /**
     * The operating point. Empty when the pump cannot lift the water so high; where the pipes would let through more than the curve's
     * last point, that point.
     *
     * @param levelM water level as the gauge reads it, m
     */
    public Optional<Point> at(double levelM) {
        double least = curve.get(0).flowM3PerHour();
        double most = curve.get(curve.size() - 1).flowM3PerHour();
        if (surplus(least, levelM) < 0) {
            return Optional.empty();
        }
        if (surplus(most, levelM) >= 0) {
            return point(most);
        }
        double low = least;
        double high = most;
        for (int i = 0; i < 60; i++) { // the surplus falls steadily with the flow
            double middle = (low + high) / 2;
            if (surplus(middle, levelM) >= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return point(low);
    }

    private Optional<Point> point(double flow) {
        return flow <= 1e-6
                ? Optional.empty()
                : Optional.of(new Point(flow, headM(flow), kw(flow, headM(flow), efficiency)));
    }

    /** Head of the pump beyond what the pipes take, m. */
    private double surplus(double flow, double levelM) {
        double most = curve.get(curve.size() - 1).flowM3PerHour();
        double share = flow / most;
        return headM(flow) - (staticHeadM - levelM + lossHeadM * share * share);
    }

    private double headM(double flow) {
        for (int i = 1; i < curve.size(); i++) {
            WaterSource.PumpPoint a = curve.get(i - 1);
            WaterSource.PumpPoint b = curve.get(i);
            if (flow <= b.flowM3PerHour()) {
                double share = (flow - a.flowM3PerHour()) / (b.flowM3PerHour() - a.flowM3PerHour());
                return a.headM() + share * (b.headM() - a.headM());
            }
        }
        return curve.get(curve.size() - 1).headM();
    }
}
