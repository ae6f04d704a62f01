package vn.nuong.portal.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.diary.Diary;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** Tables to download. Blocks; thread-safe. */
public final class Exports {

    private static final Duration DEFAULT = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(93);
    private static final List<String> DIARY_COLUMNS =
            List.of(("plot id kind start date pump_minutes volume_m3 energy_kwh"
                            + " fresh_kg made_tea_kg price_vnd_per_kg what quantity unit hours cost_vnd at topic advice_at followed"
                            + " note_of_answer sprayed_at rain_fast_hours")
                    .split(" "));
    private static final List<String> READING_COLUMNS =
            List.of(("plot device property depth_cm value unit measured received time_source"
                            + " quality flags origin source recorded_year")
                    .split(" "));

    private final SiteConfig site;
    private final Clock clock;
    private final Diary diary;
    private final Records records;
    private final FieldData field;

    public Exports(SiteConfig site, Clock clock, Diary diary, Records records, FieldData field) {
        this.site = site;
        this.clock = clock;
        this.diary = diary;
        this.records = records;
        this.field = field;
    }

    /** The diary of a plot; its columns are named as in the API. */
    public String diaryCsv(Plot plot) {
        Csv csv = new Csv(site.sample(), DIARY_COLUMNS);
        for (DiaryEntry entry : diary.find(plot, null, null)) {
            Map<String, @Nullable Object> cells = new HashMap<>();
            JsonNode line = Json.mapper().valueToTree(entry);
            line.fields()
                    .forEachRemaining(f -> cells.put(
                            f.getKey().equals("note") ? "note_of_answer" : f.getKey(),
                            f.getValue().isNumber()
                                    ? f.getValue().numberValue()
                                    : f.getValue().asText()));
            csv.row(cells);
        }
        return csv.toString();
    }

    /**
     * Readings of a plot's devices.
     *
     * @param from null for seven days before {@code to}
     * @param to null for now, by the clock
     * @throws IllegalArgumentException when that is more than 93 days
     * @throws IOException when ingest cannot be asked
     */
    public String readingsCsv(Plot plot, @Nullable Instant from, @Nullable Instant to) throws IOException {
        Instant end = to == null ? clock.instant().plusNanos(1) : to;
        Instant begin = from == null ? end.minus(DEFAULT) : from;
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "from " + begin + " to " + end + " is more than 93 days; ask for it in parts");
        }
        Map<String, DeviceAbout> abouts = new HashMap<>();
        for (DeviceStatus device :
                field.findDevices().map(FieldData.Devices::devices).orElse(List.of())) {
            if (device.about() != null) {
                abouts.put(device.device(), device.about());
            }
        }
        Csv csv = new Csv(site.sample(), READING_COLUMNS);
        for (Reading reading : field.findAll(plot, begin, end)) {
            Map<String, @Nullable Object> cells = new HashMap<>();
            cells.put("plot", plot.id());
            cells.put("device", reading.device());
            cells.put("property", reading.key().name());
            cells.put("depth_cm", reading.key().depthCm());
            cells.put("value", reading.value());
            cells.put("unit", reading.key().property().unit());
            cells.put("measured", reading.measured());
            cells.put("received", reading.received());
            cells.put("time_source", reading.timeSource().code());
            cells.put("quality", reading.quality().code());
            cells.put("flags", codes(reading));
            DeviceAbout about = abouts.get(reading.device());
            cells.put("origin", (about == null ? Origin.LIVE : about.origin()).code());
            if (about != null) {
                cells.put("source", about.source());
                cells.put("recorded_year", about.recordedYear());
            }
            csv.row(cells);
        }
        return csv.toString();
    }

    /** The quality tests that caught a reading, joined by blanks, which no spreadsheet takes for a new column. */
    private static String codes(Reading reading) {
        return reading.flags().stream().sorted().map(Flag::code).collect(Collectors.joining(" "));
    }

    /** The comparison. */
    public String compareCsv() {
        Comparison comparison = records.comparison();
        Csv csv = new Csv(
                site.sample(),
                Stream.of(
                                Stream.of("plot", "name", "control", "since"),
                                Comparison.ROWS.stream().map(Comparison.Row::code),
                                Stream.of("soil_moisture_origin", "rain_origin"))
                        .flatMap(Function.identity())
                        .toList());
        for (Comparison.Column column : comparison.columns()) {
            Map<String, @Nullable Object> cells = new HashMap<>();
            cells.put("plot", column.plot().id());
            cells.put("name", column.plot().name());
            cells.put("control", site.pilotPlotOf(column.plot()) != null);
            cells.put("since", comparison.since());
            for (Comparison.Row row : Comparison.ROWS) {
                Double value = row.value().apply(column);
                cells.put(row.code(), value == null ? null : Math.round(value * 1000) / 1000.0);
            }
            if (column.soilMoisture() != null || column.probePercent() != null) {
                cells.put("soil_moisture_origin", inEnglish(column.moistureOrigin()));
            }
            if (column.rain7dMm() != null) {
                cells.put("rain_origin", inEnglish(column.rainOrigin()));
            }
            csv.row(cells);
        }
        return csv.toString();
    }

    /** As the readings' column {@code origin} says it for what was measured in the plot. */
    private static String inEnglish(@Nullable Text origin) {
        return origin == null ? Origin.LIVE.code() : origin.en();
    }
}
