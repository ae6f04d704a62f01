package vn.nuong.standalone.water;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoResult.Method;
import vn.nuong.analytics.agronomy.eto.EtoSettings;
import vn.nuong.analytics.agronomy.water.CoverCoefficient;
import vn.nuong.analytics.agronomy.water.GrowthStages;
import vn.nuong.analytics.agronomy.water.HedgeCover;
import vn.nuong.analytics.agronomy.water.SeasonCrop;
import vn.nuong.analytics.agronomy.water.SeasonDay;
import vn.nuong.analytics.agronomy.water.SeasonSoil;
import vn.nuong.analytics.agronomy.water.ShadeTrees;
import vn.nuong.analytics.agronomy.water.SoilProfile;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.site.YamlPlace;

/** A season in Nương's own YAML, with its tables as CSV beside it; docs/water.md has an example of each. */
final class YamlSeason {

    /** ETo already known, mm, in the table of weather. */
    static final String ETO = "eto_mm";

    private static final Set<String> IRRIGATION =
            Set.of(DailyEto.DATE, "depth_mm", "wetted_share", "efficiency_percent");

    private static final Set<String> CUTS = Set.of("planted", "pruned", "picked");

    /** Where to look for what a fault of crop, soil or place is about, by what it calls it. */
    private static final Map<String, String> ABOUT = Map.ofEntries(
            Map.entry("initial basal", "crop/kcb/initial"),
            Map.entry("mid-season basal", "crop/kcb/mid"),
            Map.entry("final basal", "crop/kcb/end"),
            Map.entry("initial stage", "crop/stage_days/initial"),
            Map.entry("development stage", "crop/stage_days/development"),
            Map.entry("mid-season stage", "crop/stage_days/mid"),
            Map.entry("late season", "crop/stage_days/late"),
            Map.entry("initial height", "crop/height_m/initial"),
            Map.entry("greatest height", "crop/height_m/greatest"),
            Map.entry("initial root", "crop/root_depth_m/initial"),
            Map.entry("greatest root", "crop/root_depth_m/greatest"),
            Map.entry("depletion fraction", "crop/depletion_fraction"),
            Map.entry("full-grown hedge", "crop/hedge/full_cover"),
            Map.entry("evaporation layer", "soil/evaporation_depth_m"),
            Map.entry("curve number", "soil/curve_number"),
            Map.entry("field capacity", "soil/field_capacity"),
            Map.entry("initial soil moisture", "soil/initial"),
            Map.entry("latitude", "place/latitude"),
            Map.entry("elevation", "place/elevation_m"),
            Map.entry("wind height", "place/wind_height_m"));

    private static final Set<String> OBSERVED = Set.of(DailyEto.DATE, "kcb", "height_m", "cover");

    private final Path file;
    private final String yaml;
    private final JsonNode root;
    private final List<String> notes = new ArrayList<>();

    /** What was seen in the field on a day. */
    private record Seen(
            @Nullable Double kcb,
            @Nullable Double height,
            @Nullable Double cover) {
        private static final Seen NOTHING = new Seen(null, null, null);
    }

    private YamlSeason(Path file, String yaml, JsonNode root) {
        this.file = file;
        this.yaml = yaml;
        this.root = root;
    }

