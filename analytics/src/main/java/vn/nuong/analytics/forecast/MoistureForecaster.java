package vn.nuong.analytics.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.Text;

/**
 * Makes the forecast of one probe for the next 24 hours from its last observation. The learned model makes it where it earned that: in
 * the nearest situation measured, on months that it never saw, its skill is above 0 and above that of the physics. Otherwise, or where
 * it cannot answer, the physics does. Thread-safe.
 */
public final class MoistureForecaster {

    private static final int HOURS = 24;

    private final MoistureModel model;

    public MoistureForecaster(MoistureModel model) {
        this.model = model;
    }

    /**
     * @param history what was known when it is issued
     * @param recession how this soil dries without rain
     * @return empty when there is no observation of the last six hours to start from
     */
    public Optional<MoistureForecast> forecast(MoistureHistory history, Recession recession) {
        OptionalLong start = history.startHour();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Optional<ModelReport.Measured> measured = model.report().skillNear(history.depthCm());
        @Nullable Double skill = measured.map(ModelReport.Measured::skill).orElse(null);
        @Nullable Text source = measured.map(MoistureForecaster::source).orElse(null);
        Optional<double[]> deltas =
                measured.filter(ModelReport.Measured::earned).flatMap(m -> model.deltas(history));
        double now = history.moisture().at(start.getAsLong());
        return Optional.of(new MoistureForecast(
                history.issued(),
                history.depthCm(),
                deltas.isPresent() ? MoistureForecast.Method.LEARNED : MoistureForecast.Method.PHYSICS,
                deltas.map(d -> learned(start.getAsLong(), now, d, history.usualChange()))
                        .orElseGet(() -> physical(start.getAsLong(), recession.after(now, HOURS))),
                skill,
                source));
    }

    /**
     * The forecast of the physics alone.
     *
     * @param history what was known when it is issued
     * @param recession how this soil dries without rain
     * @return empty when there is no observation of the last six hours to start from
     */
    public Optional<MoistureForecast> physics(MoistureHistory history, Recession recession) {
        OptionalLong start = history.startHour();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Optional<ModelReport.Measured> measured = model.report().skillNear(history.depthCm());
        double now = history.moisture().at(start.getAsLong());
        return Optional.of(new MoistureForecast(
                history.issued(),
                history.depthCm(),
                MoistureForecast.Method.PHYSICS,
                physical(start.getAsLong(), recession.after(now, HOURS)),
                measured.map(ModelReport.Measured::skill).orElse(null),
                measured.map(MoistureForecaster::source).orElse(null)));
    }

    private List<MoistureForecast.Point> learned(long start, double now, double[] deltas, OptionalDouble usualChange) {
        List<Integer> leads = model.report().leadHours();
        List<MoistureForecast.Point> points = new ArrayList<>();
        for (int hour = 1; hour <= HOURS; hour++) {
            double moisture = clamp(now + between(leads, i -> deltas[i], hour));
            @Nullable Double low = null;
            @Nullable Double high = null;
            if (usualChange.isPresent()) {
                double usual = usualChange.getAsDouble();
                low = clamp(moisture + usual * between(leads, model.report().low()::get, hour));
                high = clamp(moisture + usual * between(leads, model.report().high()::get, hour));
            }
            points.add(new MoistureForecast.Point(HourlySeries.instant(start + hour), moisture, low, high));
        }
        return points;
    }

    private static List<MoistureForecast.Point> physical(long start, double[] moisture) {
        List<MoistureForecast.Point> points = new ArrayList<>();
        for (int hour = 1; hour <= moisture.length; hour++) {
            points.add(new MoistureForecast.Point(
                    HourlySeries.instant(start + hour), clamp(moisture[hour - 1]), null, null));
        }
        return points;
    }

    /** Straight lines from 0 at the last observation through the leads. */
    static double between(List<Integer> leads, IntToDoubleFunction value, int hour) {
        int from = 0;
        double valueFrom = 0;
        for (int i = 0; i < leads.size(); i++) {
            int to = leads.get(i);
            double valueTo = value.applyAsDouble(i);
            if (hour <= to) {
                return valueFrom + (valueTo - valueFrom) * (hour - from) / (to - from);
            }
            from = to;
            valueFrom = valueTo;
        }
        return valueFrom;
    }

    private static double clamp(double moisture) {
        return Math.max(0, Math.min(1, moisture));
    }

    private static Text source(ModelReport.Measured measured) {
        return new Text(
                measured.where().vi() + ", sâu " + measured.depthCm() + " cm, trước " + measured.leadHours() + " giờ",
                measured.where().en() + ", " + measured.depthCm() + " cm deep, " + measured.leadHours() + " h ahead");
    }
}
