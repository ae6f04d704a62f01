package vn.nuong.analytics.advice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoResult;
import vn.nuong.analytics.agronomy.eto.ReferenceEvapotranspiration;
import vn.nuong.analytics.agronomy.soil.ProbeFieldCapacity;
import vn.nuong.analytics.agronomy.water.BalanceSettings;
import vn.nuong.analytics.agronomy.water.Crop;
import vn.nuong.analytics.agronomy.water.CropCoefficient;
import vn.nuong.analytics.agronomy.water.DailyStep;
import vn.nuong.analytics.agronomy.water.DayInput;
import vn.nuong.analytics.agronomy.water.DayState;
import vn.nuong.analytics.agronomy.water.DepletionObservation;
import vn.nuong.analytics.agronomy.water.ProbeReading;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.analytics.agronomy.water.WaterBalance;
import vn.nuong.analytics.agronomy.water.WaterStress;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * Follows a plot's root zone through its history: FAO-56's daily balance, at each day's end corrected by the probes, then
 * the part of today that is over, corrected by what the probes see now.
 */
final class RootZoneModel {

    /** Days whose evapotranspiration stands for today's. */
    private static final int USUAL_DAYS = 7;

    /** Days of weather from which the crop coefficient is brought to the climate. */
    private static final int CLIMATE_DAYS = 30;

    /** Fewest days for it. */
    private static final int CLIMATE_DAYS_LEAST = 5;

    /** A probe may read field capacity so far from the soil's, m³/m³; beyond that its scale is not this soil's. */
    private static final double LIKELY_FIELD_CAPACITY = 0.10;

    /** The crop drinks by day: from 6 to 18 o'clock in equal parts. */
    private static final double SUNRISE_HOUR = 6;

    private static final double DAYLIGHT_HOURS = 12;

    private final Plot plot;
    private final RootZone zone;
    private final Crop crop;
    private final PlotHistory history;
    private final BalanceSettings settings = BalanceSettings.defaults();
    private final List<Day> days = new ArrayList<>();
    private final Map<Integer, ProbeFieldCapacity> fieldCapacities;

    private double depletion;
    private double variance;
    private boolean carries;

    private record Day(
            DailyWeather weather,
            @Nullable EtoResult eto,
            @Nullable DayState state) {
        Day with(DayState state) {
            return new Day(weather, eto, state);
        }
    }

    private RootZoneModel(Plot plot, SoilWater soil, Crop crop, PlotHistory history) {
        this.plot = plot;
        this.crop = crop;
        this.zone = RootZone.of(soil, crop);
        this.history = history;
        this.fieldCapacities = plot.soil().fieldCapacity() == null ? fieldCapacities(soil, history) : Map.of();
        WaterBalance.Start start = WaterBalance.Start.unknown(zone);
        this.depletion = start.depletionMm();
        this.variance = start.variance();
    }

    /** Of the probes that read one which this soil may have. */
    private static Map<Integer, ProbeFieldCapacity> fieldCapacities(SoilWater soil, PlotHistory history) {
        Map<Integer, ProbeFieldCapacity> found = new TreeMap<>();
        NavigableMap<Instant, Double> water =
                new TreeMap<>(history.weather().rain().falls());
        history.waterings().forEach(w -> water.merge(w.at(), w.netMm(), Double::sum));
        history.probes()
                .forEach((depth, series) -> ProbeFieldCapacity.of(series.values(), water, history.zone())
                        .filter(fc -> Math.abs(fc.theta() - soil.fieldCapacity()) <= LIKELY_FIELD_CAPACITY)
                        .ifPresent(fc -> found.put(depth, fc)));
        return found;
    }

    static RootZoneState follow(Plot plot, SoilWater soil, Crop crop, PlotHistory history) {
        return new RootZoneModel(plot, soil, crop, history).run();
    }

    private RootZoneState run() {
        Place place = new Place(plot.place().latitude(), plot.place().elevationM());
        LocalDate first = history.findFirstDay().orElse(history.today());
        for (LocalDate date = first; date.isBefore(history.today()); date = date.plusDays(1)) {
            DailyWeather weather = history.weather().day(date, history.zone());
            days.add(new Day(
                    weather, ReferenceEvapotranspiration.daily(place, weather).orElse(null), null));
        }
        double kc = cropCoefficient();
        for (int i = 0; i < days.size(); i++) {
            days.set(i, days.get(i).with(pastDay(kc, days.get(i))));
        }
        return today(kc);
    }

    private DayState pastDay(double kc, Day day) {
        LocalDate date = day.weather().date();
        Instant start = date.atStartOfDay(history.zone()).toInstant();
        Instant end = date.plusDays(1).atStartOfDay(history.zone()).toInstant();
        DayInput input = new DayInput(
                date,
                day.eto() == null ? null : Math.min(20, day.eto().mm()),
                day.weather().rainMm(),
                Math.min(500, history.wateredMm(start, end)),
                null);
        DayState state = WaterBalance.run(
                        zone, kc, new WaterBalance.Start(depletion, variance), List.of(input), settings)
                .get(0);
        depletion = state.endDepletionMm();
        variance = state.endVariance();
        carries = carries && state.known();
        observe(history.moistureAt(end, PlotHistory.FRESH), end);
        return state;
    }

