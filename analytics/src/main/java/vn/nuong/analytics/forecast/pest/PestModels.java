package vn.nuong.analytics.forecast.pest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vn.nuong.telemetry.json.Json;

/**
 * All that is learned from a file of weekly catches: what is usual at each time of the year, what is much, and a {@link PestModel} for each
 * horizon. Immutable once learned or read.
 *
 * @param usual at each week of the year
 * @param high what nine in ten catches do not exceed
 * @param horizons by ascending horizon
 */
record PestModels(Climatology usual, UsualHigh high, List<PestModel> horizons) {

    /** The model's file beside its card. */
    static final String FILE = "pest.json";

    private static final int FORMAT = 1;

    PestModels {
        horizons = List.copyOf(horizons);
    }

    /** As it is kept in a file. Numbers are written so that they are read back to the bit. */
    private record Saved(
            int format, Climatology.Numbers usual, UsualHigh.Numbers high, List<PestModel.Numbers> horizons) {}

    /**
     * Learns.
     *
     * @param weeks horizons, ascending
     * @param progress takes a line for every horizon
     * @throws IllegalArgumentException when there is too little to learn from
     * @throws InterruptedException when the thread was asked to stop
     */
    static PestModels learn(List<PestSeries> training, List<Integer> weeks, Consumer<String> progress)
            throws InterruptedException {
        List<PestModel> horizons = new ArrayList<>();
        for (int ahead : weeks) {
            progress.accept("learning " + ahead + (ahead == 1 ? " week" : " weeks") + " ahead from " + training.size()
                    + " series");
            horizons.add(PestModel.learn(training, ahead));
        }
        return new PestModels(new Climatology(training), new UsualHigh(training), horizons);
    }

    /** Writes it into a folder as one file, from which {@link #read} makes the same. */
    void write(Path folder) throws IOException {
        Saved saved = new Saved(
                FORMAT,
                usual.numbers(),
                high.numbers(),
                horizons.stream().map(PestModel::numbers).toList());
        Files.write(folder.resolve(FILE), Json.mapper().writeValueAsBytes(saved));
    }

    /** @throws IOException naming the file and the fault, when it is missing, damaged or of another format */
    static PestModels read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try (InputStream in = Files.newInputStream(file)) {
            Saved saved = Json.mapper().readValue(in, Saved.class);
            if (saved.format() != FORMAT) {
                throw new IOException("format " + saved.format() + ", not " + FORMAT + "; train it anew");
            }
            return new PestModels(
                    new Climatology(saved.usual()),
                    new UsualHigh(saved.high()),
                    saved.horizons().stream().map(PestModel::new).toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Forecasts one series.
     *
     * @param series what is known of it
     * @param scored for each of its rows whether forecasts issued then, and for it, are given
     */
    SeriesForecaster forecaster(PestSeries series, List<Boolean> scored) {
        return new SeriesForecaster(series, scored, usual, high, horizons);
    }
}
