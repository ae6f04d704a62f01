package vn.nuong.analytics.forecast.soilmoisture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A station's file made up from storms and a simple soil, the same for the same seed. */
final class MadeUpStation {

    static final Instant START = Instant.parse("2022-04-01T00:00:00Z");

    private static final List<String> HEAD = List.of(
            "time",
            "soil_moisture_5cm",
            "soil_moisture_20cm",
            "soil_moisture_40cm",
            "station_rain",
            "rain",
            "air_temperature",
            "relative_humidity",
            "solar_radiation");

    private final List<List<String>> rows = new ArrayList<>();

    MadeUpStation(long seed, int days) {
        Random weather = new Random(7); // the stations stand in the same weather
        Random soil = new Random(seed);
        double capacity = 0.32 + 0.04 * soil.nextDouble();
        double[] theta = {capacity - 0.05, capacity - 0.03, capacity};
        int stormLeft = 0;
        for (int h = 0; h < 24 * days; h++) {
            stormLeft = stormLeft > 0 ? stormLeft - 1 : weather.nextInt(80) == 0 ? 3 + weather.nextInt(5) : 0;
            double rain = stormLeft > 0 ? 6 * weather.nextDouble() : 0;
            double sun = Math.max(0, Math.sin((h % 24 - 12) * Math.PI / 12)) * (stormLeft > 0 ? 150 : 700);
            double[] thickness = {100, 200, 300};
            double down = rain;
            for (int j = 0; j < 3; j++) {
                theta[j] += down / thickness[j];
                down = Math.max(0, theta[j] - capacity) * 0.12 * thickness[j];
                theta[j] -= down / thickness[j] + (theta[j] - 0.12) * sun * 2e-6 / (j + 1);
            }
            List<String> row = new ArrayList<>();
            row.add(START.plus(h, ChronoUnit.HOURS).toString());
            for (double value : theta) {
                row.add(String.format(Locale.ROOT, "%.3f", value + 0.001 * soil.nextGaussian()));
            }
            row.add(String.format(Locale.ROOT, "%.1f", rain * (0.9 + 0.2 * soil.nextDouble())));
            row.add(String.format(Locale.ROOT, "%.1f", rain));
            row.add(String.format(Locale.ROOT, "%.1f", 20 + 8 * Math.sin((h % 24 - 8) * Math.PI / 12)));
            row.add(stormLeft > 0 ? "95" : "65");
            row.add(String.format(Locale.ROOT, "%.0f", sun));
            rows.add(row);
        }
    }

    int hours() {
        return rows.size();
    }

    /** Changes a column in the hours from this one until before that one. */
    MadeUpStation change(String column, int from, int until, UnaryOperator<String> change) {
        int at = HEAD.indexOf(column);
        for (int h = from; h < until; h++) {
            rows.get(h).set(at, change.apply(rows.get(h).get(at)));
        }
        return this;
    }

    MadeUpStation empty(int from, int until, String... columns) {
        for (String column : columns) {
            change(column, from, until, value -> "");
        }
        return this;
    }

    MadeUpStation cutAt(int hour) {
        rows.subList(hour, rows.size()).clear();
        return this;
    }

    MadeUpStation exchange(int one, int other) {
        Collections.swap(rows, one, other);
        return this;
    }

    /** Writes all columns but these. */
    void write(Path file, String... without) throws IOException {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < HEAD.size(); i++) {
            if (!List.of(without).contains(HEAD.get(i))) {
                kept.add(i);
            }
        }
        StringBuilder text =
                new StringBuilder(String.join(",", kept.stream().map(HEAD::get).toList()));
        for (List<String> row : rows) {
            text.append('\n')
                    .append(String.join(",", kept.stream().map(row::get).toList()));
        }
        Files.writeString(file, text.append('\n'));
    }
}