    private RootZoneState today(double kc) {
        List<Day> usual =
                days.stream().skip(Math.max(0, days.size() - USUAL_DAYS)).toList();
        List<Day> withEto = usual.stream().filter(d -> d.eto() != null).toList();
        OptionalDouble mean = withEto.stream()
                .mapToDouble(d -> d.eto() == null ? 0 : d.eto().mm())
                .average();
        Double eto = mean.isPresent() ? Math.min(20, mean.getAsDouble()) : null;
        Double etc = eto == null ? null : kc * eto;

        OptionalDouble rain = history.rainMm(history.startOfToday(), history.now());
        double watered = Math.min(500, history.wateredMm(history.startOfToday(), history.now()));
        double fallen = Math.min(2000, rain.orElse(0));
        double effective = eto != null && fallen < settings.ignoredRainShare() * eto ? 0 : fallen; // FAO-56 p. 171
        double fraction =
                etc == null ? zone.depletionFraction() : WaterStress.depletionFraction(zone.depletionFraction(), etc);
        double taw = zone.totalAvailableMm();
        DailyStep step =
                DailyStep.of(depletion, effective + watered, etc == null ? 0 : etc * shareOfToday(), taw, fraction);
        depletion = step.depletionEndMm();
        carries = carries && rain.isPresent() && etc != null;
        variance += square(settings.knownDaySigmaMm()) + square(settings.waterErrorShare() * step.waterMm());
        variance += rain.isPresent() ? 0 : square(settings.missingRainSigmaMm());
        variance = Math.min(variance, taw * taw / 12);

        double balance = depletion;
        boolean carried = carries;
        NavigableMap<Integer, Double> moisture = history.moistureAt(history.now(), PlotHistory.FRESH);
        Optional<DepletionObservation> seen = observe(moisture, history.now());
        Double percolation = percolation(rain, step);
        return new RootZoneState(
                depletion,
                Math.sqrt(variance),
                taw,
                WaterStress.readilyAvailableMm(taw, fraction),
                kc,
                eto,
                etc,
                moisture,
                seen.map(DepletionObservation::depletionMm).orElse(null),
                balance,
                carried,
                (int) usual.stream()
                        .filter(d -> d.state() != null && d.state().known())
                        .count(),
                withEto.stream()
                        .anyMatch(d -> d.eto() != null && !d.eto().estimated().isEmpty()),
                fieldCapacities,
                percolation);
    }

    /** Corrects the balance by what probes see, and says what that was. */
    private Optional<DepletionObservation> observe(NavigableMap<Integer, Double> moisture, Instant at) {
        List<ProbeReading> readings = moisture.entrySet().stream()
                .map(e -> new ProbeReading(e.getKey() / 100.0, e.getValue(), ownFieldCapacity(e.getKey())))
                .toList();
        OptionalDouble seen = zone.depletionFromProbes(readings);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        double sigmaTheta = plot.soil().calibrated()
                ? DepletionObservation.CALIBRATED_SIGMA_THETA
                : DepletionObservation.UNCALIBRATED_SIGMA_THETA;
        DepletionObservation observation =
                DepletionObservation.ofProbes(seen.getAsDouble(), zone.rootDepthM(), sigmaTheta);
        Instant dayBefore = at.minus(Duration.ofDays(1));
        double recentWater = history.rainMm(dayBefore, at).orElse(0) + history.wateredMm(dayBefore, at);
        ProbeCorrection corrected =
                ProbeCorrection.of(depletion, variance, observation, recentWater, zone.totalAvailableMm());
        depletion = corrected.depletionMm();
        variance = corrected.variance();
        carries = true;
        return Optional.of(observation);
    }

    private @Nullable Double ownFieldCapacity(int depthCm) {
        ProbeFieldCapacity own = fieldCapacities.get(depthCm);
        return own == null ? null : own.theta();
    }

    private @Nullable Double percolation(OptionalDouble rainToday, DailyStep today) {
        DayState yesterday = days.isEmpty() ? null : days.get(days.size() - 1).state();
        if (rainToday.isEmpty() || yesterday == null || yesterday.rainMm() == null) {
            return null;
        }
        return yesterday.deepPercolationMm() + today.deepPercolationMm();
    }

    /** Kc of the mid-season, brought to the climate where wind and humidity are measured. */
    private double cropCoefficient() {
        List<Day> climate = days.stream()
                .skip(Math.max(0, days.size() - CLIMATE_DAYS))
                .filter(d -> d.eto() != null
                        && d.weather().windMs() != null
                        && d.weather().rhMinPercent() != null)
                .toList();
        if (climate.size() < CLIMATE_DAYS_LEAST) {
            return crop.kcMid();
        }
        double u2 = climate.stream()
                .mapToDouble(d -> d.eto() == null ? 0 : d.eto().u2())
                .average()
                .orElseThrow();
        double rhMin = climate.stream()
                .mapToDouble(d ->
                        d.weather().rhMinPercent() == null ? 0 : d.weather().rhMinPercent())
                .average()
                .orElseThrow();
        return CropCoefficient.climateAdjusted(crop.kcMid(), u2, rhMin, crop.heightM());
    }

    private double shareOfToday() {
        ZonedDateTime local = history.now().atZone(history.zone());
        double hour = local.getHour() + local.getMinute() / 60.0;
        return Limits.clamp((hour - SUNRISE_HOUR) / DAYLIGHT_HOURS, 0, 1);
    }

    private static double square(double x) {
        return x * x;
    }
}
