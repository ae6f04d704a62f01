package vn.nuong.analytics.advice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoResult;
import vn.nuong.analytics.agronomy.eto.ReferenceEvapotranspiration;
import vn.nuong.analytics.agronomy.soil.ProbeFieldCapacity;
import vn.nuong.analytics.agronomy.soil.RetentionCurve;
import vn.nuong.analytics.agronomy.water.BalanceSettings;
import vn.nuong.analytics.agronomy.water.Crop;
import vn.nuong.analytics.agronomy.water.CropCoefficient;
import vn.nuong.analytics.agronomy.water.DepletionObservation;
import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.agronomy.water.ProbeReading;
import vn.nuong.analytics.agronomy.water.RootZone;
import vn.nuong.analytics.agronomy.water.WaterStress;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.TensionCurve;
import vn.nuong.analytics.history.TensionProbe;
import vn.nuong.analytics.history.Watering;
import vn.nuong.telemetry.advice.LedgerDay;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/**
 * Follows a plot's root zone through its history: FAO-56's daily balance, at each day's end reconciled with the probes, then
 * the part of today that is over, reconciled with what the probes see now ({@link Reconciler}).
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

    /** σθ of what is new with each reading of a probe, m³/m³; the rest of its error stays. This project's choice. */
    private static final double NOISE_THETA = 0.005;

    private static final double MOST_ETO_MM = 20;
    private static final double MOST_RAIN_MM = 2000;
    private static final double MOST_IRRIGATION_MM = 500;

    private final Plot plot;
    private final RootZone zone;
    private final Crop crop;
    private final PlotHistory history;
    private final BalanceSettings settings = BalanceSettings.defaults();
    private final List<Day> days = new ArrayList<>();
    private final Map<Integer, ProbeFieldCapacity> fieldCapacities;
    private final Reconciler reconciler;

    private boolean carries;

    private record Day(DailyWeather weather, @Nullable EtoResult eto) {
        boolean known() {
            return eto != null && weather.rainMm() != null;
        }

        @Nullable
        Double etoMm() {
            return eto == null ? null : Math.min(MOST_ETO_MM, eto.mm());
        }
    }

    private RootZoneModel(Plot plot, SoilWater soil, Crop crop, PlotHistory history) {
        this.plot = plot;
        this.crop = crop;
        this.zone = RootZone.of(soil, crop);
        this.history = history;
        this.fieldCapacities = fieldCapacities(plot, soil, history);
        this.reconciler = new Reconciler(
                zone.totalAvailableMm(), settings, errors(), PlotSoil.of(plot).runoff());
    }

    /** What one reading of the probes may be wrong by, and what all of them. */
    private Reconciler.ProbeErrors errors() {
        double sigma = plot.soil().calibrated()
                ? DepletionObservation.CALIBRATED_SIGMA_THETA
                : DepletionObservation.UNCALIBRATED_SIGMA_THETA;
        double fieldCapacity = PlotSoil.of(plot).fieldCapacitySigma();
        long byTension =
                history.tensions().values().stream().filter(TensionProbe::used).count();
        if (byTension > 0) {
            double tension = history.tensionCurve().sigmaTheta(RetentionCurve.FIELD_CAPACITY_KPA);
            if (byTension == history.probes().size()) {
                // Field capacity and moisture come off the same curve: what is in doubt is that 33 kPa is field
                // capacity.
                sigma = Math.max(NOISE_THETA, tension);
                fieldCapacity = Math.min(fieldCapacity, PlotSoil.CURVE_SIGMA);
            } else {
                sigma = Math.max(sigma, tension);
            }
        }
        double level = square(sigma) - square(NOISE_THETA) + square(fieldCapacity);
        if (!fieldCapacities.isEmpty()
                && fieldCapacities.keySet().containsAll(history.probes().keySet())) {
            // Its own field capacity cancels a probe's additive error; the error of its scale is left.
            double own = fieldCapacities.values().stream()
                    .mapToDouble(ProbeFieldCapacity::sigma)
                    .max()
                    .orElseThrow();
            level = square(DepletionObservation.CALIBRATED_SIGMA_THETA) + square(own);
        }
        double depth = square(1000 * zone.rootDepthM());
        return new Reconciler.ProbeErrors(depth * square(NOISE_THETA), depth * level, depth * square(sigma));
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

    /** Field capacity of the probe at a depth in cm, m³/m³: its own where it has shown one. */
    static double fieldCapacity(RootZoneState water, RootZone zone, int depthCm) {
        ProbeFieldCapacity own = water.fieldCapacities().get(depthCm);
        return own == null ? zone.soil().fieldCapacity() : own.theta();
    }

    /** Field capacities that the plot's probes read themselves, m³/m³ by depth in cm; none where the plot tells its own. */
    static Map<Integer, ProbeFieldCapacity> fieldCapacities(Plot plot, SoilWater soil, PlotHistory history) {
        return plot.soil().fieldCapacity() == null ? fieldCapacities(soil, history) : Map.of();
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
                    weather, ReferenceEvapotranspiration.daily(place, weather).orElse(null)));
        }
        double kc = cropCoefficient();
        double percolation = 0;
        for (Day day : days) {
            percolation = pastDay(kc, day);
        }
        return today(kc, percolation);
    }

    private double pastDay(double kc, Day day) {
        LocalDate date = day.weather().date();
        Instant start = date.atStartOfDay(history.zone()).toInstant();
        Instant end = date.plusDays(1).atStartOfDay(history.zone()).toInstant();
        Double eto = day.etoMm();
        carries = carries && day.known();
        return follow(date, start, end, day.weather().rainMm(), eto, eto == null ? null : kc * eto, 1, true);
    }

    private RootZoneState today(double kc, double percolationYesterday) {
        List<Day> usual =
                days.stream().skip(Math.max(0, days.size() - USUAL_DAYS)).toList();
        List<Day> withEto = usual.stream().filter(d -> d.eto() != null).toList();
        OptionalDouble mean = withEto.stream()
                .mapToDouble(d -> d.eto() == null ? 0 : d.eto().mm())
                .average();
        Double eto = mean.isPresent() ? Math.min(MOST_ETO_MM, mean.getAsDouble()) : null;
        Double etc = eto == null ? null : kc * eto;
        OptionalDouble rain = history.rainMm(history.startOfToday(), history.now());
        carries = carries && rain.isPresent() && etc != null;
        boolean carried = carries;
        NavigableMap<Integer, Double> moisture = history.moistureAt(history.now(), PlotHistory.FRESH);
        double percolationToday = follow(
                history.today(),
                history.startOfToday(),
                history.now(),
                rain.isPresent() ? rain.getAsDouble() : null,
                eto,
                etc,
                shareOfToday(),
                false);
        double taw = zone.totalAvailableMm();
        boolean rainYesterday =
                !days.isEmpty() && days.get(days.size() - 1).weather().rainMm() != null;
        return new RootZoneState(
                reconciler.depletionMm(),
                reconciler.sigmaMm(),
                taw,
                WaterStress.readilyAvailableMm(taw, fraction(etc)),
                kc,
                eto,
                etc,
                moisture,
                seen(
                        moisture,
                        history.tensionAt(history.now(), PlotHistory.FRESH).keySet()),
                reconciler.modelMm(),
                carried,
                (int) usual.stream().filter(Day::known).count(),
                withEto.stream()
                        .anyMatch(d -> d.eto() != null && !d.eto().estimated().isEmpty()),
                fieldCapacities,
                reconciler.biasMm(),
                reconciler.biasSigmaMm(),
                reconciler.alone().orElse(null),
                reconciler.apartMm(),
                reconciler.onScaleMm(),
                reconciler.isRefused(),
                reconciler.shiftedOn(),
                reconciler.disagreementMm(),
                reconciler.ledger(),
                rain.isEmpty() || !rainYesterday ? null : percolationYesterday + percolationToday);
    }

    /** Follows a day, or the part of today that is over; gives its deep percolation, mm. */
    private double follow(
            LocalDate date,
            Instant from,
            Instant to,
            @Nullable Double rainMm,
            @Nullable Double etoMm,
            @Nullable Double etcMm,
            double daylight,
            boolean whole) {
        Double rain = rainMm == null ? null : Math.min(MOST_RAIN_MM, rainMm);
        boolean onLeaves = rain != null && etoMm != null && rain < settings.ignoredRainShare() * etoMm; // FAO-56 p. 171
        Reconciler.Observed seen = observed(to);
        double percolation = reconciler.follow(
                new Reconciler.Flow(
                        date,
                        whole,
                        Duration.between(from, to).toMinutes() / (24.0 * 60),
                        rain,
                        rain == null || onLeaves ? 0 : rain,
                        irrigations(from, to),
                        Math.min(MOST_IRRIGATION_MM, history.wateredMm(from, to)),
                        etcMm == null ? null : daylight * etcMm,
                        fraction(etcMm)),
                seen);
        carries |= seen != null;
        return percolation;
    }

    private List<LedgerDay.Irrigation> irrigations(Instant from, Instant to) {
        Map<Watering.Source, List<Watering>> bySource = history.waterings().stream()
                .filter(w -> w.at().isAfter(from) && !w.at().isAfter(to))
                .collect(Collectors.groupingBy(Watering::source, TreeMap::new, Collectors.toList()));
        return bySource.entrySet().stream()
                .map(e -> new LedgerDay.Irrigation(
                        e.getKey().name().toLowerCase(Locale.ROOT),
                        e.getValue().stream().mapToDouble(Watering::volumeM3).sum(),
                        e.getValue().stream().mapToDouble(Watering::netMm).sum()))
                .toList();
    }

    private double fraction(@Nullable Double etcMm) {
        return etcMm == null
                ? zone.depletionFraction()
                : WaterStress.depletionFraction(zone.depletionFraction(), etcMm);
    }

    /**
     * Depletion that probes see, mm; null when none within the roots does. What a tension probe sees beyond field capacity counts as field
     * capacity: water that drains, on the curve's steepest part, would make a large error of a small one. So does soil in which water
     * stands: nothing is missing there, however much it holds.
     *
     * @param byTension depths at which moisture was derived from tension, cm
     */
    private @Nullable Double seen(NavigableMap<Integer, Double> moisture, Set<Integer> byTension) {
        List<ProbeReading> readings = moisture.entrySet().stream()
                .map(e -> new ProbeReading(
                        e.getKey() / 100.0,
                        byTension.contains(e.getKey()) || isUndrained(e.getKey(), e.getValue())
                                ? Math.min(fieldCapacity(e.getKey()), e.getValue())
                                : e.getValue(),
                        ownFieldCapacity(e.getKey())))
                .toList();
        OptionalDouble seen = zone.depletionFromProbes(readings);
        return seen.isPresent() ? seen.getAsDouble() : null;
    }

    /** {@link #seen} at a time, with what tension probes within the roots make of its error and whether they are at their limit. */
    private Reconciler.@Nullable Observed observed(Instant time) {
        NavigableMap<Integer, Double> moisture = history.moistureAt(time, PlotHistory.FRESH);
        Double mm = seen(moisture, history.tensionAt(time, PlotHistory.FRESH).keySet());
        if (mm == null) {
            return null;
        }
        TensionCurve curve = history.tensionCurve();
        double reference = square(curve.sigmaTheta(RetentionCurve.FIELD_CAPACITY_KPA));
        double excess = 0;
        boolean atLeast = false;
        for (Map.Entry<Integer, Double> tension :
                history.tensionAt(time, PlotHistory.FRESH).entrySet()) {
            if (tension.getKey() / 100.0 <= zone.rootDepthM()) {
                double capacity = curve.kpa(fieldCapacity(tension.getKey()));
                double kpa = Math.max(capacity, tension.getValue());
                excess = Math.max(excess, square(curve.sigmaTheta(kpa)) - reference);
                atLeast |= curve.isAtLimit(kpa);
            }
        }
        return new Reconciler.Observed(mm, square(1000 * zone.rootDepthM()) * excess, atLeast, undrained(moisture));
    }

    private Reconciler.Undrained undrained(NavigableMap<Integer, Double> moisture) {
        List<Boolean> undrained = moisture.entrySet().stream()
                .filter(e -> e.getKey() / 100.0 <= zone.rootDepthM())
                .map(e -> isUndrained(e.getKey(), e.getValue()))
                .toList();
        return !undrained.contains(true)
                ? Reconciler.Undrained.NOWHERE
                : undrained.contains(false) ? Reconciler.Undrained.SOMEWHERE : Reconciler.Undrained.EVERYWHERE;
    }

    /** Too wet as {@link DrainageRule} has it: short of air, and wetter than field capacity. */
    private boolean isUndrained(int depthCm, double theta) {
        return theta > fieldCapacity(depthCm)
                && zone.soil().saturation() - theta
                        < DrainageRule.Settings.defaults().leastAir();
    }

    private double fieldCapacity(int depthCm) {
        Double own = ownFieldCapacity(depthCm);
        return own == null ? zone.soil().fieldCapacity() : own;
    }

    private @Nullable Double ownFieldCapacity(int depthCm) {
        ProbeFieldCapacity own = fieldCapacities.get(depthCm);
        return own == null ? null : own.theta();
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
