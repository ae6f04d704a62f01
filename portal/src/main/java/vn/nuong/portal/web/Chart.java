package vn.nuong.portal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;

/**
 * What chart.js draws: the last seven days and the next one on a grid of whole hours, so that however often a probe reports a
 * phone gets at most {@value #HOURS} points a line.
 *
 * @param lang of the labels
 * @param zone whose days are marked
 * @param message said in place of, or above, the lines; null for none
 * @param times seconds since 1970, every full hour
 * @param series measured soil moisture, a line for each probe, shallow first
 * @param forecast null when there is none
 * @param rain millimetres in six hours, at the middle of them
 * @param flagged 1 in hours with readings that a quality test has caught, which no line goes through; null when there are none
 * @param labels of the axes
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Chart(
        String lang,
        String zone,
        @Nullable String message,
        List<Long> times,
        List<Line> series,
        @Nullable Line forecast,
        Line rain,
        @Nullable Line flagged,
        Map<String, String> labels) {

    private static final int PAST_HOURS = 7 * 24;
    private static final int FUTURE_HOURS = 25;
    static final int HOURS = PAST_HOURS + FUTURE_HOURS;
    private static final int RAIN_HOURS = 6;

    /**
     * @param depthCm cm; null when not known or not in the soil
     * @param values one for each time; null where nothing was measured
     * @param sparse whether points should be marked, there being gaps between all of them
     */
    public record Line(
            String label, String scale, @Nullable Integer depthCm, List<@Nullable Double> values, boolean sparse) {}

    /** When the chart begins: the full hour 168 hours before the next one. */
    public static Instant begin(Instant now) {
        return fullHour(now).minus(Duration.ofHours(PAST_HOURS - 1));
    }

    private static Instant fullHour(Instant now) {
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 3600) * 3600);
    }

    /**
     * @param moisture readings of soil moisture of the time shown, of whatever device, with those that are not believed
     * @param rain readings of rain since the previous reading, likewise
     * @param origins tells which of them were not measured in the plot, which is said beside each line
     */
    static Chart of(
            Page page,
            List<Reading> moisture,
            List<Reading> rain,
            @Nullable MoistureForecast forecast,
            Origins origins) {
        Instant begin = begin(page.now());
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            times.add(begin.plus(Duration.ofHours(i)).getEpochSecond());
        }
        Map<PropertyKey, List<Reading>> byProbe =
                new TreeMap<>(Comparator.comparing((PropertyKey key) -> key.property())
                        .thenComparing(key -> key.depthCm() == null ? 0 : key.depthCm()));
        List<Reading> flagged = new ArrayList<>();
        for (Reading reading : moisture) {
            if (!reading.flags().isEmpty()) {
                flagged.add(reading);
                continue;
            }
            byProbe.computeIfAbsent(reading.key(), key -> new ArrayList<>()).add(reading);
        }
        List<Line> lines = byProbe.entrySet().stream()
                .map(e -> line(page, e.getKey(), e.getValue(), begin, origins))
                .toList();
        List<Reading> believable = new ArrayList<>();
        rain.forEach(reading -> (reading.flags().isEmpty() ? believable : flagged).add(reading));
        return new Chart(
                page.lang(),
                page.format().zone().getId(),
                lines.isEmpty() ? message(page, flagged) : null,
                times,
                lines,
                forecast == null ? null : line(page, forecast, begin),
                rain(page, believable, begin, origins),
                flagged(page, flagged, begin),
                Map.of("time", page.t("Lúc", "At")));
    }

    private static String message(Page page, List<Reading> flagged) {
        return flagged.isEmpty()
                ? page.t("Chưa có số đo độ ẩm đất trong 7 ngày qua.", "No soil moisture in 7 days.")
                : page.t(
                        "Mọi số đo độ ẩm đất 7 ngày qua đều đáng ngờ: không vẽ thành đường.",
                        "All soil moisture of 7 days is doubtful: no line is drawn through it.");
    }

    private static @Nullable Line flagged(Page page, List<Reading> readings, Instant begin) {
        List<@Nullable Double> values = emptyHours();
        for (Reading reading : readings) {
            int hour = hour(reading.measured(), begin);
            if (hour >= 0 && hour < HOURS) {
                values.set(hour, 1.0);
            }
        }
        return values.stream().allMatch(Objects::isNull)
                ? null
                : new Line(page.t("✕ Số đo đáng ngờ, không dùng", "✕ Doubtful, not used"), "flag", null, values, true);
    }

    private static Line line(Page page, PropertyKey key, List<Reading> readings, Instant begin, Origins origins) {
        boolean ownScale = key.property() == ObservedProperty.SOIL_MOISTURE_PERCENT;
        double[] sum = new double[HOURS];
        int[] count = new int[HOURS];
        for (Reading reading : readings) {
            int hour = hour(reading.measured(), begin);
            if (hour >= 0 && hour < HOURS) {
                sum[hour] += ownScale ? reading.value() : reading.value() * 100;
                count[hour]++;
            }
        }
        List<@Nullable Double> values = new ArrayList<>();
        int filled = 0;
        for (int i = 0; i < HOURS; i++) {
            values.add(count[i] == 0 ? null : round(sum[i] / count[i]));
            filled += count[i] == 0 ? 0 : 1;
        }
        String label = key.depthCm() == null ? page.t("Đất", "Soil") : key.depthCm() + " cm";
        return new Line(
                marked(ownScale ? label + page.t(" (thang đầu đo)", " (own scale)") : label, page, readings, origins),
                "%",
                key.depthCm(),
                values,
                filled < PAST_HOURS / 3);
    }

    private static Line line(Page page, MoistureForecast forecast, Instant begin) {
        List<@Nullable Double> values = emptyHours();
        for (MoistureForecast.Point point : forecast.points()) {
            int hour = hour(point.time(), begin);
            if (hour >= 0 && hour < HOURS) {
                values.set(hour, round(point.soilMoisture() * 100));
            }
        }
        return new Line(
                page.t("Dự báo ", "Forecast ") + forecast.depthCm() + " cm", "%", forecast.depthCm(), values, false);
    }

    private static Line rain(Page page, List<Reading> readings, Instant begin, Origins origins) {
        List<@Nullable Double> values = emptyHours();
        for (Reading reading : readings) {
            int hour = hour(reading.measured(), begin);
            if (hour >= 0 && hour < HOURS) {
                int middle = Math.min(HOURS - 1, hour / RAIN_HOURS * RAIN_HOURS + RAIN_HOURS / 2);
                Double before = values.get(middle);
                values.set(middle, round((before == null ? 0 : before) + reading.value()));
            }
        }
        String label = page.t("Mưa (mm/6 giờ)", "Rain (mm/6 h)");
        return new Line(marked(label, page, readings, origins), "mm", null, values, false);
    }

    private static String marked(String label, Page page, List<Reading> readings, Origins origins) {
        Text origin = origins.of(readings.stream().map(Reading::device).toList());
        return origin == null ? label : label + " – " + page.t(origin);
    }

    private static List<@Nullable Double> emptyHours() {
        List<@Nullable Double> values = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            values.add(null);
        }
        return values;
    }

    private static int hour(Instant time, Instant begin) {
        return (int) Math.floorDiv(Duration.between(begin, time).toSeconds(), 3600L);
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
