package vn.nuong.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** A field made up for tests: hourly readings of the sample site's first plot, three weeks up to {@link #NOW}. */
public final class Field {

    /** A Sunday noon in Taichung, whose day is UTC+8. */
    public static final Instant NOW = Instant.parse("2026-03-22T04:00:00Z");

    public static final Duration HISTORY = Duration.ofDays(21);
    public static final String DEVICE = "wufeng-2022";

    private final Map<String, Reading> readings = new LinkedHashMap<>();

    /** The plot: loam, 1080 m² (3 sào), a pump of 6 m³/h, probes not calibrated. */
    public static Plot plot() {
        return SiteConfig.sampleSite().findPlot("plot-1").orElseThrow();
    }

    /** Weather of a dry spring, and probes at 20, 30 and 50 cm that all see about this moisture, m³/m³. */
    public static Field withMoisture(double moisture) {
        return new Field()
                .hourly("soil_moisture_20cm", t -> moisture + wiggle(t))
                .hourly("soil_moisture_30cm", t -> moisture + wiggle(t))
                .hourly("soil_moisture_50cm", t -> moisture + wiggle(t))
                .withWeather();
    }

    public Field withWeather() {
        return hourly("rain", t -> 0)
                .hourly("air_temperature", t -> 22 + 6 * day(t))
                .hourly("relative_humidity", t -> 75 - 15 * day(t))
                .hourly("solar_radiation", t -> Math.max(0, 700 * day(t)))
                .hourly("wind_speed", t -> 2);
    }

    public Field hourly(String key, ToDoubleFunction<Instant> value) {
        return hourly(key, NOW.minus(HISTORY), NOW, value);
    }

    public Field hourly(String key, Instant from, Instant to, ToDoubleFunction<Instant> value) {
        for (Instant t = from; !t.isAfter(to); t = t.plus(Duration.ofHours(1))) {
            with(key, t, value.applyAsDouble(t));
        }
        return this;
    }

    /** A reading; the same measured at the same time before is replaced. */
    public Field with(String key, Instant measured, double value) {
        PropertyKey parsed = PropertyKey.parse(key);
        Set<Flag> flags = parsed.property().isPlausible(value) ? Set.of() : Set.of(Flag.RANGE);
        readings.put(key + measured, new Reading("pilot", DEVICE, parsed, value, measured, measured).withFlags(flags));
        return this;
    }

    /** The same, caught by quality tests. */
    public Field caught(String key, Instant measured, double value, Flag... flags) {
        readings.put(
                key + measured,
                new Reading("pilot", DEVICE, PropertyKey.parse(key), value, measured, measured)
                        .withFlags(Set.of(flags)));
        return this;
    }

    /** All probes read this over the last hours. */
    public Field lastHours(int hours, double moisture) {
        for (int depth : List.of(20, 30, 50)) {
            hourly(
                    "soil_moisture_" + depth + "cm",
                    NOW.minus(Duration.ofHours(hours - 1)),
                    NOW,
                    t -> moisture + wiggle(t));
        }
        return this;
    }

    public Field without(Predicate<Reading> lost) {
        readings.values().removeIf(lost);
        return this;
    }

    public List<Reading> readings() {
        return List.copyOf(readings.values());
    }

    public PlotHistory history() {
        return history(NOW);
    }

    public PlotHistory history(Instant now) {
        return history(now, List.of());
    }

    public PlotHistory history(Instant now, List<DiaryEntry> diary) {
        return HistoryMaker.make(plot(), AdviceMaker.soil(plot()), readings(), Optional.of(diary), Map.of(), now);
    }

    public Advice advice() {
        return advice(history());
    }

    public static Advice advice(PlotHistory history) {
        return AdviceMaker.make("pilot", plot(), history, Outlook.none(), Optional.empty(), history.now(), true);
    }

    /** An outlook of one member: so much rain in each of the next two days. */
    public static Outlook rainAhead(double firstDayMm, double secondDayMm) {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        return new Outlook(
                "made up",
                List.of(new Member(
                        "1",
                        List.of(
                                new Member.Step(NOW, tomorrow, firstDayMm, null, null, null, null, null),
                                new Member.Step(
                                        tomorrow,
                                        tomorrow.plus(Duration.ofDays(1)),
                                        secondDayMm,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null)))));
    }

    /** A probe never stands quite still: at most ±0.001 m³/m³. */
    public static double wiggle(Instant t) {
        return 0.001 * Math.sin(t.getEpochSecond() / 9000.0);
    }

    /** −1 at local midnight, 1 at local noon. */
    private static double day(Instant t) {
        double hour = (t.getEpochSecond() / 3600.0 + 8) % 24;
        return -Math.cos(hour / 24 * 2 * Math.PI);
    }
}
