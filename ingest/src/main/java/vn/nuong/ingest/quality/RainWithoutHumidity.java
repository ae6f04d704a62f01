package vn.nuong.ingest.quality;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.QualitySettings;

/**
 * {@link Flag#RAIN_WITHOUT_HUMIDITY}: rain measured in air too dry for it, as when a gauge is knocked, cleaned or watered.
 *
 * <p>Source: internal consistency of precipitation and humidity, WMO-No. 8 (2018), Vol. I, and WMO-No. 488, Part V; neither gives numbers.
 * The humidity is this project's.
 */
final class RainWithoutHumidity {

    /** Less is a single tip of the bucket, which dew and wind can cause, mm. */
    static final double LEAST_MM = 0.5;

    private RainWithoutHumidity() {}

    /**
     * Judges a gauge against the dampest air from an hour before a reading until half an hour after it; what is left is the series without
     * the rain that was none.
     */
    static Series judge(Window window, Series series, Verdicts verdicts) {
        if (series.property() != ObservedProperty.RAIN) {
            return series;
        }
        return series.where(i -> {
            double mm = series.value(i);
            long ns = series.time(i);
            String why = mm < LEAST_MM ? null : doubt(window, series.device(), mm, ns);
            verdicts.add(series, ns, Flag.RAIN_WITHOUT_HUMIDITY, why);
            return why == null;
        });
    }

    private static @Nullable String doubt(Window window, String device, double mm, long ns) {
        OptionalDouble own = dampest(window, s -> s.device().equals(device), ns);
        OptionalDouble humidity = own.isPresent() ? own : dampest(window, s -> true, ns);
        return humidity.isPresent() ? doubt(window.context().settings(), mm, humidity.getAsDouble()) : null;
    }

    private static OptionalDouble dampest(Window window, Predicate<Series> which, long ns) {
        return window.of(ObservedProperty.RELATIVE_HUMIDITY)
                .filter(which)
                .flatMapToDouble(s -> IntStream.rangeClosed(
                                s.from(ns - Window.HOUR_NS), s.upTo(ns + Window.HOUR_NS / 2))
                        .mapToDouble(s::value))
                .max();
    }

    /**
     * The reason, or null when there is none to doubt.
     *
     * @param rainMm rain since the reading before
     * @param humidityPercent the dampest air measured about that time
     */
    static @Nullable String doubt(QualitySettings settings, double rainMm, double humidityPercent) {
        return rainMm >= LEAST_MM && humidityPercent < settings.rainHumidityMinPercent()
                ? Why.number(rainMm) + " mm, " + Why.number(humidityPercent) + " % < "
                        + Why.number(settings.rainHumidityMinPercent()) + " %"
                : null;
    }
}
