package vn.nuong.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.advice.SeenChange;
import vn.nuong.analytics.agronomy.eto.EtoResult;
import vn.nuong.analytics.agronomy.eto.ReferenceEvapotranspiration;
import vn.nuong.analytics.forecast.live.ModelWeight;
import vn.nuong.analytics.forecast.live.Offer;
import vn.nuong.analytics.forecast.soilmoisture.ProbeTrack;
import vn.nuong.analytics.forecast.soilmoisture.SoilMoistureForecaster;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.history.Series;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;

/**
 * A model's record at a plot where none was kept: its forecasts of the last weeks are made anew, each from what was measured up to its own
 * time, and compared with what the probes then saw, beside the water balance. No outlook of those days is there any more, so both get the
 * weather that came: what is compared is what they make of the weather, not who foresaw it.
 */
public final class ModelBackcast {

    /** Forecasts are made of so many days. */
    public static final int DAYS = 15;

    /** What a forecast looks back at. */
    private static final Duration PAST = SiteReadings.WINDOW;

    private static final LocalTime SUNRISE = LocalTime.of(6, 0);
    private static final LocalTime SUNSET = LocalTime.of(18, 0);

    private final SoilMoistureForecaster forecaster;
    private final Plot plot;
    private final List<Reading> readings;
    private final Optional<List<DiaryEntry>> diary;
    private final PlotHistory history;
    private final Map<Integer, ProbeTrack> tracks = new HashMap<>();
    private final Map<LocalDate, Optional<Double>> etoMm = new HashMap<>();

    private ModelBackcast(
            SoilMoistureForecaster forecaster,
            Plot plot,
            List<Reading> readings,
            Optional<List<DiaryEntry>> diary,
            PlotHistory history) {
        this.forecaster = forecaster;
        this.plot = plot;
        this.readings = readings;
        this.diary = diary;
        this.history = history;
    }

    /**
     * What a model expects now, with the weight that its record of the last {@value #DAYS} days gives it.
     *
     * @param readings of the plot
     * @param history made from them, at the time of the advice
     */
    public static AdviceMaker.Learned learned(
            SoilMoistureForecaster forecaster,
            Plot plot,
            List<Reading> readings,
            Optional<List<DiaryEntry>> diary,
            PlotHistory history,
            Outlook outlook) {
        return new ModelBackcast(forecaster, plot, readings, diary, history).learned(outlook);
    }

    private AdviceMaker.Learned learned(Outlook outlook) {
        ModelWeight weight = ModelWeight.of(came());
        List<Offer> offers = offers(history, outlook);
        return PlotWorker.learned(forecaster.card().version(), offers, weight, null);
    }

    private List<Offer> offers(PlotHistory then, Outlook outlook) {
        return ForecastSource.forecast(
                forecaster, plot, then, outlook, depth -> tracks.computeIfAbsent(depth, d -> new ProbeTrack()));
    }

    private List<ModelWeight.Came> came() {
        List<ModelWeight.Came> came = new ArrayList<>();
        SeenChange seen = new SeenChange(plot, history);
        Duration step = Duration.ofHours(ModelWeight.EVERY_HOURS);
        Instant first = history.now().minus(Duration.ofDays(DAYS));
        for (Instant t = first; t.isBefore(history.now().minus(Duration.ofDays(1))); t = t.plus(step)) {
            ModelEffect expected = expected(t);
            if (expected != null) {
                addCame(came, t, expected, seen);
            }
        }
        return came;
    }

    private void addCame(List<ModelWeight.Came> came, Instant issued, ModelEffect expected, SeenChange seen) {
        for (int lead : ModelWeight.LEADS) {
            Instant valid = issued.plus(Duration.ofDays(lead));
            if (valid.isAfter(history.now()) || history.wateredMm(issued, valid) > 0) {
                continue; // a forecast is for the case that nothing is given
            }
            OptionalDouble change = seen.mm(issued, valid);
            expected.days().stream()
                    .filter(d -> d.day() == lead && change.isPresent())
                    .map(d -> new ModelWeight.Came(
                            issued,
                            lead,
                            d.withoutMm() - expected.nowMm(),
                            d.modelMm() - expected.nowMm(),
                            change.getAsDouble()))
                    .forEach(came::add);
        }
    }

    /** What was expected from what had been measured by then; null where nothing was. */
    private @Nullable ModelEffect expected(Instant t) {
        PlotHistory then = HistoryMaker.make(
                plot,
                AdviceMaker.soil(plot),
                readings.stream()
                        .filter(r -> r.measured().isAfter(t.minus(PAST))
                                && !r.measured().isAfter(t))
                        .toList(),
                diary,
                Map.of(),
                t);
        Outlook weather = weather(t);
        List<Offer> offers = offers(then, weather);
        return offers.isEmpty()
                ? null
                : AdviceMaker.findEffect(
                        plot,
                        then,
                        weather,
                        PlotWorker.learned(forecaster.card().version(), offers, ModelWeight.NONE, null));
    }

    /** As it came from a time on, by the hour, up to a week. */
    private Outlook weather(Instant from) {
        List<Member.Step> steps = new ArrayList<>();
        Instant last = from.plus(Duration.ofDays(7));
        Duration hour = Duration.ofHours(1);
        for (Instant t = from; t.isBefore(last) && !t.plus(hour).isAfter(history.now()); t = t.plus(hour)) {
            Instant end = t.plus(hour);
            OptionalDouble rain = history.rainMm(t, end);
            Double temperature = mean(history.weather().temperature(), t, end);
            Double humidity = mean(history.weather().humidity(), t, end);
            steps.add(new Member.Step(
                    t,
                    end,
                    rain.isPresent() ? (Double) rain.getAsDouble() : null,
                    temperature,
                    temperature,
                    humidity == null ? null : (Double) Math.min(100, humidity),
                    null,
                    etoMm(t)));
        }
        return new Outlook("the weather that came", List.of(new Member("1", steps)));
    }

    private static @Nullable Double mean(Optional<Series> series, Instant from, Instant to) {
        OptionalDouble mean = series.stream()
                .flatMap(s -> s.values().subMap(from, false, to, true).values().stream())
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }

    /** Of the hour that begins then: the day's, in equal parts from sunrise to sunset, as the ledger has it. */
    private @Nullable Double etoMm(Instant hour) {
        var local = hour.atZone(history.zone());
        Function<LocalDate, Optional<Double>> daily = date -> ReferenceEvapotranspiration.daily(
                        new Place(plot.place().latitude(), plot.place().elevationM()),
                        history.weather().day(date, history.zone()))
                .map(EtoResult::mm);
        Double day = etoMm.computeIfAbsent(local.toLocalDate(), daily).orElse(null);
        boolean light =
                !local.toLocalTime().isBefore(SUNRISE) && local.toLocalTime().isBefore(SUNSET);
        long hours = Duration.between(SUNRISE, SUNSET).toHours();
        return day == null ? null : (Double) (light ? Math.max(0, day) / hours : 0);
    }
}
