package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.agronomy.weather.RadiationUnit;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/**
 * Weather at a plot as far as it was measured.
 *
 * @param rain the gauge
 * @param temperature air temperature, °C
 * @param humidity relative humidity, %
 * @param solar solar radiation, W/m²
 * @param wind wind speed, m/s
 * @param doubtedLight of radiation that was measured and left out, because no weather is so dark for so long, the share of clear sky
 *     of its brightest day; null when none was left out
 */
public record Weather(
        Rain rain,
        Optional<Series> temperature,
        Optional<Series> humidity,
        Optional<Series> solar,
        Optional<Series> wind,
        @Nullable Double doubtedLight) {

    /** A day counts when it was measured for this share: 18 of 24 hours. */
    static final double LEAST_COVERED = 0.75;

    /** The same for radiation, whose few hours of noon are most of the day: 22 of 24 hours. */
    static final double LEAST_COVERED_SOLAR = 22.0 / 24;

    /** Height of a farm station's mast; devices do not say theirs. A default, FAO-56's standard height, m. */
    static final double WIND_HEIGHT_M = 2;

    /** W/m² over a day to MJ/m²/day. */
    private static final double MJ_PER_DAY = 0.0864;

    public static Weather none() {
        return new Weather(Rain.none(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), null);
    }

    /** The same without its radiation where that cannot be in W/m²; see {@link RadiationUnit}. */
    Weather believed(Place place, ZoneId zone) {
        if (solar.isEmpty() || solar.get().values().isEmpty()) {
            return this;
        }
        NavigableMap<Instant, Double> values = solar.get().values();
        LocalDate last = LocalDate.ofInstant(values.lastKey(), zone);
        double brightest = 0;
        int days = 0;
        for (LocalDate date = LocalDate.ofInstant(values.firstKey(), zone);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            double clear = SolarRadiation.clearSky(
                    SolarGeometry.dailyRadiation(place, date.getDayOfYear()), place.elevationM());
            Double measured = day(date, zone).solarMjPerM2();
            if (measured != null && clear > 0) {
                days++;
                brightest = Math.max(brightest, measured / clear);
            }
        }
        return days == 0 || RadiationUnit.judge(brightest, days) != RadiationUnit.IMPOSSIBLE
                ? this
                : new Weather(rain, temperature, humidity, Optional.empty(), wind, brightest);
    }

    /** What is known of one local day; whatever was not measured for long enough stays unknown. */
    public DailyWeather day(LocalDate date, ZoneId zone) {
        Instant from = date.atStartOfDay(zone).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
        DailyWeather day = DailyWeather.of(date);
        Optional<DoubleSummaryStatistics> t = summary(temperature, from, to, LEAST_COVERED);
        if (t.isPresent()) {
            day = day.withTemperature(t.get().getMin(), t.get().getMax());
        }
        Optional<DoubleSummaryStatistics> rh = summary(humidity, from, to, LEAST_COVERED);
        if (rh.isPresent()) {
            day = day.withHumidity(rh.get().getMin(), rh.get().getMax())
                    .withMeanHumidity(rh.get().getAverage());
        }
        Optional<DoubleSummaryStatistics> sun = summary(solar, from, to, LEAST_COVERED_SOLAR);
        if (sun.isPresent()) {
            day = day.withSolar(Math.min(50, sun.get().getAverage() * MJ_PER_DAY));
        }
        Optional<DoubleSummaryStatistics> w = summary(wind, from, to, LEAST_COVERED);
        if (w.isPresent()) {
            day = day.withWind(w.get().getAverage(), WIND_HEIGHT_M);
        }
        var mm = rain.sum(from, to);
        return mm.isPresent() ? day.withRain(mm.getAsDouble()) : day;
    }

    /** The earliest time anything of the weather was measured. */
    Optional<Instant> findFirst() {
        NavigableMap<Instant, Double> firsts = new TreeMap<>();
        for (Optional<Series> series : List.of(temperature, humidity, solar, wind)) {
            series.filter(s -> !s.values().isEmpty())
                    .ifPresent(s -> firsts.put(s.values().firstKey(), 0.0));
        }
        if (rain.isMeasured()) {
            firsts.put(rain.falls().firstKey(), 0.0);
        }
        return firsts.isEmpty() ? Optional.empty() : Optional.of(firsts.firstKey());
    }

    private static Optional<DoubleSummaryStatistics> summary(
            Optional<Series> series, Instant from, Instant to, double leastCovered) {
        return series.filter(s -> s.covered(from, to).toMillis()
                        >= leastCovered * Duration.between(from, to).toMillis())
                .map(s -> s.within(from, to).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .summaryStatistics());
    }
}
