package vn.nuong.analytics.forecast.soilmoisture;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Skill;

/** Scores one horizon from the rows as they were written, so that the report says what anybody reckons from the file. */
final class Scores {

    private final HorizonModel model;
    private final int horizon;
    private final Map<String, Sum> stations = new LinkedHashMap<>();
    private final Sum all = new Sum();
    private QuantileCounts quantiles;

    Scores(HorizonModel model, int horizon) {
        this.model = model;
        this.horizon = horizon;
        this.quantiles = QuantileCounts.none(horizon);
    }

    /** Takes the rows of this horizon from a station's part file. */
    void add(String station, Path rows) throws IOException {
        Sum sum = stations.computeIfAbsent(station, s -> new Sum());
        try (BufferedReader lines = Files.newBufferedReader(rows)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (Integer.parseInt(cells[3]) == horizon) {
                    double[] values = new double[5];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Double.parseDouble(cells[4 + i]);
                    }
                    sum.add(values, model);
                    all.add(values, model);
                }
            }
        }
    }

    /** Takes the counts of a station. */
    void add(List<QuantileCounts> counts) {
        for (QuantileCounts of : counts) {
            if (of.horizon() == horizon) {
                quantiles = quantiles.plus(of);
            }
        }
    }

    SoilMoistureReport.Horizon horizon() {
        double persistenceWidth = model.persistenceHigh() - model.persistenceLow();
        Map<String, SoilMoistureReport.Score> byStation = new LinkedHashMap<>();
        stations.forEach((name, sum) -> byStation.put(name, sum.score(persistenceWidth)));
        return new SoilMoistureReport.Horizon(
                horizon,
                List.of(round(model.persistenceLow()), round(model.persistenceHigh())),
                all.score(persistenceWidth),
                byStation,
                quantiles.shares());
    }

    private static double round(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }

    private static final class Sum {
        private Skill skill = Skill.NONE;
        private int inside;
        private int insidePersistence;
        private double width;

        /** @param v observed, persistence, forecast, lower, upper */
        void add(double[] v, HorizonModel model) {
            skill = skill.plus(v[2] - v[1], v[0] - v[1]);
            inside += v[0] >= v[3] && v[0] <= v[4] ? 1 : 0;
            double change = v[0] - v[1];
            insidePersistence += change >= model.persistenceLow() && change <= model.persistenceHigh() ? 1 : 0;
            width += v[4] - v[3];
        }

        SoilMoistureReport.Score score(double persistenceWidth) {
            int n = skill.n();
            return new SoilMoistureReport.Score(
                    n,
                    known(skill.score()),
                    known(Math.sqrt(skill.squaredError() / n)),
                    known((double) inside / n),
                    known(width / n),
                    known((double) insidePersistence / n),
                    round(persistenceWidth));
        }

        private static @Nullable Double known(double value) {
            return Double.isNaN(value) ? null : (Double) round(value);
        }
    }
}
