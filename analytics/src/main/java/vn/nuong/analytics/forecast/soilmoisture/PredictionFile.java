package vn.nuong.analytics.forecast.soilmoisture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes predictions as CSV: the rows of a station whole or not at all. */
final class PredictionFile {

    static final String HEADER = "station,issued,valid,horizon_h,observed,persistence,forecast,lower80,upper80";

    private static final int DECIMALS = 5;
    private static final int PER_UNIT = 100_000;

    private PredictionFile() {}

    /** The rows of one station, without the header. */
    static void write(Path file, Station station, List<List<Prediction>> byHorizon) throws IOException {
        List<Prediction> rows = byHorizon.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Prediction::hour).thenComparingInt(Prediction::horizon))
                .toList();
        QuantileCounts.write(file, byHorizon);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            StringBuilder line = new StringBuilder();
            for (Prediction row : rows) {
                line.setLength(0);
                line.append(station.name()).append(',').append(station.time(row.hour()));
                line.append(',').append(station.time(row.hour() + row.horizon()));
                line.append(',').append(row.horizon());
                Stream.of(row.observed(), row.persistence(), row.forecast(), row.lower(), row.upper())
                        .forEach(value -> number(line.append(','), value));
                out.append(line.append('\n'));
            }
        }
        Files.move(part, file);
    }

    /** A number of 0 to 1 with five decimals, without needless noughts. */
    private static void number(StringBuilder to, double value) {
        long units = Math.round(value * PER_UNIT);
        String digits = String.valueOf(PER_UNIT + units % PER_UNIT).substring(1);
        to.append(units / PER_UNIT).append('.');
        int end = DECIMALS;
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        to.append(digits, 0, end);
    }
}
