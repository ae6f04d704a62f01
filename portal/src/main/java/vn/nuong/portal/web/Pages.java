package vn.nuong.portal.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.live.AdviceBoard;
import vn.nuong.portal.store.AlertStore;
import vn.nuong.portal.store.DeviceAlertStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Language;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.device.DeviceStatus;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.ReplayClock;

/** Gathers what each page shows. Blocks; thread-safe. */
public final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final Duration LATEST_WITHIN = Duration.ofHours(48);
    private static final Duration ALERT_WITHOUT_ADVICE = Duration.ofHours(24);
    private static final int ALERTS_LOOKED_AT = 50;
    private static final int CLOSED_ALERTS_SHOWN = 100;

    private final SiteConfig site;
    private final Clock clock;
    private final AdviceBoard board;
    private final AlertStore alerts;
    private final DeviceAlertStore deviceAlerts;
    private final Answers answers;
    private final FieldData field;
    private final PlotWater water;
    private final PlotModel model;

    public Pages(
            SiteConfig site,
            Clock clock,
            AdviceBoard board,
            AlertStore alerts,
            DeviceAlertStore deviceAlerts,
            Answers answers,
            FieldData field,
            PlotWater water,
            PlotModel model) {
        this.site = site;
        this.clock = clock;
        this.board = board;
        this.alerts = alerts;
        this.deviceAlerts = deviceAlerts;
        this.answers = answers;
        this.field = field;
        this.water = water;
        this.model = model;
    }

    /** The frame of a page about the whole site. */
    public Page page(Language language, String path) {
        return page(language, path, Optional.empty(), field.findDevices());
    }

    /** The frame of a page about one plot. */
    public Page page(Language language, String path, Plot plot) {
        return page(language, path, Optional.of(plot), field.findDevices());
    }

    /** @param devices as they were just asked for */
    Page page(Language language, String path, Optional<Plot> plot, Optional<FieldData.Devices> devices) {
        ZoneId zone = plot.or(() -> site.plots().stream().findFirst())
                .map(p -> p.place().timeZone())
                .orElse(ZoneId.of("Asia/Ho_Chi_Minh"));
        List<Integer> years = devices.stream()
                .flatMap(d -> plot.isPresent() ? d.of(plot.get()).stream() : d.devices().stream())
                .map(DeviceStatus::about)
                .filter(Objects::nonNull)
                .map(DeviceAbout::recordedYear)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        Optional<Page.Replay> replay = clock instanceof ReplayClock running
                ? Optional.of(new Page.Replay(running.schedule().speed(), running.isAtEnd()))
                : Optional.empty();
        return new Page(
                path,
                site.name(),
                site.sample(),
                new Format(language, zone),
                clock.instant(),
                replay,
                years,
                banners(plot),
                deviceAlerts.countOpen());
    }

    /**
     * Alerts whose advice still holds and was not answered. A plot's own pages show none: its alert stands there in its place,
     * and another household's button would be tapped by mistake.
     */
    private List<Question> banners(Optional<Plot> shown) {
        List<Question> banners = new ArrayList<>();
        if (shown.isPresent()) {
            return banners;
        }
        Set<String> seen = new HashSet<>();
        for (Alert alert : alerts.findNewest(ALERTS_LOOKED_AT)) {
            Optional<Plot> plot = site.findPlot(alert.plot());
            if (plot.isPresent() && seen.add(alert.plot() + "/" + alert.topic())) {
                findBanner(plot.get(), alert).ifPresent(banners::add);
            }
        }
        return banners;
    }

    private Optional<Question> findBanner(Plot plot, Alert alert) {
        if (board.find(plot.id()).isPresent()) {
            return answers.find(plot, alert.topic()) // in the words of today's advice: the alert's may be days old
                    .filter(q -> q.decision() == alert.decision() && q.answer().isEmpty());
        }
        boolean recent = Duration.between(alert.at(), clock.instant()).abs().compareTo(ALERT_WITHOUT_ADVICE) < 0;
        return recent
                        && answers.findAnswer(plot.id(), alert.topic(), alert.at())
                                .isEmpty()
                ? Optional.of(question(plot, alert))
                : Optional.empty();
    }

    /** The question that an alert asks, with its answer if there is one. */
    private Question question(Plot plot, Alert alert) {
        return new Question(
                plot.id(),
                plot.name(),
                alert.topic(),
                alert.decision(),
                alert.sentence(),
                alert.at(),
                answers.findAnswer(plot.id(), alert.topic(), alert.at()));
    }

    /** The question asked at that time, by an alert or by the advice that holds now. */
    public Optional<Question> findQuestion(Plot plot, AdviceTopic topic, Instant at) {
        return alerts.findNewest(1000).stream()
                .filter(a -> a.plot().equals(plot.id()) && a.topic() == topic && a.at().equals(at))
                .findFirst()
                .map(alert -> question(plot, alert))
                .or(() -> answers.find(plot, topic).filter(q -> q.adviceAt().equals(at)));
    }

    public String home(Language language) {
        Optional<FieldData.Devices> devices = field.findDevices();
        Page page = page(language, "/", Optional.empty(), devices);
        List<HomeView.Card> cards = site.pilotPlots().stream()
                .map(plot -> new HomeView.Card(
                        plot,
                        board.find(plot.id()),
                        devices.stream()
                                .flatMap(d -> d.of(plot).stream())
                                .map(DeviceStatus::lastMeasured)
                                .filter(Objects::nonNull)
                                .filter(t -> !t.isAfter(page.now()))
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                        devices.isPresent()))
                .toList();
        return Templates.home(page, new HomeView(cards, devices));
    }

    public String plot(Language language, Plot plot) {
        Optional<FieldData.Devices> devices = field.findDevices();
        Page page = page(language, "/plots/" + plot.id(), Optional.of(plot), devices);
        Map<AdviceTopic, Question> questions = new EnumMap<>(AdviceTopic.class);
        for (AdviceTopic topic : AdviceTopic.values()) {
            answers.find(plot, topic).ifPresent(question -> questions.put(topic, question));
        }
        List<Reading> moisture = List.of();
        List<FlaggedGroup> flagged = List.of();
        try {
            moisture = moisture(plot, page.now().minus(LATEST_WITHIN), page.now());
            List<Reading> shown = new ArrayList<>(moisture);
            shown.addAll(field.findWithFlagged(
                    plot, ObservedProperty.RAIN, page.now().minus(LATEST_WITHIN), page.now()));
            flagged = FlaggedGroup.of(shown);
        } catch (IOException e) {
            LOG.warn("the page of {} is shown without its latest readings: {}", plot.id(), e.getMessage());
        }
        return Templates.plot(
                page,
                new PlotView(
                        plot,
                        Optional.ofNullable(site.pilotPlotOf(plot)),
                        board.find(plot.id()),
                        questions,
                        board.find(plot.id()).isEmpty()
                                ? null
                                : water.find(plot).map(WhatIfView::of).orElse(null),
                        devices.map(d -> d.of(plot).stream().map(DeviceRow::new).toList()),
                        latest(moisture, new Origins(devices)),
                        flagged));
    }

    /** A plot's water, day by day. */
    public String water(Language language, Plot plot) {
        return Templates.water(
                page(language, "/plots/" + plot.id() + "/water", plot), new WaterView(plot, water.find(plot)));
    }

    /** What makes a plot's forecast and how right it was. */
    public String model(Language language, Plot plot) {
        return Templates.model(
                page(language, "/plots/" + plot.id() + "/model", plot), new ModelView(plot, model.find(plot)));
    }

    private static List<PlotView.Latest> latest(List<Reading> moisture, Origins origins) {
        Map<String, Reading> newest = new TreeMap<>();
        Map<String, Reading> believable = new HashMap<>();
        for (Reading reading : moisture) {
            String probe = reading.device() + " " + reading.key();
            newest.merge(probe, reading, Pages::newer);
            if (reading.flags().isEmpty()) {
                believable.merge(probe, reading, Pages::newer);
            }
        }
        return newest.entrySet().stream()
                .map(e -> new PlotView.Latest(
                        e.getValue(),
                        believable.get(e.getKey()),
                        origins.of(List.of(e.getValue().device()))))
                .toList();
    }

    private static Reading newer(Reading a, Reading b) {
        return a.measured().isAfter(b.measured()) ? a : b;
    }

    private List<Reading> moisture(Plot plot, Instant from, Instant to) throws IOException {
        List<Reading> readings = new ArrayList<>(field.findWithFlagged(plot, ObservedProperty.SOIL_MOISTURE, from, to));
        readings.addAll(field.findWithFlagged(plot, ObservedProperty.SOIL_MOISTURE_PERCENT, from, to));
        return readings;
    }

    /** @throws IOException when ingest cannot be asked */
    public Chart chart(Language language, Plot plot) throws IOException {
        Page page = page(language, "/plots/" + plot.id(), Optional.of(plot), Optional.empty());
        Instant from = Chart.begin(page.now());
        Instant to = page.now().plusSeconds(1);
        return Chart.of(
                page,
                moisture(plot, from, to),
                field.findWithFlagged(plot, ObservedProperty.RAIN, from, to),
                board.find(plot.id()).map(Advice::forecast).orElse(null),
                new Origins(field.findDevices()));
    }

    /** The operator's page of alerts about devices. */
    public String deviceAlerts(Language language) {
        return Templates.alerts(
                page(language, "/alerts"),
                new DeviceAlertsView(deviceAlerts.findOpen(), deviceAlerts.findClosed(CLOSED_ALERTS_SHOWN)));
    }

    public String answer(Language language, Plot plot, Question question) {
        return Templates.answer(page(language, "/plots/" + plot.id(), plot), question);
    }

    public String problem(Language language, String title, String text) {
        return Templates.problem(page(language, "/"), title, text);
    }
}