    /**
     * Reads a season.
     *
     * @param recompute whether to reckon ETo from the weather also where the table gives it
     * @throws IllegalArgumentException naming file, place and what is wrong
     */
    static SeasonInput read(Path file, SeasonInput.Span span, boolean recompute) throws IOException {
        String yaml = Files.readString(file);
        JsonNode root;
        try {
            root = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + " line " + e.getLocation().getLineNr() + " cannot be read as YAML: "
                            + e.getOriginalMessage(),
                    e);
        }
        return new YamlSeason(file, yaml, root).season(span, recompute);
    }

    /** A fault of what lies at a path. */
    private IllegalArgumentException error(String path, String what) {
        return new IllegalArgumentException(
                file + " line " + YamlPlace.line(yaml, path) + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    }

    /** A fault with the place that its words tell of, unless it names one already. */
    private IllegalArgumentException placed(IllegalArgumentException e, String otherwise) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith(file.toString())) {
            return e;
        }
        return ABOUT.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .findFirst()
                .map(entry -> error(entry.getValue(), message))
                .orElseGet(() -> error(otherwise, message));
    }

    private SeasonInput season(SeasonInput.Span span, boolean recompute) throws IOException {
        only("", "crop", "soil", "place", "weather", "irrigation", "observed");
        SeasonCrop crop;
        SeasonSoil soil;
        Place place;
        double windHeight;
        HedgeCover hedge;
        ShadeTrees shade;
        try {
            crop = crop();
            soil = soil();
            only("place", "latitude", "elevation_m", "wind_height_m");
            place = new Place(number("place/latitude"), number("place/elevation_m"));
            windHeight = Limits.within("wind height", number("place/wind_height_m", 2), 0.5, 100, "m");
            hedge = hedge(crop);
            shade = shade();
        } catch (IllegalArgumentException e) {
            throw placed(e, "");
        }
        check(crop, soil);
        String weather = text("weather");
        if (weather == null) {
            throw error("", "weather is missing; name the CSV of daily weather");
        }
        CsvTable table = table(weather, weatherColumns());
        Map<LocalDate, SeasonDay.Irrigation> irrigations = irrigations();
        Field field = new Field(crop, hedge, shade, observed());
        List<SeasonDay> days = days(table, place, windHeight, irrigations, field, span, recompute);
        sayOutside("irrigations", irrigations.keySet(), days);
        sayOutside("observations", field.observed.keySet(), days);
        return new SeasonInput(crop, soil, false, days, notes);
    }

    private void sayOutside(String what, Set<LocalDate> dates, List<SeasonDay> days) {
        LocalDate first = days.get(0).date();
        LocalDate last = days.get(days.size() - 1).date();
        long outside =
                dates.stream().filter(d -> d.isBefore(first) || d.isAfter(last)).count();
        if (outside > 0) {
            notes.add(
                    file + ": " + outside + " " + what + " lie outside " + first + " to " + last + " and are left out");
        }
    }

    /** What only crop and soil together show. */
    private void check(SeasonCrop crop, SeasonSoil soil) {
        SoilProfile layers = soil.layers();
        if (layers != null && layers.depthM() < crop.rootMaxM()) {
            throw error(
                    "soil/layers/" + (layers.layers().size() - 1),
                    "the layers end at " + layers.depthM() + " m but roots grow to crop/root_depth_m/greatest "
                            + crop.rootMaxM() + " m (line " + YamlPlace.line(yaml, "crop/root_depth_m/greatest")
                            + "); describe the soil down to the roots");
        }
        if (!(soil.rewMm() >= 0 && soil.rewMm() < soil.totalEvaporableMm())) {
            throw error(
                    "soil/readily_evaporable_mm",
                    String.format(
                            Locale.ROOT,
                            "%s mm must be 0 or more and below the %.3f mm that can evaporate from %s m of this soil (FAO-56 Eq. 73);"
                                    + " see FAO-56 Table 19",
                            soil.rewMm(),
                            soil.totalEvaporableMm(),
                            soil.surfaceDepthM()));
        }
    }

    private static Set<String> weatherColumns() {
        Set<String> columns = new HashSet<>(DailyEto.COLUMNS);
        columns.add(ETO);
        return columns;
    }

    private SeasonCrop crop() {
        only("crop", "kcb", "stage_days", "height_m", "root_depth_m", "depletion_fraction", "hedge", "shade");
        only("crop/kcb", "initial", "mid", "end");
        only("crop/stage_days", "initial", "development", "mid", "late");
        only("crop/height_m", "initial", "greatest");
        only("crop/root_depth_m", "initial", "greatest");
        return new SeasonCrop(
                new GrowthStages(
                        whole("crop/stage_days/initial"),
                        whole("crop/stage_days/development"),
                        whole("crop/stage_days/mid"),
                        whole("crop/stage_days/late")),
                new GrowthStages.Curve(number("crop/kcb/initial"), number("crop/kcb/mid"), number("crop/kcb/end")),
                number("crop/height_m/initial"),
                number("crop/height_m/greatest"),
                number("crop/root_depth_m/initial"),
                number("crop/root_depth_m/greatest"),
                number("crop/depletion_fraction"));
    }

    /** Planting, pruning and picking, or null when the crop has stages only. */
    private @Nullable HedgeCover hedge(SeasonCrop crop) {
        if (root.at("/crop/hedge").isMissingNode()) {
            return null;
        }
        only("crop/hedge", "full_cover", "cuts");
        List<HedgeCover.Cut> cuts = new ArrayList<>();
        for (int i = 0; i < root.at("/crop/hedge/cuts").size(); i++) {
            String at = "crop/hedge/cuts/" + i;
            only(at, "date", "what", "cover_left", "regrowth_days", "height_left_m");
            String what = text(at + "/what");
            if (what != null && !CUTS.contains(what)) {
                throw error(
                        at + "/what", "\"" + CsvTable.abbreviate(what) + "\" is neither planted, pruned nor picked");
            }
            Double left = root.at("/" + at + "/height_left_m").isMissingNode()
                    ? null
                    : (Double) number(at + "/height_left_m");
            if (left == null && "planted".equals(what)) {
                left = crop.heightIniM();
            } else if (left == null && "pruned".equals(what)) {
                notes.add(file + " line " + YamlPlace.line(yaml, at) + ": " + at
                        + " has no height_left_m, so the hedge is taken to stay as high as it was");
            }
            if (left != null && left > crop.heightMaxM()) {
                throw error(
                        at,
                        "leaves " + left + " m of height, above crop/height_m/greatest " + crop.heightMaxM() + " m");
            }
            try {
                cuts.add(new HedgeCover.Cut(
                        day(at + "/date"), number(at + "/cover_left"), whole(at + "/regrowth_days"), left));
            } catch (IllegalArgumentException e) {
                throw placed(e, at);
            }
        }
        notes.add(file + " line " + YamlPlace.line(yaml, "crop/hedge")
                + ": with crop/hedge Kcb follows cover and height up to crop/kcb/mid; crop/kcb/initial and crop/kcb/end and"
                + " --adjust-kcb do not change it, and crop/stage_days only root growth and where --schedule ends");
        return new HedgeCover(number("crop/hedge/full_cover"), cuts);
    }

    /** Shade trees, or null when there are none. */
    private @Nullable ShadeTrees shade() {
        if (root.at("/crop/shade").isMissingNode()) {
            return null;
        }
        only("crop/shade", "from", "to", "kcb", "height_m");
        GrowthStages.Curve kcb = ShadeTrees.SHADED_TEA;
        if (root.at("/crop/shade/kcb").isMissingNode()) {
            notes.add(file + " line " + YamlPlace.line(yaml, "crop/shade")
                    + ": crop/shade has no kcb, so FAO-56's of shaded tea is taken: " + kcb.ini() + ", " + kcb.mid()
                    + ", " + kcb.end());
        } else {
            only("crop/shade/kcb", "initial", "mid", "end");
            kcb = new GrowthStages.Curve(
                    number("crop/shade/kcb/initial"), number("crop/shade/kcb/mid"), number("crop/shade/kcb/end"));
        }
        double height = number("crop/shade/height_m", ShadeTrees.SHADED_TEA_M);
        try {
            return new ShadeTrees(
                    text("crop/shade/from") == null ? null : day("crop/shade/from"),
                    text("crop/shade/to") == null ? null : day("crop/shade/to"),
                    kcb,
                    height);
        } catch (IllegalArgumentException e) {
            throw String.valueOf(e.getMessage()).startsWith(file.toString())
                    ? e
                    : error("crop/shade", String.valueOf(e.getMessage()));
        }
    }

    private LocalDate day(String path) {
        String date = text(path);
        try {
            return LocalDate.parse(date == null ? "" : date);
        } catch (DateTimeParseException e) {
            throw error(path, "\"" + date + "\" is no day; write it as 2026-11-23");
        }
    }

    private SeasonSoil soil() {
        only(
                "soil",
                "field_capacity",
                "wilting_point",
                "initial",
                "layers",
                "evaporation_depth_m",
                "readily_evaporable_mm",
                "curve_number");
        JsonNode list = root.at("/soil/layers");
        SoilProfile layers = null;
        if (!list.isMissingNode()) {
            List<SoilProfile.Layer> read = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                String at = "soil/layers/" + i;
                only(at, "to_cm", "field_capacity", "wilting_point", "initial");
                int above = read.isEmpty() ? 0 : read.get(read.size() - 1).bottomCm();
                int bottom = whole(at + "/to_cm");
                if (bottom <= above) {
                    throw error(
                            at + "/to_cm",
                            bottom + " does not lie below the layer before it, which ends at " + above
                                    + " cm; list layers from the surface down");
                }
                try {
                    read.add(new SoilProfile.Layer(
                            bottom,
                            number(at + "/field_capacity"),
                            number(at + "/wilting_point"),
                            number(at + "/initial")));
                } catch (IllegalArgumentException e) {
                    String message = String.valueOf(e.getMessage());
                    throw message.startsWith(file.toString()) ? e : error(at, message);
                }
            }
            if (read.isEmpty()) {
                throw error("soil/layers", "there is no layer in it");
            }
            for (String key : List.of("field_capacity", "wilting_point", "initial")) {
                if (!root.at("/soil/" + key).isMissingNode()) {
                    throw error(
                            "soil/" + key,
                            "is given and layers too (line " + YamlPlace.line(yaml, "soil/layers")
                                    + "), which have their own; keep one of the two");
                }
            }
            layers = new SoilProfile(read);
        }
        boolean one = layers == null;
        return new SeasonSoil(
                one ? number("soil/field_capacity") : 0,
                one ? number("soil/wilting_point") : 0,
                one ? number("soil/initial") : 0,
                layers,
                number("soil/evaporation_depth_m", 0.10),
                number("soil/readily_evaporable_mm"),
                number("soil/curve_number", 70));
    }

    private List<SeasonDay> days(
            CsvTable table,
            Place place,
            double windHeight,
            Map<LocalDate, SeasonDay.Irrigation> irrigations,
            Field field,
            SeasonInput.Span span,
            boolean recompute) {
        Map<LocalDate, CsvTable.Row> rows = byDate(table);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(table.name() + " has no days below its header");
        }
        Map<Integer, EtoRow> reckoned = new TreeMap<>();
        EtoSettings settings = new EtoSettings(0.16, 2, Method.PENMAN_MONTEITH, 2);
        new DailyEto(place, windHeight, settings).of(table).forEach(r -> reckoned.put(r.line(), r));
        LocalDate from = span.from();
        LocalDate to = span.to();
        TreeMap<LocalDate, CsvTable.Row> sorted = new TreeMap<>(rows);
        List<SeasonDay> days = new ArrayList<>();
        EtoSources sources = new EtoSources();
        LocalDate last = to == null ? sorted.lastKey() : to;
        for (LocalDate date = from == null ? sorted.firstKey() : from; !date.isAfter(last); date = date.plusDays(1)) {
            CsvTable.Row row = rows.get(date);
            if (row == null) {
                throw new IllegalArgumentException(table.name() + " has no row for " + date + "; it has "
                        + sorted.firstKey() + " to " + sorted.lastKey() + ", and a season needs every day");
            }
            try {
                Double given = recompute ? null : DailyEto.range(row, ETO, -1, 25, "mm");
                EtoRow eto = reckoned.get(row.line());
                if (eto == null) {
                    throw new IllegalStateException("no result for line " + row.line());
                }
                Double mm = given == null ? eto.mm() : given;
                if (mm == null) {
                    throw new IllegalArgumentException(eto.why());
                }
                sources.add(row, eto, given);
                Double rain = DailyEto.range(row, DailyEto.RAIN, 0, 2000, "mm");
                if (rain == null) {
                    throw new IllegalArgumentException("rain is missing on " + date + "; give 0 when none fell");
                }
                Seen seen = field.on(date, days.size());
                days.add(new SeasonDay(
                        date,
                        mm,
                        rain,
                        u2(row, windHeight),
                        rhMin(row),
                        irrigations.get(date),
                        seen.kcb,
                        seen.height,
                        seen.cover));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": " + e.getMessage(), e);
            }
        }
        sources.notes(table).forEach(note -> notes.add(table.name() + ": " + note));
        return days;
    }

    /** Kcb, height and cover of each day as they are passed on: observed, of the hedge, or left to the stages (null). */
    private static final class Field {
        private final SeasonCrop crop;
        private final @Nullable HedgeCover hedge;
        private final @Nullable ShadeTrees shade;
        private final Map<LocalDate, Seen> observed;

        /** How much higher the hedge was seen than it was reckoned, m; gone on from until a cut lowers it. */
        private double higher;

        private double grown;

        private Field(
                SeasonCrop crop,
                @Nullable HedgeCover hedge,
                @Nullable ShadeTrees shade,
                Map<LocalDate, Seen> observed) {
            this.crop = crop;
            this.hedge = hedge;
            this.shade = shade;
            this.observed = observed;
        }

        /** @param day days since the season's first */
        private Seen on(LocalDate date, int day) {
            Seen seen = observed.getOrDefault(date, Seen.NOTHING);
            if (hedge == null && shade == null) {
                return seen;
            }
            double own = hedge == null ? byStages(seen, day) : ofHedge(hedge, seen, date);
            boolean shaded = shade != null && shade.standOn(date);
            double height = shaded && shade != null ? Math.max(own, shade.heightM()) : own;
            Double cover = seen.cover;
            double kcb;
            if (hedge == null) {
                kcb = crop.stages().at(day, shaded && shade != null ? shade.kcb() : crop.kcb());
            } else {
                cover = cover == null ? (Double) hedge.on(date) : cover;
                kcb = CoverCoefficient.basal(cover, own, crop.kcb().mid())
                        + (shaded && shade != null ? shade.beside(crop.kcb().mid()) : 0);
            }
            return new Seen(seen.kcb == null ? (Double) kcb : seen.kcb, height, cover);
        }

        /** Height of the hedge, m. */
        private double ofHedge(HedgeCover of, Seen seen, LocalDate date) {
            double reckoned = of.heightOn(date, crop.heightMaxM());
            if (of.lowersOn(date)) {
                higher = 0;
            }
            if (seen.height != null) {
                higher = seen.height - reckoned;
            }
            return Math.max(0.01, reckoned + higher);
        }

        /** Height of a crop that only has stages, m: grown with Kcb, and never shrinking unless it was seen lower. */
        private double byStages(Seen seen, int day) {
            GrowthStages.Curve kcb = crop.kcb();
            double share =
                    kcb.mid() == kcb.ini() ? 1 : (crop.stages().at(day, kcb) - kcb.ini()) / (kcb.mid() - kcb.ini());
            grown = Math.max(grown, crop.heightIniM() + (crop.heightMaxM() - crop.heightIniM()) * share);
            grown = seen.height == null ? grown : seen.height;
            return grown;
        }
    }

    private static double u2(CsvTable.Row row, double windHeight) {
        Double wind = DailyEto.range(row, DailyEto.WIND, 0, 75, "m/s");
        return wind == null ? 2 : WindProfile.logarithmic(wind, windHeight);
    }

    /** Lowest relative humidity, %: measured, or from the vapour in the air at the highest temperature, or 45. */
    private static double rhMin(CsvTable.Row row) {
        Double measured = DailyEto.humidity(row, DailyEto.RHMIN);
        if (measured != null) {
            return measured;
        }
        Double tMax = row.number(DailyEto.TMAX);
        Double tMin = row.number(DailyEto.TMIN);
        Double dewPoint = row.number(DailyEto.DEW);
        Double ea = row.number(DailyEto.EA);
        Double saturatedAt = dewPoint == null ? tMin : dewPoint;
        if (tMax == null || (ea == null && saturatedAt == null)) {
            return 45; // FAO-56 p. 123: the humidity that its tables are for
        }
        double vapour =
                ea == null && saturatedAt != null ? VapourPressure.saturation(saturatedAt) : ea == null ? 0 : ea;
        return Limits.clamp(100 * vapour / VapourPressure.saturation(tMax), 0, 100);
    }

    private Map<LocalDate, SeasonDay.Irrigation> irrigations() throws IOException {
        String name = text("irrigation");
        Map<LocalDate, SeasonDay.Irrigation> irrigations = new TreeMap<>();
        if (name == null) {
            return irrigations;
        }
        CsvTable table = table(name, IRRIGATION);
        for (Map.Entry<LocalDate, CsvTable.Row> day : byDate(table).entrySet()) {
            CsvTable.Row row = day.getValue();
            try {
                Double depth = row.number("depth_mm");
                if (depth == null) {
                    throw new IllegalArgumentException("depth_mm is missing");
                }
                Double wetted = row.number("wetted_share");
                Double efficiency = row.number("efficiency_percent");
                irrigations.put(
                        day.getKey(),
                        new SeasonDay.Irrigation(
                                depth, wetted == null ? 1 : wetted, efficiency == null ? 100 : efficiency));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": " + e.getMessage(), e);
            }
        }
        return irrigations;
    }

    private Map<LocalDate, Seen> observed() throws IOException {
        String name = text("observed");
        Map<LocalDate, Seen> observed = new TreeMap<>();
        if (name == null) {
            return observed;
        }
        CsvTable table = table(name, OBSERVED);
        for (Map.Entry<LocalDate, CsvTable.Row> day : byDate(table).entrySet()) {
            CsvTable.Row row = day.getValue();
            try {
                observed.put(
                        day.getKey(),
                        new Seen(
                                DailyEto.range(row, "kcb", 0, 1.5, ""),
                                DailyEto.range(row, "height_m", 0, 20, "m"),
                                DailyEto.range(row, "cover", 0, 1, "")));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": " + e.getMessage(), e);
            }
        }
        return observed;
    }

    private CsvTable table(String name, Set<String> known) throws IOException {
        Path path = file.resolveSibling(name);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(file + ": there is no file " + name + " beside it");
        }
        CsvTable table = CsvTable.read(path);
        if (!table.columns().contains(DailyEto.DATE)) {
            throw new IllegalArgumentException(table.name() + " line 1: there is no column date");
        }
        List<String> unknown = table.unknown(known);
        if (!unknown.isEmpty()) {
            notes.add(table.name() + " line 1: not used: " + String.join(", ", unknown));
        }
        return table;
    }

    private static Map<LocalDate, CsvTable.Row> byDate(CsvTable table) {
        Map<LocalDate, CsvTable.Row> rows = new TreeMap<>();
        for (CsvTable.Row row : table.rows()) {
            String text = row.text(DailyEto.DATE);
            LocalDate date;
            try {
                date = LocalDate.parse(text == null ? "" : text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        table.name() + " line " + row.line() + ": date \"" + text
                                + "\" is no day; write it as 2026-11-23",
                        e);
            }
            CsvTable.Row before = rows.put(date, row);
            if (before != null) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": the day " + date
                        + " stands in line " + before.line() + " already; keep the right one");
            }
        }
        return rows;
    }

    /** Refuses keys that are not known, so that a misspelt one is not silently left out. */
    private void only(String path, String... keys) {
        JsonNode node = path.isEmpty() ? root : root.at("/" + path);
        if (!node.isObject()) {
            throw path.isEmpty()
                    ? new IllegalArgumentException(file + ": there is nothing in it")
                    : error(
                            path,
                            node.isMissingNode()
                                    ? "is missing"
                                    : "holds no keys; known are " + String.join(", ", keys));
        }
        Set<String> known = Set.of(keys);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(file + " line "
                        + YamlPlace.line(yaml, path.isEmpty() ? key : path + "/" + key) + ": "
                        + (path.isEmpty() ? "" : path + "/") + key + " is not known; known are "
                        + String.join(", ", keys));
            }
        });
    }

    private double number(String path) {
        JsonNode node = root.at("/" + path);
        if (!node.isNumber()) {
            throw error(path, node.isMissingNode() ? "is missing" : "\"" + node.asText() + "\" is not a number");
        }
        return node.asDouble();
    }

    private double number(String path, double otherwise) {
        if (root.at("/" + path).isMissingNode()) {
            notes.add(file + ": " + path + " is not given, so " + otherwise + " is taken");
            return otherwise;
        }
        return number(path);
    }

    private int whole(String path) {
        double value = number(path);
        if (value != Math.rint(value)) {
            throw error(path, value + " is no whole number");
        }
        return (int) value;
    }

    private @Nullable String text(String path) {
        JsonNode node = root.at("/" + path);
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}
