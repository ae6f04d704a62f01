package vn.nuong.analytics.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Quality;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;

/** Makes a {@link PlotHistory} from readings and diary. Only readings of good quality, measured up to now, are used. */
public final class HistoryMaker {

    private static final Set<ObservedProperty> NUTRIENTS = EnumSet.of(
            ObservedProperty.SOIL_NITROGEN, ObservedProperty.SOIL_PHOSPHORUS, ObservedProperty.SOIL_POTASSIUM);

    private static final Set<ObservedProperty> PROBES =
            EnumSet.of(ObservedProperty.SOIL_MOISTURE, ObservedProperty.SOIL_WATER_TENSION);

    /** Of two devices that measure the same thing, the one with more readings in this time before now is used. */
    private static final Duration RECENT = Duration.ofDays(2);

    /** As little rain is none, mm. */
    private static final double NO_WATER_MM = 1;

    private HistoryMaker() {}

    /**
     * @param plot the plot
     * @param soil how its soil holds water
     * @param readings readings of its devices, any order, any time; those of other devices are left out
     * @param diary the plot's diary; empty when it could not be read, which is not the same as an empty diary
     * @param abouts what its devices say of themselves, by device
     * @param now the time to stand at: whatever was measured later is left out
     */
    public static PlotHistory make(
            Plot plot,
            SoilWater soil,
            List<Reading> readings,
            Optional<List<DiaryEntry>> diary,
            Map<String, DeviceAbout> abouts,
            Instant now) {
        return ofCalibrated(
                plot, soil, readings.stream().map(r -> calibrated(plot, r)).toList(), diary, abouts, now);
    }

