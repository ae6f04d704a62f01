package vn.nuong.analytics;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.live.LiveForecasts;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelRegistry;
import vn.nuong.analytics.retrain.Retrainer;
import vn.nuong.telemetry.advice.ModelUse;
import vn.nuong.telemetry.advice.MoistureForecast;
import vn.nuong.telemetry.advice.MoistureForecast.Method;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.SiteConfig;

/** Tells what makes the forecasts of a plot and what they were worth. Thread-safe; blocks for the records. */
final class ModelDesk {

    private static final Text NOT_EARNED = new Text(
            "nơi đo giống nhất, mô hình học chưa đoán đúng hơn cách tính cân bằng nước, hoặc lúc này thiếu số đo cho nó",
            "in the nearest situation measured the learned model was not better than the water balance, or readings that it"
                    + " needs are missing now");

    private final SiteConfig site;
    private final ForecastSource forecasts;
    private final LiveForecasts live;
    private final ModelRegistry registry;
    private final Retrainer retrainer;
    private final ProbeDesk probes;

    ModelDesk(
            SiteConfig site,
            ForecastSource forecasts,
            LiveForecasts live,
            ModelRegistry registry,
            Retrainer retrainer,
            ProbeDesk probes) {
        this.site = site;
        this.forecasts = forecasts;
        this.live = live;
        this.registry = registry;
        this.retrainer = retrainer;
        this.probes = probes;
    }

    /** @param latest the plot's latest forecast; null when it has none */
    ModelUse use(String plot, @Nullable MoistureForecast latest, Instant now) throws IOException {
        LiveForecasts.Record record = live.record(plot, now);
        ModelRegistry.Model model = forecasts.inUse();
        ModelCard card = model.card();
        Method inUse = latest == null ? null : latest.method();
        ModelUse.@Nullable Switch decided = inUse == null ? null : decided(inUse, record);
        Text why = decided == null || !decided.aside() ? null : decided.why();
        return new ModelUse(
                site.site(),
                plot,
                now,
                site.sample(),
                inUse,
                decided == null ? null : decided.at(),
                why == null && inUse == Method.PHYSICS ? NOT_EARNED : why,
                card.version(),
                model.isShipped(),
                card.created(),
                model.isShipped() ? null : registry.activeSince(card.kind()),
                learnedFrom(card),
                record.days(),
                record.scores(),
                record.switches(),
                retrainer.status(),
                probes.of(plot));
    }

    /** The change that made it so; null when it was so from the first. */
    private static ModelUse.@Nullable Switch decided(Method inUse, LiveForecasts.Record record) {
        Optional<ModelUse.Switch> change = record.last(inUse == Method.PERSISTENCE ? Method.PHYSICS : Method.LEARNED)
                .filter(s -> s.aside() == (inUse != Method.LEARNED));
        return change.orElse(null);
    }

    /** By site and licence with the days learned from; what an older card has in its notes otherwise. */
    private static List<String> learnedFrom(ModelCard card) {
        if (card.learnedFrom().isEmpty()) {
            return card.notes();
        }
        Map<String, List<ModelCard.Learned>> bySource = card.learnedFrom().stream()
                .collect(Collectors.groupingBy(
                        f -> f.site() + " (" + f.licence() + ")", TreeMap::new, Collectors.toList()));
        return bySource.entrySet().stream()
                .map(e -> e.getKey() + ", "
                        + e.getValue().stream()
                                .map(ModelCard.Learned::from)
                                .min(LocalDate::compareTo)
                                .orElseThrow()
                        + " – "
                        + e.getValue().stream()
                                .map(ModelCard.Learned::to)
                                .max(LocalDate::compareTo)
                                .orElseThrow())
                .toList();
    }
}
