package vn.nuong.analytics.forecast.pest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.registry.ModelCard;

/**
 * Forecasts a plot's traps by a trained model of pests. It answers only for a pest that the model has learned from traps, under the same name,
 * and only while what it looks at lies within what it learned from. Immutable and thread-safe.
 */
public final class PestForecaster {

    /** It looks at the last four catches. */
    static final int LEAST_WEEKS = 4;

    private final String version;
    private final PestModels models;
    private final Map<String, SeriesKey> learned;

    private PestForecaster(String version, PestModels models) {
        this.version = version;
        this.models = models;
        this.learned = learned(models.usual());
    }

    /** @throws IOException naming the file and the fault, when the folder holds no model of pests that can be read */
    public static PestForecaster read(Path folder) throws IOException {
        ModelCard card = ModelCard.read(folder);
        if (!card.kind().equals(ModelCard.PEST)) {
            throw new IOException(folder + " holds a model of " + card.kind() + ", not of " + ModelCard.PEST
                    + "; give one that nuong train pest made");
        }
        return new PestForecaster(card.version(), PestModels.read(folder));
    }

    public String version() {
        return version;
    }

    /** The series of traps that it learned, by species. A pest that it knows from two kinds of traps is none: which is meant is not known. */
    private static Map<String, SeriesKey> learned(Climatology usual) {
        Map<String, List<SeriesKey>> found = new HashMap<>();
        for (SeriesKey key : usual.pests()) {
            if (key.unit().toLowerCase(Locale.ROOT).contains("trap")) {
                found.computeIfAbsent(species(key.pest()), k -> new ArrayList<>())
                        .add(key);
            }
        }
        Map<String, SeriesKey> one = new HashMap<>();
        found.forEach((species, keys) -> {
            if (keys.size() == 1) {
                one.put(species, keys.get(0));
            }
        });
        return one;
    }

    /** {@code Empoasca onukii} as {@code trap_count_empoasca_onukii} writes it. */
    private static String species(String pest) {
        return pest.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    /** @return the model's horizons that are wanted; empty where it cannot answer */
    Optional<List<CatchAhead>> forecast(String species, WeeklyCatches weeks, List<Integer> wanted) {
        @Nullable SeriesKey key = learned.get(species);
        if (key == null || weeks.weeks() < LEAST_WEEKS || Double.isNaN(weeks.last())) {
            return Optional.empty();
        }
        List<CatchRow> rows = rows(weeks);
        return models.forecaster(new PestSeries(key, rows), Collections.nCopies(rows.size(), true))
                .ahead()
                .map(all -> all.stream().filter(a -> wanted.contains(a.weeks())).toList())
                .filter(all -> !all.isEmpty());
    }

    /** Years of 52 weeks counted back from the last, whose week of the year is that of its middle day. */
    private static List<CatchRow> rows(WeeklyCatches weeks) {
        LocalDate middle = weeks.today().minusDays(WeeklyCatches.DAYS / 2 + 1);
        int place = Math.min(Season.WEEKS - 1, (middle.getDayOfYear() - 1) / WeeklyCatches.DAYS);
        double[] weather = new double[CatchFile.WEATHER.size()];
        Arrays.fill(weather, Double.NaN);
        List<CatchRow> rows = new ArrayList<>();
        int size = weeks.catches().size();
        for (int i = 0; i < size; i++) {
            int number = middle.getYear() * Season.WEEKS + place - (size - 1 - i);
            rows.add(new CatchRow(
                    i,
                    number / Season.WEEKS,
                    number % Season.WEEKS + 1,
                    weeks.catches().get(i),
                    weather));
        }
        return rows;
    }
}
