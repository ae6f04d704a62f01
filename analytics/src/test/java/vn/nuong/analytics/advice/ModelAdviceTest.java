package vn.nuong.analytics.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nuong.analytics.Field;
import vn.nuong.analytics.forecast.live.ModelWeight;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.AdviceTopic;
import vn.nuong.telemetry.advice.Confidence;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.advice.ModelEffect;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.MoistureForecast.Point;
import vn.nuong.telemetry.advice.Statement;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.diary.DiaryEntry;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.site.Plot;

/** A learned forecast beside the water balance in the advice on irrigation. */
class ModelAdviceTest {

    private static final Instant NOW = Field.NOW;
    private static final Plot PLOT = calibrated(Field.plot());
    private static final ModelWeight GOOD = new ModelWeight(0.7, 25, 1.1, 2.9);

    /** With probes calibrated in a soil of known field capacity: the depletion is known to a few mm. */
    private static Plot calibrated(Plot plot) {
        Plot.Soil soil = plot.soil();
        return new Plot(
                plot.id(),
                plot.name(),
                plot.household(),
                plot.hamlet(),
                plot.controlPlot(),
                plot.crop(),
                plot.place(),
                plot.areaM2(),
                new Plot.Soil(
                        soil.sand(),
                        soil.clay(),
                        soil.organicMatterPercent(),
                        0.28,
                        0.14,
                        0.46,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null),
                plot.irrigation(),
                plot.fertiliser(),
                plot.devices(),
                plot.quality(),
                plot.calibrations(),
                plot.source());
    }

    /** Soil soaked to field capacity that has dried by so many m³/m³ since, evenly over the last days. */
    private static Field dried(double moisture) {
        Instant rain = NOW.minus(Duration.ofDays(8));
        Field field = new Field().withWeather().with("rain", rain, 60);
        for (int depth : List.of(20, 30, 50)) {
            field.hourly("soil_moisture_" + depth + "cm", t -> {
                double days = Math.max(0, Duration.between(rain, t).toMinutes() / 1440.0);
                double theta = t.isBefore(rain) ? 0.20 : 0.28 - days / 8 * (0.28 - moisture);
                return theta + Field.wiggle(t);
            });
        }
        return field;
    }

    private static PlotHistory history(Field field) {
        return history(field, List.of());
    }

    private static PlotHistory history(Field field, List<DiaryEntry> diary) {
        return HistoryMaker.make(PLOT, AdviceMaker.soil(PLOT), field.readings(), Optional.of(diary), Map.of(), NOW);
    }

