package vn.nuong.portal.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.ingest.Accounting;
import vn.nuong.portal.ingest.Conflict;
import vn.nuong.portal.ingest.DeadLetterFilter;
import vn.nuong.portal.ingest.DeadLetterList;
import vn.nuong.portal.ingest.DeviceHealth;
import vn.nuong.portal.ingest.Finding;
import vn.nuong.portal.ingest.IngestRecords;
import vn.nuong.portal.ingest.LedgerDay;
import vn.nuong.portal.ingest.Retried;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.http.ApiError;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * The operator's pages: whether what was received adds up, what was refused, what contradicts itself, and how complete each
 * device's days are. Each is shown without ingest's records when ingest is away, and says so. Blocks; thread-safe.
 */
public final class Operations {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final String PATH = "/van-hanh";
    private static final int LETTERS = 20;
    private static final int CONFLICTS = 200;

    /** So many calendars are on one page: more would be too much for a phone. */
    private static final int CALENDARS = 10;

    private static final int DEVICES_TO_CHOOSE_FROM = 200;
    private static final int FLAGGED_DAYS = 7;
    private static final int FLAGGED_ENOUGH = 500;

    private final SiteConfig site;
    private final Pages pages;
    private final FieldData field;
    private final IngestRecords records;

    private interface Question<T> {
        T ask() throws IOException;
    }

    public Operations(SiteConfig site, Pages pages, FieldData field, IngestRecords records) {
        this.site = site;
        this.pages = pages;
        this.field = field;
        this.records = records;
    }

    /** Whether everything received is accounted for, and what to look at. */
    public String overview(Language language) {
        Optional<FieldData.Devices> devices = field.findDevices();
        Page page = pages.page(language, PATH, Optional.empty(), devices);
        Optional<Accounting> accounting = ask("accounting", records::accounting);
        List<OperationsView.WrongClock> clocks = new ArrayList<>();
        for (DeviceStatus device : ordered(devices)) {
            DeviceHealth.ClockState clock =
                    devices.orElseThrow().health(device.device()).clock();
            if (clock != null && clock.isWrong()) {
                clocks.add(new OperationsView.WrongClock(
                        new DeviceRow(device), clock.text() == null ? clock.state() : page.t(clock.text())));
            }
        }
        return Templates.operations(page, new OperationsView(accounting, clocks, devices.isPresent()));
    }

    /**
     * Messages refused and kept, newest first.
     *
     * @param before only those older than this id; null for the newest
     */
    public String deadLetters(
            Language language,
            DeadLetterFilter filter,
            @Nullable Long before,
            Optional<DeadLettersView.Outcome> retried) {
        Optional<FieldData.Devices> devices = field.findDevices();
        String path = DeadLettersView.address(filter, before == null ? Map.of() : Map.of("before", before.toString()));
        Optional<DeadLetterList> letters = ask("dead letters", () -> records.deadLetters(filter, before, LETTERS));
        Set<String> choices = new TreeSet<>();
        letters.ifPresent(list -> list.deadLetters().stream()
                .map(letter -> letter.device())
                .filter(Objects::nonNull)
                .forEach(choices::add));
        ordered(devices).stream()
                .map(DeviceStatus::device)
                .limit(DEVICES_TO_CHOOSE_FROM)
                .forEach(choices::add);
        return Templates.deadLetters(
                pages.page(language, path, Optional.empty(), devices),
                new DeadLettersView(filter, letters, site.site(), List.copyOf(choices), retried, before == null));
    }

    /**
     * Has messages tried again.
     *
     * @param id only this one; null for all that match
     * @return the address that shows what became of it
     * @throws IOException when ingest cannot be asked
     */
    public String retry(DeadLetterFilter filter, @Nullable Long id) throws IOException {
        Retried retried = id == null ? records.retry(filter) : records.retry(List.of(id));
        return DeadLettersView.address(
                filter,
                Map.of(
                        "queued", String.valueOf(retried.queued()),
                        "cut", String.valueOf(retried.cut().size())));
    }

    /** Readings that came twice with different values. */
    public String conflicts(Language language, @Nullable String device) {
        Optional<List<Conflict>> conflicts = ask("conflicts", () -> records.conflicts(device, CONFLICTS));
        boolean cutOff = conflicts.filter(list -> list.size() == CONFLICTS).isPresent();
        String path = device == null
                ? ConflictsView.PATH
                : ConflictsView.PATH + "?device=" + URLEncoder.encode(device, StandardCharsets.UTF_8);
        return Templates.conflicts(pages.page(language, path), new ConflictsView(device, conflicts, cutOff));
    }

