package vn.nuong.standalone.water;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import vn.nuong.analytics.agronomy.water.SoilProfile;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;

/** A season in Nương's own YAML, with its tables as CSV beside it; docs/water.md has an example of each. */
final class YamlSeason {

    /** ETo already known, mm, in the table of weather. */
    static final String ETO = "eto_mm";

    private static final Set<String> IRRIGATION =
            Set.of(DailyEto.DATE, "depth_mm", "wetted_share", "efficiency_percent");

    private static final Set<String> OBSERVED = Set.of(DailyEto.DATE, "kcb", "height_m", "cover");

    private final Path file;
    private final JsonNode root;
    private final List<String> notes = new ArrayList<>();

    private YamlSeason(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads a season.
     *
     * @param recompute whether to reckon ETo from the weather also where the table gives it
     * @throws IllegalArgumentException naming file, place and what is wrong
     */
    static SeasonInput read(Path file, SeasonInput.Span span, boolean recompute) throws IOException {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + " line " + e.getLocation().getLineNr() + " is no YAML: " + e.getOriginalMessage(), e);
        }
        return new YamlSeason(file, root).season(span, recompute);
    }

    private SeasonInput season(SeasonInput.Span span, boolean recompute) throws IOException {
        only("", "crop", "soil", "place", "weather", "irrigation", "observed");
        SeasonCrop crop;
        SeasonSoil soil;
        Place place;
        double windHeight;
        try {
            crop = crop();
            soil = soil();
            only("place", "latitude", "elevation_m", "wind_height_m");
            place = new Place(number("place/latitude"), number("place/elevation_m"));
            windHeight = Limits.within("wind height", number("place/wind_height_m", 2), 0.5, 100, "m");
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString()) ? e : new IllegalArgumentException(file + ": " + message, e);
        }
        HedgeCover hedge = hedge();
        String weather = text("weather");
        if (weather == null) {
            throw new IllegalArgumentException(file + ": weather is missing; name the CSV of daily weather");
        }
        CsvTable table = table(weather, weatherColumns());
        Map<LocalDate, SeasonDay.Irrigation> irrigations = irrigations();
        Map<LocalDate, CsvTable.Row> observed = observed();
        List<SeasonDay> days = days(table, place, windHeight, irrigations, observed, hedge, span, recompute);
        LocalDate first = days.get(0).date();
        LocalDate last = days.get(days.size() - 1).date();
        long outside = irrigations.keySet().stream()
                .filter(d -> d.isBefore(first) || d.isAfter(last))
                .count();
        if (outside > 0) {
            notes.add(
                    file + ": " + outside + " irrigations lie outside " + first + " to " + last + " and are left out");
        }
        return new SeasonInput(crop, soil, false, days, notes);
    }

    private static Set<String> weatherColumns() {
        Set<String> columns = new HashSet<>(DailyEto.COLUMNS);
        columns.add(ETO);
        return columns;
    }

    private SeasonCrop crop() {
        only("crop", "kcb", "stage_days", "height_m", "root_depth_m", "depletion_fraction", "hedge");
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
    private @Nullable HedgeCover hedge() {
        if (root.at("/crop/hedge").isMissingNode()) {
            return null;
        }
        only("crop/hedge", "full_cover", "cuts");
        List<HedgeCover.Cut> cuts = new ArrayList<>();
        for (int i = 0; i < root.at("/crop/hedge/cuts").size(); i++) {
            String at = "crop/hedge/cuts/" + i;
            only(at, "date", "what", "cover_left", "regrowth_days");
            String date = text(at + "/date");
            try {
                cuts.add(new HedgeCover.Cut(
                        LocalDate.parse(date == null ? "" : date),
                        number(at + "/cover_left"),
                        whole(at + "/regrowth_days")));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        file + ": " + at + "/date \"" + date + "\" is no day; write it as 2026-11-23", e);
            }
        }
        return new HedgeCover(number("crop/hedge/full_cover"), cuts);
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
                read.add(new SoilProfile.Layer(
                        whole(at + "/to_cm"),
                        number(at + "/field_capacity"),
                        number(at + "/wilting_point"),
                        number(at + "/initial")));
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
            Map<LocalDate, CsvTable.Row> observed,
            @Nullable HedgeCover hedge,
            SeasonInput.Span span,
            boolean recompute)
            throws IOException {
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
        int computed = 0;
        LocalDate last = to == null ? sorted.lastKey() : to;
        for (LocalDate date = from == null ? sorted.firstKey() : from; !date.isAfter(last); date = date.plusDays(1)) {
            CsvTable.Row row = rows.get(date);
            if (row == null) {
                throw new IllegalArgumentException(table.name() + " has no row for " + date + "; it has "
                        + sorted.firstKey() + " to " + sorted.lastKey() + ", and a season needs every day");
            }
            try {
                Double given = recompute ? null : row.number(ETO);
                EtoRow eto = reckoned.get(row.line());
                Double mm = given != null || eto == null ? given : eto.mm();
                if (mm == null) {
                    throw new IllegalArgumentException(eto == null ? "no ETo" : eto.why());
                }
                computed += given == null ? 1 : 0;
                Double rain = DailyEto.range(row, DailyEto.RAIN, 0, 2000, "mm");
                if (rain == null) {
                    throw new IllegalArgumentException("rain is missing on " + date + "; give 0 when none fell");
                }
                CsvTable.Row seen = observed.get(date);
                Double kcb = seen == null ? null : DailyEto.range(seen, "kcb", 0, 1.5, "");
                Double cover = seen == null ? null : DailyEto.range(seen, "cover", 0, 1, "");
                if (hedge != null) {
                    cover = cover == null ? (Double) hedge.on(date) : cover;
                    double height = number("crop/height_m/greatest");
                    kcb = kcb == null ? (Double) CoverCoefficient.basal(cover, height, number("crop/kcb/mid")) : kcb;
                }
                days.add(new SeasonDay(
                        date,
                        mm,
                        rain,
                        u2(row, windHeight),
                        rhMin(row),
                        irrigations.get(date),
                        kcb,
                        seen == null ? null : DailyEto.range(seen, "height_m", 0, 20, "m"),
                        cover));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(table.name() + " line " + row.line() + ": " + e.getMessage(), e);
            }
        }
        if (computed > 0) {
            notes.add(table.name() + ": ETo of " + computed + " days was reckoned from their weather");
        }
        return days;
    }

    private static double u2(CsvTable.Row row, double windHeight) {
        Double wind = DailyEto.range(row, DailyEto.WIND, 0, 75, "m/s");
        return wind == null ? 2 : WindProfile.logarithmic(wind, windHeight);
    }

    /** Lowest relative humidity, %: measured, or from the vapour in the air at the highest temperature, or 45. */
    private static double rhMin(CsvTable.Row row) {
        Double measured = DailyEto.range(row, DailyEto.RHMIN, 0, 100, "%");
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

    private Map<LocalDate, CsvTable.Row> observed() throws IOException {
        String name = text("observed");
        return name == null ? Map.of() : byDate(table(name, OBSERVED));
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
            throw new IllegalArgumentException(
                    file + ": " + (path.isEmpty() ? "there is nothing in it" : path + " is missing"));
        }
        Set<String> known = Set.of(keys);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(file + ": " + (path.isEmpty() ? "" : path + "/") + key
                        + " is not known; known are " + String.join(", ", keys));
            }
        });
    }

    private double number(String path) {
        JsonNode node = root.at("/" + path);
        if (!node.isNumber()) {
            throw new IllegalArgumentException(file + ": " + path
                    + (node.isMissingNode() ? " is missing" : " \"" + node.asText() + "\" is not a number"));
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
            throw new IllegalArgumentException(file + ": " + path + " " + value + " is no whole number");
        }
        return (int) value;
    }

    private @Nullable String text(String path) {
        JsonNode node = root.at("/" + path);
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}
