package vn.nuong.standalone.water;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.agronomy.eto.EtoResult.Method;
import vn.nuong.analytics.agronomy.eto.EtoSettings;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Resistance;
import vn.nuong.standalone.cli.Table;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;

/** {@code nuong eto}: reference evapotranspiration of a weather file. */
@Command(
        name = "eto",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Reckon reference evapotranspiration (FAO-56, grass) of a weather file.",
        description = {
            "Tính lượng nước bốc thoát hơi chuẩn ETo từ số liệu thời tiết.",
            "",
            "Writes date,eto_mm,method (or time,eto_mm,method) as CSV. method names what was missing and what was taken instead;"
                    + " of an impossible row it says why, and eto_mm is empty.",
            ""
        },
        footer = {
            "",
            "Daily columns, any may be missing but there is no ETo without both temperatures: date, air_temperature_min, air_temperature_max (°C),"
                    + " relative_humidity_min, relative_humidity_max (%%), dew_point (°C), vapour_pressure (kPa),"
                    + " solar_radiation_mj (MJ/m²/d) or solar_radiation (mean W/m²), sunshine_hours, wind_speed (m/s), rain (mm).",
            "Hourly columns, a row an hour: time (the hour's start), air_temperature, relative_humidity, dew_point, vapour_pressure,"
                    + " solar_radiation (W/m²), wind_speed, rain.",
            "More: docs/water.md. Exit code: 0 done, 1 it failed, 2 wrong options or a file of which no row can be used."
        })
public final class EtoCommand implements Callable<Integer> {

    /** More bad rows than this are counted on standard error and no longer named there. */
    private static final int MOST_NAMED = 20;

    @Parameters(paramLabel = "WEATHER.csv", description = "The weather, a row a day or a row an hour.")
    private Path file = Path.of("");

    @Option(
            names = "--latitude",
            paramLabel = "DEG",
            required = true,
            description = "Latitude, degrees, north positive.")
    private double latitude;

    @Option(
            names = "--longitude",
            paramLabel = "DEG",
            description = "Longitude, degrees, east positive. Needed for hours only.")
    private @Nullable Double longitude;

    @Option(names = "--elevation", paramLabel = "M", required = true, description = "Height above sea level, m.")
    private double elevation;

    @Option(
            names = "--wind-height",
            paramLabel = "M",
            defaultValue = "2",
            description = "Height of the anemometer above ground, m. Default: ${DEFAULT-VALUE}")
    private double windHeight;

    @Option(
            names = "--default-wind",
            paramLabel = "M/S",
            defaultValue = "2",
            description = "Wind at 2 m where it was not measured, m/s. Default: ${DEFAULT-VALUE} (FAO-56)")
    private double defaultWind;

    @Option(
            names = "--krs",
            paramLabel = "K",
            defaultValue = "0.16",
            description =
                    "Radiation from the temperature range: 0.16 inland, 0.19 on a coast. Default: ${DEFAULT-VALUE}")
    private double kRs;

    @Option(
            names = "--utc-offset",
            paramLabel = "+HH:MM",
            description = "Of times that name none. Default: the longitude's whole hour, which method then names")
    private @Nullable String utcOffset;