    /** A reading as its calibration in this soil has it; beyond what soil moisture can be, it is flagged. */
    private static Reading calibrated(Plot plot, Reading reading) {
        for (Plot.Calibration calibration : plot.calibrations()) {
            Integer depth = reading.key().depthCm();
            if (depth != null
                    && calibration.property().equals(reading.key())
                    && (calibration.device() == null || calibration.device().equals(reading.device()))) {
                double theta = calibration.offset() + calibration.scale() * reading.value();
                Set<Flag> flags = new HashSet<>(reading.flags());
                if (!ObservedProperty.SOIL_MOISTURE.isPlausible(theta)) {
                    flags.add(Flag.RANGE);
                }
                return new Reading(
                        reading.site(),
                        reading.device(),
                        PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depth),
                        theta,
                        reading.measured(),
                        reading.received(),
                        reading.timeSource(),
                        flags);
            }
        }
        return reading;
    }

    private static PlotHistory ofCalibrated(
            Plot plot,
            SoilWater soil,
            List<Reading> readings,
            Optional<List<DiaryEntry>> diary,
            Map<String, DeviceAbout> abouts,
            Instant now) {
        ZoneId zone = plot.place().timeZone();
        List<Series> all = series(plot, readings, now);
        List<DiaryEntry> lines = diary.orElse(List.of());

        Rain rain = rain(all, now);
        Waterings irrigation = new Waterings(plot);
        List<Watering> waterings = irrigation.of(all, lines, now);

        TensionCurve curve = TensionCurve.of(plot, soil);
        ProbeCheck check = new ProbeCheck(
                soil,
                plot.soil().saturation() != null,
                (from, to) -> rain.sum(from, to).orElse(Double.NaN) < NO_WATER_MM && irrigation.isNone(all, from, to),
                curve::isEnd,
                now);
        NavigableMap<Integer, Series> probes = new TreeMap<>();
        Map<Integer, Series> moisture = bestByDepth(all, ObservedProperty.SOIL_MOISTURE, now);
        Map<Integer, Series> tension = bestByDepth(all, ObservedProperty.SOIL_WATER_TENSION, now);
        Map<Integer, Series> used = new TreeMap<>(moisture);
        tension.forEach((depth, series) ->
                used.merge(depth, asMoisture(series, curve), (wet, derived) -> recent(wet, now) > 0 ? wet : derived));
        Map<String, Series> asRead = new HashMap<>();
        series(plot, readings.stream().filter(r -> r.key().property() == ObservedProperty.SOIL_MOISTURE), now)
                .forEach(s -> asRead.put(s.device() + " " + s.key(), s));
        series(plot, readings.stream().filter(r -> r.key().property() == ObservedProperty.SOIL_WATER_TENSION), now)
                .forEach(s -> asRead.put(s.device() + " " + s.key(), asMoisture(s, curve)));
        check.check(List.copyOf(used.values()), asRead, water(rain, waterings))
                .forEach(s -> probes.put(Objects.requireNonNull(s.key().depthCm()), s));
        NavigableMap<Integer, TensionProbe> tensions = new TreeMap<>();
        tension.forEach((depth, series) -> tensions.put(depth, tensionProbe(series, probes.get(depth))));
        List<Doubt> doubts = new ArrayList<>(caught(plot, readings, probes, now));
        check.doubts().forEach(d -> doubts.add(inItsUnit(d, tension)));
        lines.stream()
                .filter(e -> e instanceof DiaryEntry.IrrigationDone)
                .map(e -> (DiaryEntry.IrrigationDone) e)
                .filter(done -> !done.start().isAfter(now)
                        && done.start().isAfter(now.minus(RECENT))
                        && irrigation.volume(done).isEmpty())
                .forEach(done -> doubts.add(new Doubt(
                        Doubt.Kind.WATER_WITHOUT_AMOUNT,
                        "diary",
                        PropertyKey.of(ObservedProperty.WATER_VOLUME_TOTAL),
                        done.start(),
                        0)));

        Weather weather = new Weather(
                        rain,
                        best(all, ObservedProperty.AIR_TEMPERATURE, now),
                        best(all, ObservedProperty.RELATIVE_HUMIDITY, now),
                        best(all, ObservedProperty.SOLAR_RADIATION, now),
                        best(all, ObservedProperty.WIND_SPEED, now),
                        null)
                .believed(new Place(plot.place().latitude(), plot.place().elevationM()), zone);
        return new PlotHistory(
                now,
                zone,
                probes,
                tensions,
                curve,
                newest(all.stream().filter(s -> s.key().property() == ObservedProperty.SOIL_MOISTURE_PERCENT)),
                weather,
                waterings,
                traps(all, readings, zone),
                diary.isPresent() ? FarmNotes.of(lines, LocalDate.ofInstant(now, zone), zone) : FarmNotes.unknown(),
                newest(all.stream().filter(s -> NUTRIENTS.contains(s.key().property()))),
                doubts,
                all.stream().mapToInt(s -> s.values().size()).sum(),
                origins(plot, all, abouts));
    }

    private static List<Series> series(Plot plot, List<Reading> readings, Instant now) {
        return series(plot, readings.stream().filter(r -> r.quality() == Quality.GOOD), now);
    }

    /** The newest reading of each probe, where a quality test caught it and no other probe stands in at its depth. */
    private static List<Doubt> caught(
            Plot plot, List<Reading> readings, NavigableMap<Integer, Series> probes, Instant now) {
        Map<String, Reading> newest = new TreeMap<>();
        readings.stream()
                .filter(r -> PROBES.contains(r.key().property())
                        && r.key().depthCm() != null
                        && plot.devices().contains(r.device())
                        && !r.measured().isAfter(now))
                .forEach(r -> newest.merge(
                        r.device() + " " + r.key(), r, (a, b) -> b.measured().isAfter(a.measured()) ? b : a));
        return newest.values().stream()
                .filter(r -> r.quality() != Quality.GOOD)
                .filter(r -> {
                    Series used = probes.get(r.key().depthCm());
                    boolean spareTension = used != null
                            && r.key().property() == ObservedProperty.SOIL_WATER_TENSION
                            && used.key().property() == ObservedProperty.SOIL_MOISTURE;
                    return used == null || used.device().equals(r.device()) && !spareTension;
                })
                .map(r -> new Doubt(kind(r.flags()), r.device(), r.key(), r.measured(), r.value()))
                .toList();
    }

    private static Doubt.Kind kind(Set<Flag> flags) {
        if (flags.contains(Flag.RANGE) || flags.contains(Flag.SATURATION)) {
            return Doubt.Kind.OUT_OF_RANGE;
        }
        return flags.contains(Flag.STUCK) ? Doubt.Kind.STUCK : Doubt.Kind.CAUGHT;
    }

    private static List<Series> series(Plot plot, Stream<Reading> readings, Instant now) {
        Map<String, Map<PropertyKey, NavigableMap<Instant, Double>>> byDevice = new LinkedHashMap<>();
        plot.devices().forEach(d -> byDevice.put(d, new HashMap<>()));
        readings.filter(r -> !r.measured().isAfter(now)).forEach(r -> {
            Map<PropertyKey, NavigableMap<Instant, Double>> device = byDevice.get(r.device());
            if (device != null) {
                device.computeIfAbsent(r.key(), k -> new TreeMap<>()).put(r.measured(), r.value());
            }
        });
        List<Series> series = new ArrayList<>();
        byDevice.forEach((device, keys) -> keys.forEach((key, values) -> series.add(Series.of(device, key, values))));
        return series;
    }

    /** One probe for each depth; probes that do not say their depth cannot be placed in the root zone. */
    private static Map<Integer, Series> bestByDepth(List<Series> all, ObservedProperty property, Instant now) {
        Map<Integer, Series> best = new TreeMap<>();
        for (Series s : all) {
            Integer depth = s.key().depthCm();
            if (depth != null && s.key().property() == property) {
                best.merge(depth, s, (a, b) -> recent(b, now) > recent(a, now) ? b : a);
            }
        }
        return best;
    }

    /** A tension probe's readings as soil moisture, under its own key. */
    private static Series asMoisture(Series tension, TensionCurve curve) {
        NavigableMap<Instant, Double> theta = new TreeMap<>();
        tension.values().forEach((time, kpa) -> theta.put(time, curve.theta(kpa)));
        return tension.with(theta);
    }

    /** @param believed what speaks for its depth */
    private static TensionProbe tensionProbe(Series tension, @Nullable Series believed) {
        if (believed == null || !believed.key().equals(tension.key())) {
            return new TensionProbe(tension, false);
        }
        NavigableMap<Instant, Double> kept = new TreeMap<>(tension.values());
        kept.keySet().retainAll(believed.values().keySet());
        return new TensionProbe(tension.with(kept), true);
    }

    /** A doubt of a tension probe was found in its moisture; it is told in what the probe read. */
    private static Doubt inItsUnit(Doubt doubt, Map<Integer, Series> tension) {
        Series series = tension.get(doubt.key().depthCm());
        return series == null || !series.key().equals(doubt.key())
                ? doubt
                : new Doubt(
                        doubt.kind(),
                        doubt.device(),
                        doubt.key(),
                        doubt.at(),
                        Objects.requireNonNull(series.values().get(doubt.at())));
    }

    private static Optional<Series> best(List<Series> all, ObservedProperty property, Instant now) {
        return all.stream()
                .filter(s -> s.key().property() == property)
                .max(Comparator.comparingInt(s -> recent(s, now)));
    }

    private static int recent(Series series, Instant now) {
        return series.within(now.minus(RECENT), now).size();
    }

    private static Rain rain(List<Series> all, Instant now) {
        Optional<Series> gauge = best(all, ObservedProperty.RAIN, now);
        Optional<Series> counter = best(all, ObservedProperty.RAIN_TOTAL, now);
        if (gauge.isPresent() && (counter.isEmpty() || recent(gauge.get(), now) >= recent(counter.get(), now))) {
            return Rain.sincePrevious(gauge.get());
        }
        return counter.map(Rain::counter).orElseGet(Rain::none);
    }

    private static NavigableMap<Instant, Double> water(Rain rain, List<Watering> waterings) {
        NavigableMap<Instant, Double> water = new TreeMap<>(rain.falls());
        waterings.forEach(w -> water.merge(w.at(), w.netMm(), Double::sum));
        return water;
    }

    private static Optional<Instant> newest(Stream<Series> series) {
        return series.flatMap(s -> s.findNewest().stream()).max(Instant::compareTo);
    }

    /** Catches by day; a day with a doubtful count is not known, since the sum of the others would be too low. */
    private static Map<String, NavigableMap<LocalDate, Integer>> traps(
            List<Series> all, List<Reading> readings, ZoneId zone) {
        Map<String, NavigableMap<LocalDate, Integer>> traps = new HashMap<>();
        for (Series s : all) {
            String species = s.key().species();
            if (species != null) {
                NavigableMap<LocalDate, Integer> days = traps.computeIfAbsent(species, k -> new TreeMap<>());
                s.values()
                        .forEach((time, caught) ->
                                days.merge(LocalDate.ofInstant(time, zone), (int) Math.round(caught), Integer::sum));
            }
        }
        readings.stream().filter(r -> r.quality() != Quality.GOOD).forEach(r -> {
            NavigableMap<LocalDate, Integer> days =
                    r.key().species() == null ? null : traps.get(r.key().species());
            if (days != null) {
                days.remove(LocalDate.ofInstant(r.measured(), zone));
            }
        });
        return traps;
    }

    private static Map<String, String> origins(Plot plot, List<Series> all, Map<String, DeviceAbout> abouts) {
        Map<String, String> origins = new TreeMap<>();
        for (String device : plot.devices()) {
            DeviceAbout about = abouts.get(device);
            if (about != null && all.stream().anyMatch(s -> s.device().equals(device))) {
                String year = about.origin() == Origin.RECORDED && about.recordedYear() != null
                        ? " " + about.recordedYear()
                        : "";
                origins.put(device, about.origin().code() + year);
            }
        }
        return origins;
    }
}