    /**
     * The calendars of the site's devices.
     *
     * @param part which part of the list of devices, from 0
     */
    public String completeness(Language language, int part) {
        Optional<FieldData.Devices> devices = field.findDevices();
        Page page = pages.page(language, address(part), Optional.empty(), devices);
        List<DeviceStatus> all = ordered(devices);
        List<Calendar> calendars = new ArrayList<>();
        boolean trouble = devices.isEmpty();
        for (DeviceStatus device :
                all.stream().skip((long) part * CALENDARS).limit(CALENDARS).toList()) {
            Optional<Calendar> calendar =
                    calendar(page, device, devices.orElseThrow().health(device.device()));
            if (calendar.isEmpty()) {
                trouble = true;
                break; // ingest is away: the others would only wait for it as long
            }
            calendars.add(calendar.get());
        }
        return Templates.completeness(
                page,
                new CompletenessView(
                        calendars,
                        trouble,
                        part == 0 ? null : address(part - 1),
                        (long) (part + 1) * CALENDARS < all.size() ? address(part + 1) : null));
    }

    private static String address(int part) {
        return part == 0 ? CompletenessView.PATH : CompletenessView.PATH + "?part=" + part;
    }

    /**
     * The page of one device.
     *
     * @throws ApiError 404 when it was never heard
     */
    public String device(Language language, String id) {
        Optional<FieldData.Devices> devices = field.findDevices();
        if (devices.isEmpty()) {
            throw new ApiError(502, "ingest, which knows the devices, does not answer");
        }
        DeviceStatus device =
                devices.get().find(id).orElseThrow(() -> ApiError.notFound("there is no device \"" + id + "\""));
        Plot plot = device.plot() == null ? null : site.findPlot(device.plot()).orElse(null);
        Page page = pages.page(language, "/devices/" + id, Optional.ofNullable(plot), devices);
        DeviceHealth health = devices.get().health(id);
        Optional<Calendar> calendar = calendar(page, device, health);
        Optional<List<Finding>> findings = ask("check of " + id, () -> records.check(id));
        Optional<List<Reading>> flagged = ask("readings of " + id, () -> flagged(page, id, calendar));
        return Templates.device(
                page,
                new DeviceView(
                        new DeviceRow(device),
                        plot,
                        site.sources().stream()
                                .filter(s -> s.devices().contains(id))
                                .findFirst()
                                .orElse(null),
                        health,
                        findings.orElse(List.of()),
                        calendar,
                        FlaggedGroup.of(flagged.orElse(List.of())),
                        calendar.isEmpty() || flagged.isEmpty()));
    }

    /**
     * Flagged readings of the last days, the newest days first until there are enough. Days of which the ledger knows none are
     * not asked for, except today's, which may not be judged to its end.
     */
    private List<Reading> flagged(Page page, String device, Optional<Calendar> calendar) throws IOException {
        Set<LocalDate> clean = new HashSet<>();
        calendar.ifPresent(c -> c.days().stream()
                .filter(day -> {
                    LedgerDay ledger = day.ledger();
                    return ledger != null && ledger.flagged() == 0;
                })
                .forEach(day -> clean.add(day.date())));
        ZoneId zone = page.format().zone();
        LocalDate today = LocalDate.ofInstant(page.now(), zone);
        List<Reading> found = new ArrayList<>();
        for (int ago = 0; ago < FLAGGED_DAYS && found.size() < FLAGGED_ENOUGH; ago++) {
            LocalDate day = today.minusDays(ago);
            if (ago > 0 && clean.contains(day)) {
                continue;
            }
            Instant from = day.atStartOfDay(zone).toInstant();
            Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
            for (Reading reading : field.findAll(device, from, to)) {
                if (!reading.flags().isEmpty()) {
                    found.add(reading);
                }
            }
        }
        return found;
    }

    private Optional<Calendar> calendar(Page page, DeviceStatus device, DeviceHealth health) {
        // A day is the plot's own, as ingest counts it, whatever zone the page is in.
        ZoneId zone = site.findPlotOf(device.site(), device.device())
                .map(plot -> plot.place().timeZone())
                .orElse(page.format().zone());
        LocalDate today = LocalDate.ofInstant(page.now(), zone);
        return ask(
                        "completeness of " + device.device(),
                        () -> records.days(device.device(), Calendar.first(today), today))
                .map(days -> Calendar.of(new DeviceRow(device), health, days, today));
    }

    /** In the order of the plots; those not assigned come last. */
    private List<DeviceStatus> ordered(Optional<FieldData.Devices> devices) {
        List<String> plots = site.plots().stream().map(Plot::id).toList();
        return devices.map(FieldData.Devices::devices).orElse(List.of()).stream()
                .sorted(Comparator.comparing(
                                (DeviceStatus d) -> d.plot() == null ? Integer.MAX_VALUE : plots.indexOf(d.plot()))
                        .thenComparing(DeviceStatus::device))
                .toList();
    }

    private static <T> Optional<T> ask(String what, Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("a page is shown without the {}: {}", what, e.getMessage());
            return Optional.empty();
        }
    }
}
