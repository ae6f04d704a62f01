package vn.nuong.standalone.water;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.GrowthStages;
import vn.nuong.analytics.agronomy.water.SeasonCrop;
import vn.nuong.analytics.agronomy.water.SeasonDay;
import vn.nuong.analytics.agronomy.water.SeasonSoil;
import vn.nuong.analytics.agronomy.water.SoilProfile;

/** A season from pyfao56's own files. */
final class PyfaoSeason {

    /** pyfao56's parameters with their defaults (its class Parameters, version 1.4.3). */
    private static final Map<String, Double> DEFAULTS = defaults();

    /** Parameters of the single crop coefficient, which the dual one does not use. */
    private static final List<String> NOT_USED = List.of("kcmini", "kcmmid", "kcmend");

    /** As many days are named at most. */
    private static final int MOST_NAMED = 3;

    private PyfaoSeason() {}

    /** The files of a season; those that may be missing are null. */
    record FileSet(
            Path par,
            Path wth,
            @Nullable Path irr,
            @Nullable Path sol,
            @Nullable Path upd) {}

    private static Map<String, Double> defaults() {
        Map<String, Double> d = new LinkedHashMap<>();
        d.put("kcmini", 0.35);
        d.put("kcmmid", 1.15);
        d.put("kcmend", 0.60);
        d.put("kcbini", 0.15);
        d.put("kcbmid", 1.10);
        d.put("kcbend", 0.50);
        d.put("lini", 25.0);
        d.put("ldev", 50.0);
        d.put("lmid", 50.0);
        d.put("lend", 25.0);
        d.put("hini", 0.010);
        d.put("hmax", 1.20);
        d.put("thetafc", 0.250);
        d.put("thetawp", 0.100);
        d.put("theta0", 0.100);
        d.put("zrini", 0.20);
        d.put("zrmax", 1.40);
        d.put("pbase", 0.50);
        d.put("ze", 0.10);
        d.put("rew", 8.0);
        d.put("cn2", 70.0);
        return d;
    }

