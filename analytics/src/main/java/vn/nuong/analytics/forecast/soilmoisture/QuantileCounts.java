package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.nuong.telemetry.json.Json;

/**
 * How many readings of one station lay below each quantile, of one horizon; kept beside the station's rows, which have no quantiles.
 *
 * @param horizon hours
 * @param n readings
 * @param below how many lay below each of {@link Quantiles#SHARES}
 */
record QuantileCounts(int horizon, int n, List<Integer> below) {

    QuantileCounts {
        below = List.copyOf(below);
    }

    static QuantileCounts none(int horizon) {
        return new QuantileCounts(
                horizon, 0, Quantiles.SHARES.stream().map(s -> 0).toList());
    }

    QuantileCounts plus(QuantileCounts other) {
        List<Integer> sum = new ArrayList<>();
        for (int q = 0; q < below.size(); q++) {
            sum.add(below.get(q) + other.below.get(q));
        }
        return new QuantileCounts(horizon, n + other.n, sum);
    }

    private QuantileCounts plus(Prediction row) {
        List<Integer> sum = new ArrayList<>();
        for (int q = 0; q < below.size(); q++) {
            sum.add(below.get(q) + (row.observed() < row.quantiles()[q] ? 1 : 0));
        }
        return new QuantileCounts(horizon, n + 1, sum);
    }

    /** Share below each quantile, by its share; empty while there is no reading. */
    Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int q = 0; n > 0 && q < below.size(); q++) {
            shares.put(String.valueOf(Quantiles.SHARES.get(q)), Math.round(below.get(q) * 100_000.0 / n) / 100_000.0);
        }
        return shares;
    }

    /** @param rows the file of the station's rows, beside which the counts are kept */
    static void write(Path rows, List<List<Prediction>> byHorizon) throws IOException {
        List<QuantileCounts> counts = new ArrayList<>();
        for (List<Prediction> predictions : byHorizon) {
            if (!predictions.isEmpty()) {
                QuantileCounts of = none(predictions.get(0).horizon());
                for (Prediction prediction : predictions) {
                    of = of.plus(prediction);
                }
                counts.add(of);
            }
        }
        Files.write(file(rows), Json.mapper().writeValueAsBytes(counts));
    }

    static List<QuantileCounts> read(Path rows) throws IOException {
        return Arrays.asList(Json.mapper().readValue(file(rows).toFile(), QuantileCounts[].class));
    }

    private static Path file(Path rows) {
        return rows.resolveSibling(rows.getFileName() + ".quantiles.json");
    }
}
