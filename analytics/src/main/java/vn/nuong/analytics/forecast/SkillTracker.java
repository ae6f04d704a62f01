package vn.nuong.analytics.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;

/** Scores the forecasts that were issued against what came since, beside persistence from the same start. Pure. */
public final class SkillTracker {

    /** A reading this close to a forecast's hour is what came. */
    private static final Duration CLOSE = Duration.ofMinutes(30);

    private static final Duration HOUR = Duration.ofHours(1);

    private SkillTracker() {}

    /**
     * The skill of the forecasts of one probe so far, by what made them. Forecasts whose hour has not come, or of which a reading is
     * missing, are left out; so are methods without a forecast to score.
     *
     * @param forecasts as issued
     * @param readings soil moisture of that probe as measured, m³/m³
     * @param leadHours which point of each forecast is scored, 1 to 24
     */
    public static Map<Method, Skill> score(
            Collection<MoistureForecast> forecasts, NavigableMap<Instant, Double> readings, int leadHours) {
        Map<Method, Skill> skills = new EnumMap<>(Method.class);
        for (MoistureForecast forecast : forecasts) {
            if (forecast.points().size() < leadHours) {
                continue;
            }
            Point point = forecast.points().get(leadHours - 1);
            Instant start = forecast.points().get(0).time().minus(HOUR);
            Optional<Double> before = reading(readings, start);
            Optional<Double> came = reading(readings, point.time());
            if (before.isPresent() && came.isPresent()) {
                skills.merge(
                        forecast.method(),
                        Skill.NONE.plus(point.soilMoisture() - before.get(), came.get() - before.get()),
                        Skill::plus);
            }
        }
        return skills;
    }

    /** The last reading up to this time, when it is not more than half an hour older. */
    public static Optional<Double> reading(NavigableMap<Instant, Double> readings, Instant time) {
        Map.Entry<Instant, Double> reading = readings.floorEntry(time);
        boolean close = reading != null && !reading.getKey().isBefore(time.minus(CLOSE));
        return close ? Optional.of(reading.getValue()) : Optional.empty();
    }
}
