package vn.nuong.analytics.forecast.pest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Weekly catches from a known process: a season, a slow random swing, and counting noise with many noughts. */
final class MadeUpCatches {

    static final String HEADER =
            "location,pest,unit,year,standard_week,value,air_temperature_max,air_temperature_min,relative_humidity_morning,"
                    + "relative_humidity_evening,rain,wind_speed,sunshine_hours,evaporation";

    static final String TRAP = "Number/Light trap";

    private final List<String> rows = new ArrayList<>();

    /** Adds years of a series; the same seed gives the same rows. */
    MadeUpCatches series(String location, String pest, String unit, int firstYear, int years, long seed) {
        Random random = new Random(seed);
        double level = 1.5 + random.nextDouble();
        int peak = 36 + random.nextInt(5);
        double swing = 0;
        for (int year = firstYear; year < firstYear + years; year++) {
            for (int week = 1; week <= 52; week++) {
                double season = 2.5 * Math.cos(2 * Math.PI * (week - peak) / 52);
                swing = 0.8 * swing + 0.6 * random.nextGaussian();
                double mean = level + season + swing - 1.5;
                long caught = Math.max(0, Math.round(Math.expm1(mean + 0.5 * random.nextGaussian())));
                double warm = 28 + 6 * Math.cos(2 * Math.PI * (week - 22) / 52) + random.nextGaussian();
                rows.add(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%d,%d,%d,%.1f,%.1f,%.1f,%.1f,%.1f,%.2f,%.1f,%.1f",
                        location,
                        pest,
                        unit,
                        year,
                        week,
                        caught,
                        warm,
                        warm - 9,
                        85.0,
                        55.0,
                        10 * random.nextDouble(),
                        1.5,
                        6.5,
                        5.0));
            }
        }
        return this;
    }

    List<String> rows() {
        return rows;
    }

    Path write(Path file) throws IOException {
        return write(file, rows);
    }

    static Path write(Path file, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(rows);
        lines.add(0, HEADER);
        return Files.write(file, lines);
    }

    /** Three places to learn from, before 2004. */
    static MadeUpCatches training() {
        MadeUpCatches catches = new MadeUpCatches();
        String[] places = {"Hill", "Lake", "Ford"};
        for (int p = 0; p < places.length; p++) {
            catches.series(places[p], "Hopper", TRAP, 1998, 6, 10 + p);
            catches.series(places[p], "Borer", TRAP, 2000, 4, 20 + p);
        }
        return catches;
    }

    /** A place and years that are not in the training. */
    static MadeUpCatches unseen() {
        return new MadeUpCatches()
                .series("Mill", "Hopper", TRAP, 2004, 4, 30)
                .series("Mill", "Borer", TRAP, 2004, 4, 31);
    }

    /** The row with another catch. */
    static String with(String row, String caught) {
        String[] cells = row.split(",", -1);
        cells[5] = caught;
        return String.join(",", cells);
    }
}