    /**
     * Reads a season.
     *
     * @param recompute whether to reckon ETo from the weather also where the file gives it
     * @throws IllegalArgumentException naming file, line and what is wrong
     */
    static SeasonInput read(FileSet files, SeasonInput.Span span, boolean recompute) throws IOException {
        List<String> notes = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        Map<String, Double> p = parameters(files.par, lines, notes);
        SeasonCrop crop;
        SeasonSoil soil;
        List<PyfaoText.Line> layerLines =
                files.sol == null ? List.of() : PyfaoText.read(files.sol).table(0);
        SoilProfile layers = files.sol == null ? null : layers(files.sol, layerLines);
        try {
            crop = new SeasonCrop(
                    new GrowthStages(days(p, "lini"), days(p, "ldev"), days(p, "lmid"), days(p, "lend")),
                    new GrowthStages.Curve(get(p, "kcbini"), get(p, "kcbmid"), get(p, "kcbend")),
                    get(p, "hini"),
                    get(p, "hmax"),
                    get(p, "zrini"),
                    get(p, "zrmax"),
                    get(p, "pbase"));
            soil = new SeasonSoil(
                    get(p, "thetafc"),
                    get(p, "thetawp"),
                    get(p, "theta0"),
                    layers,
                    get(p, "ze"),
                    get(p, "rew"),
                    get(p, "cn2"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(files.par + where(e, lines) + ": " + e.getMessage(), e);
        }
        if (layers != null && layers.depthM() < crop.rootMaxM()) {
            throw new IllegalArgumentException(files.sol + " line "
                    + layerLines.get(layerLines.size() - 1).number() + ": its layers end at " + layers.depthM()
                    + " m, but roots grow to Zrmax " + crop.rootMaxM() + " m (" + files.par.getFileName()
                    + (lines.containsKey("zrmax") ? " line " + lines.get("zrmax") : "")
                    + "); describe the soil down to the roots");
        }
        sayReadilyEvaporable(files, soil, lines, notes);
        PyfaoWeather weather = PyfaoWeather.read(files.wth);
        Map<LocalDate, SeasonDay.Irrigation> irrigations = files.irr == null ? Map.of() : irrigations(files.irr);
        Map<LocalDate, PyfaoText.Line> updates = files.upd == null ? Map.of() : updates(files.upd);
        LocalDate from = span.from() == null ? weather.days().firstKey() : span.from();
        LocalDate to = span.to() == null ? weather.days().lastKey() : span.to();
        List<SeasonDay> days = days(weather, irrigations, updates, from, to, recompute, notes);
        long outside = irrigations.keySet().stream()
                .filter(d -> d.isBefore(from) || d.isAfter(to))
                .count();
        if (outside > 0) {
            notes.add(files.irr + ": " + outside + " irrigations lie outside " + from + " to " + to
                    + " and are left out");
        }
        return new SeasonInput(crop, soil, weather.tall(), days, notes);
    }

    /** Says that REW is more than the surface layer holds, which pyfao56 reckons with all the same: then nothing evaporates. */
    private static void sayReadilyEvaporable(
            FileSet files, SeasonSoil soil, Map<String, Integer> lines, List<String> notes) {
        double tew = soil.totalEvaporableMm();
        if (soil.rewMm() < tew) {
            return;
        }
        String where = files.par + (lines.containsKey("rew") ? " line " + lines.get("rew") : "");
        String what = String.format(
                Locale.ROOT,
                "REW %s mm is not below TEW %.3f mm, which Ze %s m of %s holds (FAO-56 Eq. 73)",
                soil.rewMm(),
                tew,
                soil.surfaceDepthM(),
                files.sol == null ? "this soil" : files.sol.getFileName());
        if (soil.rewMm() == tew) { // Eq. 74 divides by 0; pyfao56 ends with an error too
            throw new IllegalArgumentException(where + ": " + what + "; take REW from FAO-56 Table 19");
        }
        notes.add(
                where + ": " + what
                        + "; Eq. 74 then leaves no evaporation from the soil (Kr 0), as in pyfao56. Take REW from FAO-56 Table 19");
    }

    private static List<SeasonDay> days(
            PyfaoWeather weather,
            Map<LocalDate, SeasonDay.Irrigation> irrigations,
            Map<LocalDate, PyfaoText.Line> updates,
            LocalDate from,
            LocalDate to,
            boolean recompute,
            List<String> notes) {
        List<SeasonDay> days = new ArrayList<>();
        int computed = 0;
        Tally reckoned = new Tally();
        Tally surface = new Tally();
        EtoComparison comparison = new EtoComparison();
        List<String> impossible = new ArrayList<>();
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
            PyfaoWeather.Day day = weather.day(date);
            boolean given = weather.hasEto(day) && !recompute;
            double eto;
            String what = weather.impossible(date, day);
            if (given) {
                eto = weather.eto(day);
                if (what == null) {
                    comparison.add(eto, weather.reckonable(date, day));
                }
            } else {
                PyfaoWeather.Reckoned made = weather.recomputedEto(date, day);
                made.assumed().forEach(reckoned::add);
                eto = made.mm();
                computed++;
            }
            if (what != null) {
                impossible.add(what);
            }
            weather.assumed(day).forEach(surface::add);
            PyfaoText.Line update = updates.get(date);
            days.add(new SeasonDay(
                    date,
                    eto,
                    weather.rain(day),
                    weather.u2(day),
                    weather.rhMin(day),
                    irrigations.get(date),
                    update == null ? null : observed(update, 1, "Kcb"),
                    update == null ? null : observed(update, 2, "h"),
                    update == null ? null : observed(update, 3, "fc")));
        }
        if (!impossible.isEmpty()) {
            notes.add(weather.file() + ": " + impossible.size()
                    + (impossible.size() == 1 ? " day holds" : " days hold")
                    + " what cannot be, and their ETref was taken as it stands; look at "
                    + String.join("; ", impossible.subList(0, Math.min(MOST_NAMED, impossible.size())))
                    + (impossible.size() > MOST_NAMED ? "; …" : ""));
        }
        if (computed > 0) {
            notes.add(weather.file() + ": ETo of " + computed + " days was reckoned from their weather"
                    + (reckoned.isEmpty() ? "" : ", with " + reckoned));
        }
        if (!surface.isEmpty()) {
            notes.add(weather.file() + ": for Kcmax (FAO-56 Eq. 72) there was taken " + surface);
        }
        notes.addAll(weather.notes());
        String differs = comparison.note("ETref");
        if (differs != null) {
            notes.add(weather.file() + ": " + differs);
        }
        return days;
    }

    /** The parameters that a fault of crop or soil is about, by what it calls them. */
    private static final Map<String, List<String>> ABOUT = Map.ofEntries(
            Map.entry("initial basal", List.of("kcbini")),
            Map.entry("mid-season basal", List.of("kcbmid")),
            Map.entry("final basal", List.of("kcbend")),
            Map.entry("initial height", List.of("hini")),
            Map.entry("greatest height", List.of("hini", "hmax")),
            Map.entry("initial root", List.of("zrini")),
            Map.entry("greatest root", List.of("zrini", "zrmax")),
            Map.entry("depletion fraction", List.of("pbase")),
            Map.entry("evaporation layer", List.of("ze")),
            Map.entry("curve number", List.of("cn2")),
            Map.entry("field capacity", List.of("thetafc", "thetawp")),
            Map.entry("initial soil moisture", List.of("theta0")),
            Map.entry("initial stage", List.of("lini")),
            Map.entry("development stage", List.of("ldev")),
            Map.entry("mid-season stage", List.of("lmid")),
            Map.entry("late season", List.of("lend")));

    /** The lines that a fault is about, as far as they can be told. */
    private static String where(IllegalArgumentException fault, Map<String, Integer> lines) {
        String message = String.valueOf(fault.getMessage());
        String found = ABOUT.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .filter(lines::containsKey)
                .map(name -> String.valueOf(lines.get(name)))
                .collect(Collectors.joining(" and "));
        return found.isEmpty() ? "" : " line " + found;
    }

    private static Map<String, Double> parameters(Path file, Map<String, Integer> lines, List<String> notes)
            throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (PyfaoText.Line line : PyfaoText.read(file).lines()) {
            String[] words = line.text().strip().split(",")[0].split("\\s+");
            String name = words.length < 2 ? "" : words[1].toLowerCase(Locale.ROOT);
            if (!DEFAULTS.containsKey(name)) {
                notes.add(file + " line " + line.number() + ": \""
                        + CsvTable.abbreviate(line.text().strip())
                        + "\" is no parameter that is known and is left out");
                continue;
            }
            double value = line.number(0, words[1]);
            if (!Double.isFinite(value)) {
                throw line.error(words[1] + " is no number");
            }
            Integer before = lines.put(name, line.number());
            if (before != null) {
                throw line.error(words[1] + " stands in line " + before + " already; keep the right one");
            }
            values.put(name, value);
        }
        List<String> defaulted = new ArrayList<>();
        DEFAULTS.forEach((name, value) -> {
            if (values.putIfAbsent(name, value) == null && !NOT_USED.contains(name)) {
                defaulted.add(name + " " + value);
            }
        });
        if (!defaulted.isEmpty()) {
            notes.add(file + " does not give, so pyfao56's defaults are taken: " + String.join(", ", defaulted));
        }
        return values;
    }