    @Option(
            names = "--resistance",
            paramLabel = "WHICH",
            defaultValue = "fao56",
            description =
                    "Surface resistance of hours: fao56 (70 s/m) or allen_2006 (50 by day, 200 by night). Default:"
                            + " ${DEFAULT-VALUE}")
    private Resistance resistance = Resistance.FAO56;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw usage(file + " is no file; name a CSV of weather");
        }
        try {
            if (longitude != null) {
                Limits.within("--longitude", longitude, -180, 180, "degrees");
            }
            CsvTable table = CsvTable.read(file);
            boolean hourly = table.columns().contains(HourlyEto.TIME);
            EtoTable done = hourly ? hours(table) : new EtoTable(days(table), List.of());
            done.notes().forEach(note -> spec.commandLine().getErr().println("nuong: " + table.name() + " " + note));
            return write(table, hourly, done.rows());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private EtoSettings settings() {
        // Days are checked against the radiation above the air, so all that passes is used and named.
        return new EtoSettings(kRs, defaultWind, Method.PENMAN_MONTEITH, 2);
    }

    private List<EtoRow> days(CsvTable table) {
        if (!table.columns().contains(DailyEto.DATE)) {
            throw new IllegalArgumentException(none(table, DailyEto.DATE));
        }
        sayMissing(table, DailyEto.TMIN);
        sayMissing(table, DailyEto.TMAX);
        sayUnknown(table, DailyEto.COLUMNS);
        return new DailyEto(place(), windHeight(), settings()).of(table);
    }

    private EtoTable hours(CsvTable table) {
        sayMissing(table, HourlyEto.T);
        sayUnknown(table, HourlyEto.COLUMNS);
        if (longitude == null) {
            throw new IllegalArgumentException("hours need --longitude, degrees, east positive");
        }
        ZoneOffset offset = null;
        if (utcOffset != null) {
            try {
                offset = ZoneOffset.of(utcOffset);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("--utc-offset " + utcOffset + " is not written as +07:00", e);
            }
        }
        return new HourlyEto(place(), longitude, offset, windHeight(), settings(), resistance).of(table);
    }

    private Place place() {
        return new Place(latitude, elevation);
    }

    private double windHeight() {
        return Limits.within("--wind-height", windHeight, 0.5, 100, "m");
    }

    /** Says that a column is missing without which no row has ETo; each row then says so too. */
    private void sayMissing(CsvTable table, String column) {
        if (!table.columns().contains(column)) {
            spec.commandLine().getErr().println("nuong: " + none(table, column));
        }
    }

    private static String none(CsvTable table, String column) {
        return table.name() + " line 1: there is no column " + column + " among " + String.join(", ", table.columns())
                + "; see nuong eto --help for their names";
    }

    private void sayUnknown(CsvTable table, Set<String> known) {
        List<String> unknown = table.unknown(known);
        if (!unknown.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("nuong: " + table.name() + " line 1: not used: " + String.join(", ", unknown)
                            + "; see nuong eto --help for the names of columns");
        }
    }

    private int write(CsvTable table, boolean hourly, List<EtoRow> rows) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        StringBuilder text = new StringBuilder(hourly ? "time,eto_mm,method\n" : "date,eto_mm,method\n");
        int bad = 0;
        Map<String, Integer> whys = new LinkedHashMap<>(); // what all rows of a file have in common is said once
        Map<String, String> first = new HashMap<>();
        LocalDate before = null;
        for (EtoRow row : rows) {
            Double mm = row.mm();
            text.append(Table.csv(
                    List.of(row.when(), mm == null ? "" : String.format(Locale.ROOT, "%.4f", mm), row.method())));
            if (row.why() != null) {
                bad++;
                whys.merge(row.why(), 1, Integer::sum);
                first.putIfAbsent(row.why(), row.method());
            }
            before = hourly ? null : sayGap(table, row, before, err);
        }
        int named = 0;
        int unnamed = 0;
        for (Map.Entry<String, Integer> why : whys.entrySet()) {
            if (++named > MOST_NAMED) {
                unnamed += why.getValue();
                continue;
            }
            err.println("nuong: " + table.name() + ": " + first.get(why.getKey())
                    + (why.getValue() > 1 ? " (and " + (why.getValue() - 1) + " more rows)" : ""));
        }
        out.print(text);
        out.flush();
        if (unnamed > 0) {
            err.println("nuong: " + table.name() + ": " + unnamed + " more impossible rows; see method");
        }
        if (rows.isEmpty()) {
            err.println("nuong: " + table.name() + " has no rows below its header");
        }
        return bad == rows.size() ? 2 : 0;
    }

    /** Names days that are missing between two rows. Each day stands alone here, so nothing is made up for them. */
    private static @Nullable LocalDate sayGap(CsvTable table, EtoRow row, @Nullable LocalDate before, PrintWriter err) {
        LocalDate date;
        try {
            date = LocalDate.parse(row.when());
        } catch (DateTimeException e) { // the row's result says so
            return before;
        }
        if (before != null && !date.equals(before.plusDays(1)) && !date.equals(before)) {
            long days = ChronoUnit.DAYS.between(before, date) - 1;
            err.println("nuong: " + table.name() + " line " + row.line() + ": "
                    + (days > 0 ? days + " days are missing before " + date : date + " comes after " + before));
        }
        return date;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
