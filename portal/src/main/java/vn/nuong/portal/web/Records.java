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
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/** The pages about what was recorded: diaries and the comparison. Blocks; thread-safe. */
public final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final Duration RAIN_OVER = Duration.ofDays(7);
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
        return diary(language, plot, Optional.of(((DiaryForm.Rejected) outcome).form()), DiaryView.Outcome.NOTHING);
    }

    /** Takes a plan out of the diary; whether there was one. */
    public boolean cancel(Plot plot, String id) {
        return diary.cancel(plot, id, clock.instant());
    }

    /** The diary page. */
    public String diary(Language language, Plot plot, DiaryView.Outcome outcome) {
        return diary(language, plot, Optional.empty(), outcome);
    }

    private String diary(Language language, Plot plot, Optional<DiaryForm> toCorrect, DiaryView.Outcome outcome) {
        Page page = pages.page(language, "/plots/" + plot.id() + "/diary", plot);
        List<DiaryForm> forms = Arrays.stream(DiaryForm.Kind.values())
                .map(kind ->
                        toCorrect.filter(f -> f.kind() == kind).orElseGet(() -> DiaryForm.empty(kind, plot, clock)))
                .toList();
        List<DiaryView.Line> lines = new ArrayList<>();
        for (DiaryEntry entry : diary.find(plot, null, null)) {
            lines.add(DiaryView.Line.of(entry, page, Diary.isPlan(plot, entry, clock.instant())));
        }
        Collections.reverse(lines);
        Plot pair = plot.controlPlot() == null
                ? site.pilotPlotOf(plot)
                : site.findPlot(plot.controlPlot()).orElse(null);
        return Templates.diary(page, new DiaryView(plot, pair, forms, lines, outcome));
    }

    public String compare(Language language) {
        return Templates.compare(pages.page(language, "/compare"), comparison());
    }

    /** The plots side by side. */
    public Comparison comparison() {
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
        Origins origins = new Origins(field.findDevices());
        List<Comparison.Column> columns = new ArrayList<>();
        LocalDate since = LocalDate.of(now.atZone(ZoneId.of("UTC")).getYear(), 1, 1);
        for (Plot plot : ordered) {
            Instant from = since.atStartOfDay(plot.place().timeZone()).toInstant();
            Totals totals = Totals.of(diary.find(plot, from, now.plusNanos(1)));
            Double moisture = null;
            Double percent = null;
            Double rainMm = null;
            Text moistureOrigin = null;
            Text rainOrigin = null;
            try {
                List<Reading> volumetric = newest(plot, ObservedProperty.SOIL_MOISTURE, now);
                List<Reading> ownScale = newest(plot, ObservedProperty.SOIL_MOISTURE_PERCENT, now);
                List<Reading> rain = field.find(plot, ObservedProperty.RAIN, now.minus(RAIN_OVER), now.plusNanos(1));
                moisture = mean(volumetric);
                percent = mean(ownScale);
                rainMm = rain.isEmpty()
                        ? null
                        : Double.valueOf(
                                rain.stream().mapToDouble(Reading::value).sum());
                moistureOrigin = origins.of(Stream.concat(volumetric.stream(), ownScale.stream())
                        .map(Reading::device)
                        .toList());
                rainOrigin = origins.of(rain.stream().map(Reading::device).toList());
            } catch (IOException e) {
                LOG.warn("{} is compared without its readings: {}", plot.id(), e.getMessage());
                trouble = true;
            }
            columns.add(new Comparison.Column(plot, moisture, percent, rainMm, moistureOrigin, rainOrigin, totals));
        }
        return new Comparison(since, columns, trouble);
    }

    /** The newest reading of each depth of the last day. */
    private List<Reading> newest(Plot plot, ObservedProperty property, Instant now) throws IOException {
        Map<PropertyKey, Reading> newest = new HashMap<>();
        for (Reading reading : field.find(plot, property, now.minus(MOISTURE_WITHIN), now.plusNanos(1))) {
            newest.merge(reading.key(), reading, (a, b) -> a.measured().isAfter(b.measured()) ? a : b);
        }
        return List.copyOf(newest.values());
    }

    private static @Nullable Double mean(List<Reading> readings) {
        return readings.isEmpty()
                ? null
                : Double.valueOf(
                        readings.stream().mapToDouble(Reading::value).average().orElseThrow());
    }
}