    private static double get(Map<String, Double> parameters, String name) {
        Double value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("parameter " + name + " has no default");
        }
        return value;
    }

    private static int days(Map<String, Double> parameters, String name) {
        double value = get(parameters, name);
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException(name + " " + value + " is no whole number of days");
        }
        return (int) value;
    }

    private static SoilProfile layers(Path file, List<PyfaoText.Line> lines) {
        List<SoilProfile.Layer> layers = new ArrayList<>();
        for (PyfaoText.Line line : lines) {
            double depth = line.number(0, "Depth");
            try {
                if (depth != Math.rint(depth)) {
                    throw new IllegalArgumentException("depth " + depth + " is no whole number of centimetres");
                }
                if (!layers.isEmpty() && depth <= layers.get(layers.size() - 1).bottomCm()) {
                    throw new IllegalArgumentException("the layer that ends at " + (int) depth
                            + " cm does not lie below the one before it, which ends at "
                            + layers.get(layers.size() - 1).bottomCm() + " cm; list layers from the surface down");
                }
                layers.add(new SoilProfile.Layer(
                        (int) depth, line.number(1, "thetaFC"), line.number(2, "thetaWP"), line.number(3, "theta0")));
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith(file.toString()) ? e : line.error(message);
            }
        }
        try {
            return new SoilProfile(layers);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<LocalDate, SeasonDay.Irrigation> irrigations(Path file) throws IOException {
        Map<LocalDate, SeasonDay.Irrigation> irrigations = new TreeMap<>();
        Map<LocalDate, Integer> lines = new HashMap<>();
        for (PyfaoText.Line line : PyfaoText.read(file).table(0)) {
            once(line, lines, "add the two depths up in one line");
            double efficiency = line.words().length > 3 ? line.number(3, "IrrEff") : 100; // files before 1.3 have none
            try {
                irrigations.put(
                        line.date(),
                        new SeasonDay.Irrigation(line.number(1, "Depth"), line.number(2, "fw"), efficiency));
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith(file.toString()) ? e : line.error(message);
            }
        }
        return irrigations;
    }

    private static Map<LocalDate, PyfaoText.Line> updates(Path file) throws IOException {
        Map<LocalDate, PyfaoText.Line> updates = new TreeMap<>();
        Map<LocalDate, Integer> lines = new HashMap<>();
        for (PyfaoText.Line line : PyfaoText.read(file).table(0)) {
            once(line, lines, "keep the right one");
            updates.put(line.date(), line);
        }
        return updates;
    }

    private static void once(PyfaoText.Line line, Map<LocalDate, Integer> lines, String next) {
        Integer before = lines.putIfAbsent(line.date(), line.number());
        if (before != null) {
            throw line.error("the day " + line.words()[0] + " stands in line " + before + " already; " + next);
        }
    }

    /** A value observed, or null when it is missing; 0, as pyfao56 has it, counts as missing. */
    private static @Nullable Double observed(PyfaoText.Line line, int column, String name) {
        double value = line.number(column, name);
        if (Double.isNaN(value) || value == 0) {
            return null;
        }
        double most = name.equals("h") ? 20 : name.equals("fc") ? 1 : 1.5;
        if (value < 0 || value > most) {
            throw line.error(name + " " + value + " is outside 0 to " + most);
        }
        return value;
    }
}