    /** No rain for a week, in one member. */
    private static Outlook dryWeek(Instant now) {
        List<Member.Step> steps = new ArrayList<>();
        for (int d = 0; d < 7; d++) {
            steps.add(new Member.Step(
                    now.plus(Duration.ofDays(d)),
                    now.plus(Duration.ofDays(d + 1L)),
                    0.0,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        return new Outlook("made up", List.of(new Member("1", steps)));
    }

    /** At every probe so many m³/m³ less each day, and so much to either side after a day. */
    private static List<MoistureForecast> forecasts(PlotHistory history, double perDay, double spread, Method method) {
        return history.moistureAt(NOW, PlotHistory.FRESH).entrySet().stream()
                .map(e -> {
                    List<Point> points = new ArrayList<>();
                    for (int h = 0; h <= 168; h += h < 24 ? 1 : 6) {
                        double value = clamp(e.getValue() - perDay * h / 24);
                        double off = spread * Math.sqrt(h / 24.0);
                        points.add(new Point(
                                NOW.plus(Duration.ofHours(h)),
                                value,
                                clamp(value - off),
                                clamp(value + off),
                                clamp(value - off / 2),
                                value,
                                clamp(value + off / 2)));
                    }
                    return new MoistureForecast(NOW, e.getKey(), method, points, null, null);
                })
                .toList();
    }

    private static double clamp(double theta) {
        return Math.max(0, Math.min(1, theta));
    }

    private static AdviceMaker.Learned learned(
            PlotHistory history, double perDay, double spread, ModelWeight weight, @Nullable Text aside) {
        return new AdviceMaker.Learned(
                "soil-moisture-9", forecasts(history, perDay, spread, Method.LEARNED), weight, aside);
    }

    private static AdviceMaker.Made make(
            Plot plot, PlotHistory history, Outlook outlook, AdviceMaker.@Nullable Learned learned) {
        return AdviceMaker.make(
                "pilot",
                plot,
                history,
                outlook,
                Optional.empty(),
                history.now(),
                true,
                AdviceMaker.Previous.NONE,
                Optional.empty(),
                List.of(),
                Optional.ofNullable(learned));
    }

    private static AdviceMaker.Made make(PlotHistory history, AdviceMaker.@Nullable Learned learned) {
        return make(PLOT, history, dryWeek(NOW), learned);
    }

    private static Statement irrigation(AdviceMaker.Made made) {
        return made.advice().on(AdviceTopic.IRRIGATION);
    }

    private static ModelEffect effect(AdviceMaker.Made made) {
        ModelEffect effect = made.water().model();
        assertThat(effect).isNotNull();
        return effect;
    }

    /** But for the figures that name the model. */
    private static void assertSame(AdviceMaker.Made with, AdviceMaker.Made without) {
        Statement a = irrigation(with);
        Statement b = irrigation(without);
        assertThat(a.figures().stream()
                        .filter(f -> !f.code().startsWith("model_") && !f.code().equals("depletion_2_days_mm")))
                .isEqualTo(b.figures());
        assertThat(a).usingRecursiveComparison().ignoringFields("figures").isEqualTo(b);
        for (AdviceTopic topic : AdviceTopic.values()) {
            if (topic != AdviceTopic.IRRIGATION) {
                assertThat(with.advice().on(topic)).isEqualTo(without.advice().on(topic));
            }
        }
        assertThat(effect(with).changed()).isFalse();
    }

    @Test
    void aModelThatSeesTheSoilDryFasterBringsIrrigationForwardAndSaysSo() {
        PlotHistory history = history(dried(0.248));
        AdviceMaker.Made without = make(history, null);
        assertThat(irrigation(without).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(without.water().model()).isNull();

        AdviceMaker.Made with = make(history, learned(history, 0.03, 0.003, GOOD, null));
        Statement water = irrigation(with);
        assertThat(water.decision()).isEqualTo(Decision.IRRIGATE);
        assertThat(water.rule()).isEqualTo("IRR-5");
        assertThat(water.confidence()).isNotEqualTo(Confidence.HIGH);
        ModelEffect effect = effect(with);
        assertThat(effect.used()).isTrue();
        assertThat(effect.changed()).isTrue();
        assertThat(effect.why()).isNull();
        assertThat(effect.name()).isEqualTo("soil-moisture-9");
        assertThat(effect.decisionWithout()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(effect.netMmWithout()).isZero();
        ModelEffect.Day two = effect.days().get(1);
        // 0.03 m³/m³ a day in 0.5 m are 30 mm in two days.
        assertThat(two.modelMm() - effect.nowMm()).isEqualTo(30, within(0.5));
        assertThat(two.withMm()).isEqualTo(two.withoutMm() + 0.7 * (two.modelMm() - two.withoutMm()), within(1e-9));
        long drier = Math.round(two.modelMm() - two.withoutMm());
        assertThat(water.reasons())
                .contains(new Text(
                        "Mô hình học máy dự báo đất khô nhanh hơn sổ nước " + drier
                                + " mm trong hai ngày tới; vì vậy tính tưới sớm hơn, ngay bây giờ thay vì chờ.",
                        "The learned model expects the soil to dry by " + drier
                                + " mm more than the ledger does in two days; so irrigation is reckoned due now instead of"
                                + " later."));
    }

    @Test
    void aModelThatSeesItDryMoreSlowlyLetsItWait() {
        PlotHistory history = history(dried(0.214));
        assertThat(irrigation(make(history, null)).decision()).isEqualTo(Decision.IRRIGATE);
        AdviceMaker.Made with = make(history, learned(history, -0.03, 0.001, new ModelWeight(1, 25, 0, 3), null));
        assertThat(irrigation(with).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(effect(with).changed()).isTrue();
        assertThat(effect(with).decisionWithout()).isEqualTo(Decision.IRRIGATE);
        assertThat(effect(with).netMmWithout()).isPositive();
        assertThat(irrigation(with).reasons())
                .anyMatch(r -> r.vi().startsWith("Mô hình học máy dự báo đất khô chậm hơn sổ nước ")
                        && r.vi().endsWith(" mm trong hai ngày tới; vì vậy tính chờ thêm thay vì tưới ngay bây giờ."));
    }

    @Test
    void whereItIsWaitedTheReasonSaysByHowMuchTheModelMovesTheDayThatIrrigationFallsDue() {
        PlotHistory history = history(dried(0.26));
        AdviceMaker.Made without = make(history, null);
        AdviceMaker.Made with = make(history, learned(history, 0.016, 0.001, GOOD, null));
        assertThat(irrigation(with).decision())
                .isEqualTo(irrigation(without).decision())
                .isEqualTo(Decision.DO_NOT_IRRIGATE);
        assertThat(irrigation(with).sentence()).isEqualTo(irrigation(without).sentence());
        ModelEffect effect = effect(with);
        assertThat(effect.changed()).isTrue();
        double raw = with.water().readilyAvailableMm();
        for (ModelEffect.Day day : effect.days()) {
            assertThat(day.withMm() >= raw).isEqualTo(day.day() >= effect.dueDayWith());
            assertThat(day.withoutMm() >= raw).isEqualTo(day.day() >= effect.dueDayWithout());
        }
        assertThat(effect.dueDayWith()).isLessThan(effect.dueDayWithout()).isLessThanOrEqualTo(3);
        String due = " ngày " + (22 + effect.dueDayWith()) + "/3 thay vì ngày " + (22 + effect.dueDayWithout()) + "/3.";
        assertThat(irrigation(with).reasons())
                .anyMatch(r -> r.vi().startsWith("Mô hình học máy dự báo đất khô nhanh hơn sổ nước ")
                        && r.vi().endsWith("; vì vậy tính phải tưới sớm hơn," + due));
    }

    @Test
    void withoutWeightTheAdviceIsTheSame() {
        for (double moisture = 0.19; moisture < 0.28; moisture += 0.01) {
            PlotHistory history = history(dried(moisture));
            for (ModelWeight none : List.of(ModelWeight.NONE, new ModelWeight(0, 25, 3, 2))) {
                assertSame(make(history, learned(history, 0.03, 0.01, none, null)), make(history, null));
            }
        }
    }

    @Test
    void aModelThatHasSteppedAsideChangesNothingAndOnlyTheFiguresTell() {
        PlotHistory history = history(dried(0.248));
        Text aside = new Text("mô hình đang đứng sang một bên", "the model has stepped aside");
        AdviceMaker.Made with = make(history, learned(history, 0.03, 0.003, GOOD, aside));
        assertSame(with, make(history, null));
        assertThat(effect(with).used()).isFalse();
        assertThat(effect(with).why()).isEqualTo(aside);
        assertThat(irrigation(with).figures())
                .filteredOn(f -> f.code().equals("model_weight"))
                .singleElement()
                .satisfies(f -> assertThat(f.value()).isZero());
        assertThat(effect(with).days()).as("it goes on being compared").hasSize(7);
    }

    @Test
    void aModelThatSaysWhatTheBalanceSaysChangesNothing() {
        for (double moisture = 0.19; moisture < 0.28; moisture += 0.01) {
            PlotHistory history = history(dried(moisture));
            double etc = irrigation(make(history, null)).figures().stream()
                    .filter(f -> f.code().equals("etc_mm_day"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            AdviceMaker.Made without = make(history, null);
            AdviceMaker.Made with = make(history, learned(history, etc / 500, 0, new ModelWeight(0.5, 25, 1, 2), null));
            assertThat(effect(with).changed()).isFalse();
            assertThat(irrigation(with).decision())
                    .isEqualTo(irrigation(without).decision());
            assertThat(irrigation(with).sentence())
                    .isEqualTo(irrigation(without).sentence());
        }
    }

    @Test
    void widerQuantilesNeverMakeItSurer() {
        int lessSure = 0;
        for (double moisture = 0.19; moisture < 0.28; moisture += 0.006) {
            PlotHistory history = history(dried(moisture));
            Confidence without = irrigation(make(history, null)).confidence();
            for (double perDay : new double[] {-0.02, -0.01, 0.005, 0.008, 0.02}) {
                Map<Decision, Confidence> before = new EnumMap<>(Decision.class);
                for (double spread : new double[] {0, 0.002, 0.005, 0.01, 0.02, 0.04}) {
                    Statement water = irrigation(make(history, learned(history, perDay, spread, GOOD, null)));
                    Confidence narrower = before.getOrDefault(water.decision(), without);
                    assertThat(surety(water.confidence()))
                            .as("θ " + moisture + ", " + perDay + " a day, spread " + spread)
                            .isLessThanOrEqualTo(surety(narrower))
                            .isLessThanOrEqualTo(surety(without));
                    lessSure += surety(water.confidence()) < surety(narrower) ? 1 : 0;
                    before.put(water.decision(), water.confidence());
                }
            }
        }
        assertThat(lessSure).isPositive();
    }

    private static int surety(Confidence confidence) {
        return switch (confidence) {
            case LOW -> 0;
            case MEDIUM -> 1;
            case HIGH -> 2;
        };
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        PlotHistory history = history(dried(0.248)
                .without(r -> r.key().toString().startsWith("soil_moisture")
                        && r.measured().isAfter(NOW.minus(Duration.ofDays(3)))));
        PlotHistory heard = history(dried(0.248));
        AdviceMaker.Made with = make(history, learned(heard, 0.03, 0.003, GOOD, null));
        assertThat(irrigation(with).decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(effect(with).used()).isFalse();
        assertThat(effect(with).why()).isNotNull();
        assertThat(irrigation(with).reasons())
                .isEqualTo(irrigation(make(history, null)).reasons());
    }

    @Test
    void bansHoldWhateverAModelExpects() {
        LocalDate today = LocalDate.of(2026, 3, 22);
        List<DiaryEntry> picking = IntStream.range(0, 5)
                .<DiaryEntry>mapToObj(
                        i -> new DiaryEntry.Picking("p" + i, "plot-1", today.plusDays(i), null, null, null))
                .toList();
        for (double moisture : new double[] {0.20, 0.248}) {
            Field field = dried(moisture);
            PlotHistory history = history(field, picking);
            AdviceMaker.Made with = make(history, learned(history, 0.03, 0.003, GOOD, null));
            assertThat(irrigation(with).decision()).isEqualTo(Decision.DO_NOT_IRRIGATE);
            assertThat(irrigation(with).turns()).isEmpty();
            assertThat(irrigation(with).start()).isNull();
            assertThat(irrigation(with).sentence())
                    .isEqualTo(irrigation(make(history, null)).sentence());
        }
    }

    @Test
    void withoutAnOutlookOrWithoutTheModelAtEveryProbeItIsNotUsed() {
        PlotHistory history = history(dried(0.248));
        AdviceMaker.Learned learned = learned(history, 0.03, 0.003, GOOD, null);
        AdviceMaker.Made noOutlook = make(PLOT, history, Outlook.none(), learned);
        assertThat(effect(noOutlook).used()).isFalse();
        assertThat(effect(noOutlook).why())
                .isEqualTo(new Text("không có dự báo thời tiết để cân nhắc", "there is no outlook to weigh by"));
        assertThat(effect(noOutlook).days()).isEmpty();
        assertSame(noOutlook, make(PLOT, history, Outlook.none(), null));

        AdviceMaker.Learned some =
                new AdviceMaker.Learned("soil-moisture-9", learned.forecasts().subList(0, 2), GOOD, null);
        assertSame(make(history, some), make(history, null));
        AdviceMaker.Learned physics =
                new AdviceMaker.Learned("soil-moisture-9", forecasts(history, 0.03, 0.003, Method.PHYSICS), GOOD, null);
        assertSame(make(history, physics), make(history, null));
        assertThat(effect(make(history, physics)).used()).isFalse();
    }

    @Test
    void theAdviceItselfIsStoredAndReadBackWithWhatTheModelDid() {
        PlotHistory history = history(dried(0.248));
        AdviceMaker.Made made = make(history, learned(history, 0.03, 0.003, GOOD, null));
        Advice read = Json.read(Json.write(made.advice()), Advice.class);
        assertThat(read.on(AdviceTopic.IRRIGATION)).isEqualTo(irrigation(made));
    }
}
