package vn.nuong.portal.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.diary.Diary;
import vn.nuong.portal.diary.DiaryForm;
import vn.nuong.portal.diary.Totals;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.device.Origin;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** The pages and exports about what was recorded: diaries, the comparison, readings. Blocks; thread-safe. */
public final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final Duration RAIN_OVER = Duration.ofDays(7);
    private static final Duration EXPORT_DEFAULT = Duration.ofDays(7);
    private static final Duration EXPORT_LONGEST = Duration.ofDays(93);
    private static final Duration MOISTURE_WITHIN = Duration.ofHours(24);

    private final SiteConfig site;
    private final Clock clock;
    private final Pages pages;
    private final Diary diary;
    private final FieldData field;

    public Records(SiteConfig site, Clock clock, Pages pages, Diary diary, FieldData field) {
        this.site = site;
        this.clock = clock;
        this.pages = pages;
        this.diary = diary;
        this.field = field;
    }

    /** What became of a form that was sent: null when the line is kept, else the page with the form to be corrected. */
    public @Nullable String write(Language language, Plot plot, Function<String, @Nullable String> typed) {
        DiaryForm.Kind kind = DiaryForm.Kind.parse(String.valueOf(typed.apply("kind")));
        DiaryForm.Outcome outcome = DiaryForm.read(kind, plot, clock, language, typed);
        if (outcome instanceof DiaryForm.Accepted accepted) {
            var unused = diary.add(plot, accepted.entry());
            return null;
        }
        return diary(language, plot, Optional.of(((DiaryForm.Rejected) outcome).form()), false);
    }

    /** The diary page. */
    public String diary(Language language, Plot plot, boolean saved) {
        return diary(language, plot, Optional.empty(), saved);
    }

    private String diary(Language language, Plot plot, Optional<DiaryForm> toCorrect, boolean saved) {
        Page page = pages.page(language, "/plots/" + plot.id() + "/diary", plot);
        List<DiaryForm> forms = Arrays.stream(DiaryForm.Kind.values())
                .map(kind ->
                        toCorrect.filter(f -> f.kind() == kind).orElseGet(() -> DiaryForm.empty(kind, plot, clock)))
                .toList();
        List<DiaryView.Line> lines = new ArrayList<>();
        for (DiaryEntry entry : diary.find(plot, null, null)) {
            lines.add(DiaryView.Line.of(entry, page));
        }
        Collections.reverse(lines);
        Plot pair = plot.controlPlot() == null
                ? site.pilotPlotOf(plot)
                : site.findPlot(plot.controlPlot()).orElse(null);
        return Templates.diary(page, new DiaryView(plot, pair, forms, lines, saved));
    }

    public String diaryCsv(Plot plot) {
        Csv csv = new Csv(
                site.sample(),
                List.of(
                        "plot",
                        "id",
                        "kind",
                        "time",
                        "date",
                        "pump_minutes",
                        "volume_m3",
                        "energy_kwh",
                        "fresh_kg",
                        "made_tea_kg",
                        "price_vnd_per_kg",
                        "what",
                        "quantity",
                        "unit",
                        "hours",
                        "cost_vnd",
                        "advice_topic",
                        "advice_at",
                        "followed",
                        "text"));
        ZoneId zone = plot.place().timeZone();
        for (DiaryEntry e : diary.find(plot, null, null)) {
            Instant at = Diary.at(plot, e);
            LocalDate date = LocalDate.ofInstant(at, zone);
            String p = plot.id();
            if (e instanceof DiaryEntry.IrrigationDone i) {
                csv.row(
                        p,
                        i.id(),
                        "irrigation",
                        at,
                        date,
                        i.pumpMinutes(),
                        i.volumeM3(),
                        i.energyKwh(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            } else if (e instanceof DiaryEntry.Picking i) {
                csv.row(
                        p,
                        i.id(),
                        "picking",
                        null,
                        date,
                        null,
                        null,
                        null,
                        i.freshKg(),
                        i.madeTeaKg(),
                        i.priceVndPerKg(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            } else if (e instanceof DiaryEntry.Input i) {
                csv.row(
                        p,
                        i.id(),
                        "input",
                        null,
                        date,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        i.what(),
                        i.quantity(),
                        i.unit(),
                        null,
                        i.costVnd(),
                        null,
                        null,
                        null,
                        null);
            } else if (e instanceof DiaryEntry.Labour i) {
                csv.row(
                        p,
                        i.id(),
                        "labour",
                        null,
                        date,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        i.what(),
                        null,
                        null,
                        i.hours(),
                        i.costVnd(),
                        null,
                        null,
                        null,
                        null);
            } else if (e instanceof DiaryEntry.AdviceAnswer i) {
                csv.row(
                        p,
                        i.id(),
                        "advice",
                        at,
                        date,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        i.topic(),
                        i.adviceAt(),
                        i.followed(),
                        i.note());
            }
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
        Instant begin = from == null ? end.minus(EXPORT_DEFAULT) : from;
        if (Duration.between(begin, end).compareTo(EXPORT_LONGEST) > 0) {
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
        Csv csv = new Csv(
                site.sample(),
                List.of(
                        "plot",
                        "device",
                        "property",
                        "depth_cm",
                        "value",
                        "unit",
                        "measured",
                        "received",
                        "quality",
                        "origin",
                        "source",
                        "recorded_year"));
        for (Reading r : field.findAll(plot, begin, end)) {
            DeviceAbout about = abouts.get(r.device());
            csv.row(
                    plot.id(),
                    r.device(),
                    r.key().name(),
                    r.key().depthCm(),
                    r.value(),
                    r.key().property().unit(),
                    r.measured(),
                    r.received(),
                    r.quality().code(),
                    about == null ? Origin.LIVE.code() : about.origin().code(),
                    about == null ? null : about.source(),
                    about == null ? null : about.recordedYear());
        }
        return csv.toString();
    }

    public String compare(Language language) {
        return Templates.compare(pages.page(language, "/compare"), comparison());
    }

    public String compareCsv() {
        Comparison comparison = comparison();
        Csv csv = new Csv(
                site.sample(),
                Stream.concat(
                                Stream.of("plot", "name", "control", "since"),
                                Comparison.ROWS.stream().map(Comparison.Row::code))
                        .toList());
        for (Comparison.Column column : comparison.columns()) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(column.plot().id());
            cells.add(column.plot().name());
            cells.add(site.pilotPlotOf(column.plot()) != null);
            cells.add(comparison.since());
            for (Comparison.Row row : Comparison.ROWS) {
                Double value = row.value().apply(column);
                cells.add(value == null ? null : Math.round(value * 1000) / 1000.0);
            }
            csv.row(cells.toArray());
        }
        return csv.toString();
    }

    private Comparison comparison() {
        Instant now = clock.instant();
        List<Plot> ordered = new ArrayList<>();
        for (Plot pilot : site.pilotPlots()) {
            ordered.add(pilot);
            String control = pilot.controlPlot();
            if (control != null) {
                site.findPlot(control).ifPresent(ordered::add);
            }
        }
        boolean trouble = false;
        List<Comparison.Column> columns = new ArrayList<>();
        LocalDate since = LocalDate.of(now.atZone(ZoneId.of("UTC")).getYear(), 1, 1);
        for (Plot plot : ordered) {
            Instant from = since.atStartOfDay(plot.place().timeZone()).toInstant();
            Totals totals = Totals.of(diary.find(plot, from, null));
            Double moisture = null;
            Double percent = null;
            Double rain = null;
            try {
                moisture = newestMean(plot, ObservedProperty.SOIL_MOISTURE, now);
                percent = newestMean(plot, ObservedProperty.SOIL_MOISTURE_PERCENT, now);
                rain = rain(plot, now);
            } catch (IOException e) {
                LOG.warn("{} is compared without its readings: {}", plot.id(), e.getMessage());
                trouble = true;
            }
            columns.add(new Comparison.Column(plot, moisture, percent, rain, totals));
        }
        return new Comparison(since, columns, trouble);
    }

    private @Nullable Double newestMean(Plot plot, ObservedProperty property, Instant now) throws IOException {
        Map<PropertyKey, Reading> newest = new HashMap<>();
        for (Reading reading : field.find(plot, property, now.minus(MOISTURE_WITHIN), now.plusNanos(1))) {
            newest.merge(reading.key(), reading, (a, b) -> a.measured().isAfter(b.measured()) ? a : b);
        }
        return newest.isEmpty()
                ? null
                : newest.values().stream().mapToDouble(Reading::value).average().orElseThrow();
    }

    private @Nullable Double rain(Plot plot, Instant now) throws IOException {
        List<Reading> rain = field.find(plot, ObservedProperty.RAIN, now.minus(RAIN_OVER), now.plusNanos(1));
        return rain.isEmpty() ? null : rain.stream().mapToDouble(Reading::value).sum();
    }
}
