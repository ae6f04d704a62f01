package vn.nuong.standalone.water;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoResult;
import vn.nuong.analytics.agronomy.eto.EtoSettings;
import vn.nuong.analytics.agronomy.eto.ReferenceEvapotranspiration;
import vn.nuong.analytics.agronomy.weather.DailyWeather;
import vn.nuong.analytics.agronomy.weather.RadiationUnit;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/** ETo of a table of days. */
final class DailyEto {

    static final String DATE = "date";
    static final String TMIN = "air_temperature_min";
    static final String TMAX = "air_temperature_max";
    static final String RHMIN = "relative_humidity_min";
    static final String RHMAX = "relative_humidity_max";
    static final String DEW = "dew_point";
    static final String EA = "vapour_pressure";
    static final String MJ = "solar_radiation_mj";
    static final String WATTS = "solar_radiation";
    static final String SUN = "sunshine_hours";
    static final String WIND = "wind_speed";
    static final String RAIN = "rain";

    static final Set<String> COLUMNS = Set.of(DATE, TMIN, TMAX, RHMIN, RHMAX, DEW, EA, MJ, WATTS, SUN, WIND, RAIN);

    /** Mean W/m² of a day to MJ/m²/day. */
    private static final double MJ_PER_WATT = 0.0864;

    /** Sunshine recorders and Eq. 34 may differ by this much about the length of a day, h. */
    private static final double SUNSHINE_TOLERANCE_H = 0.5;

    /** Air may be this much above saturation before the vapour pressure is not believed: instruments' error. */
    private static final double SATURATION_TOLERANCE = 1.05;

    /** Probes are right to about 3 % of humidity; what they read above that is no air's, %. */
    private static final double MOST_HUMIDITY = 103;

    /** The mean dew point may be this much above the day's lowest temperature before it is said, °C. */
    private static final double DEW_TOLERANCE = 1;

    /** At most so much a pyranometer reads above or below what there is, MJ/m²/d: 1 W/m² all day. This project's choice. */
    static final double PYRANOMETER_OFFSET = MJ_PER_WATT;

    /** No day's highest humidity is so low, %: it is a fraction. */
    private static final double FRACTION = 1;

    /** Two columns of radiation that differ by more contradict each other: as a share, and in MJ/m²/d. */
    private static final double SAME_LIGHT = 0.02;

    private static final double SAME_LIGHT_MJ = 0.2;

    private final Place place;
    private final double windHeightM;
    private final EtoSettings settings;

    /** W/m² of fewer days are judged as if there were so many: as MJ they are far more often written here than days are so dark. */
    private static final int FEWEST_DAYS_OF_WATTS = 3;

    /** What a column of radiation holds, by column. */
    private final Map<String, Light> lights = new HashMap<>();

    /**
     * Radiation over the whole file.
     *
     * @param brightest share of clear sky of its brightest day
     */
    private record Light(double brightest, RadiationUnit unit) {}

    DailyEto(Place place, double windHeightM, EtoSettings settings) {
        this.place = place;
        this.windHeightM = windHeightM;
        this.settings = settings;
    }

    /** One result a row, in the order of the table. */
    List<EtoRow> of(CsvTable table) {
        Map<LocalDate, List<CsvTable.Row>> byDate = new HashMap<>();
        for (CsvTable.Row row : table.rows()) {
            LocalDate date = find(row);
            if (date != null) {
                byDate.computeIfAbsent(date, d -> new ArrayList<>()).add(row);
            }
        }
        Set<String> fractions = new HashSet<>();
        for (String column : List.of(RHMIN, RHMAX)) {
            if (isFraction(table, column)) {
                fractions.add(column);
            }
        }
        lights.put(MJ, judge(MJ, 1, 1, table, byDate));
        lights.put(WATTS, judge(WATTS, MJ_PER_WATT, FEWEST_DAYS_OF_WATTS, table, byDate));
        List<EtoRow> results = new ArrayList<>(table.rows().size());
        for (CsvTable.Row row : table.rows()) {
            String when = row.text(DATE) == null ? "" : String.valueOf(row.text(DATE));
            try {
                LocalDate date = find(row);
                if (date == null) {
                    throw new IllegalArgumentException(
                            "date \"" + CsvTable.abbreviate(when) + "\" is no day; write it as 2026-11-23");
                }
                checkWidth(row, table);
                refuseDoubled(row, byDate.getOrDefault(date, List.of()), "day", Set.of());
                for (String column : fractions) {
                    if (row.text(column) != null) {
                        throw new IllegalArgumentException(fraction(column, row));
                    }
                }
                results.add(result(when, row, weather(date, row, table)));
            } catch (IllegalArgumentException e) {
                results.add(EtoRow.impossible(when, row.line(), String.valueOf(e.getMessage())));
            }
        }
        return results;
    }

    private static @Nullable LocalDate find(CsvTable.Row row) {
        String text = row.text(DATE);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) { // reported as the row's result
            return null;
        }
    }

    /** @throws IllegalArgumentException when a row has more cells than the header names */
    static void checkWidth(CsvTable.Row row, CsvTable table) {
        if (row.width() > table.columns().size()) {
            throw new IllegalArgumentException("has " + row.width() + " cells for the header's "
                    + table.columns().size() + "; check for a decimal comma");
        }
    }

    /**
     * A day or an hour written twice alike counts once; written twice differently it is not known which is right.
     *
     * @param same the rows of that day or hour
     * @param what which of the two
     * @param apart columns that may be written differently
     * @throws IllegalArgumentException when the row does not count
     */
    static void refuseDoubled(CsvTable.Row row, List<CsvTable.Row> same, String what, Set<String> apart) {
        for (CsvTable.Row other : same) {
            if (other.line() == row.line()) {
                continue;
            }
            if (!without(apart, other.cells()).equals(without(apart, row.cells()))) {
                throw new IllegalArgumentException("the same " + what + " stands in line " + other.line()
                        + " with other values; keep the right one");
            }
            if (other.line() < row.line()) {
                throw new IllegalArgumentException("repeats line " + other.line() + "; remove one");
            }
        }
    }

    private static Map<String, String> without(Set<String> columns, Map<String, String> cells) {
        Map<String, String> left = new HashMap<>(cells);
        left.keySet().removeAll(columns);
        return left;
    }

    /** Whether a column of humidity has values and none above 1: fractions in a column of per cent. */
    static boolean isFraction(CsvTable table, String column) {
        boolean any = false;
        for (CsvTable.Row row : table.columns().contains(column) ? table.rows() : List.<CsvTable.Row>of()) {
            try {
                Double value = row.number(column);
                if (value != null && value > FRACTION) {
                    return false;
                }
                any |= value != null;
            } catch (IllegalArgumentException e) {
                continue; // not a number: the row's own result says so
            }
        }
        return any;
    }

    /** Says that a humidity is a fraction. */
    static String fraction(String column, CsvTable.Row row) {
        return column + " " + row.text(column)
                + " % is no humidity of the air: this column is in per cent; if it is a fraction"
                + " multiply it by 100";
    }

    /** Says that a value is missing, and whether all of its column is. */
    static String missing(CsvTable table, String column) {
        return column + " is missing" + (table.columns().contains(column) ? "" : ": there is no such column");
    }

    /** The weather of a row. */
    private DailyWeather weather(LocalDate date, CsvTable.Row row, CsvTable table) {
        Double tMin = range(row, TMIN, -60, 60, "°C");
        Double tMax = range(row, TMAX, -60, 60, "°C");
        Double rhMin = humidity(row, RHMIN);
        Double rhMax = humidity(row, RHMAX);
        Double dewPoint = range(row, DEW, -80, 50, "°C");
        Double ea = range(row, EA, 0, 12, "kPa");
        Double wind = range(row, WIND, 0, 75, "m/s");
        Double rain = range(row, RAIN, 0, 2000, "mm");
        if (tMin == null || tMax == null) {
            throw new IllegalArgumentException(
                    missing(table, tMin == null ? TMIN : TMAX) + "; ETo needs both temperatures");
        }
        if (rhMax != null && rhMax <= FRACTION) {
            throw new IllegalArgumentException(fraction(RHMAX, row));
        }
        ordered(TMIN, tMin, TMAX, tMax, "°C");
        ordered(RHMIN, rhMin, RHMAX, rhMax, "%");
        double saturated = VapourPressure.saturation(tMax) * SATURATION_TOLERANCE;
        if (ea != null && ea > saturated) {
            throw new IllegalArgumentException(EA + " " + ea + " kPa is above saturation at " + TMAX + " " + tMax
                    + " °C: " + round(VapourPressure.saturation(tMax)) + " kPa; check the unit (1 kPa is 10 hPa)");
        }
        if (dewPoint != null && VapourPressure.saturation(dewPoint) > saturated) {
            throw new IllegalArgumentException(DEW + " " + dewPoint + " °C is above " + TMAX + " " + tMax + " °C");
        }
        DailyWeather day = DailyWeather.of(date).withTemperature(tMin, tMax);
        if (rhMin != null || rhMax != null) {
            day = day.withHumidity(rhMin, rhMax);
        }
        if (dewPoint != null) {
            day = day.withDewPoint(dewPoint);
        }
        if (ea != null) {
            day = day.withVapourPressure(ea);
        }
        if (wind != null) {
            day = day.withWind(wind, windHeightM);
        }
        if (rain != null) {
            day = day.withRain(rain);
        }
        return withLight(day, row);
    }

    private DailyWeather withLight(DailyWeather day, CsvTable.Row row) {
        double most = SolarGeometry.dailyRadiation(place, day.date().getDayOfYear());
        Double mj = radiation(row, MJ, 1, most);
        Double ofWatts = radiation(row, WATTS, MJ_PER_WATT, most);
        if (mj == null) {
            mj = ofWatts;
        }
        if (mj != null) {
            String column = row.text(MJ) != null ? MJ : WATTS;
            Light light = light(column);
            if (light.unit == RadiationUnit.IMPOSSIBLE) {
                throw new IllegalArgumentException(column + " never exceeds " + round(100 * light.brightest)
                        + " % of clear sky in this file; "
                        + (column.equals(WATTS)
                                ? "if it is in MJ/m²/d call the column " + MJ
                                : "if it is in kWh/m²/d multiply it by 3.6"));
            }
            day = day.withSolar(mj);
        }
        Double sunshine = range(row, SUN, 0, 24, "h");
        if (sunshine != null) {
            double daylight = SolarGeometry.daylightHours(place, day.date().getDayOfYear());
            if (sunshine > daylight + SUNSHINE_TOLERANCE_H) {
                throw new IllegalArgumentException(
                        SUN + " " + sunshine + " h is above the day's length " + round(daylight) + " h");
            }
            day = day.withSunshine(sunshine);
        }
        return day;
    }

    /** Solar radiation of a column, MJ/m²/day, at most what the sun gives above the air; or null. */
    private @Nullable Double radiation(CsvTable.Row row, String column, double megajoules, double most) {
        Double value = row.number(column);
        if (value == null) {
            return null;
        }
        double mj = value * megajoules;
        if (mj < -PYRANOMETER_OFFSET || mj > most + PYRANOMETER_OFFSET) {
            throw new IllegalArgumentException(column + " " + row.text(column) + " is " + round(mj)
                    + " MJ/m²/d but the sun gives 0 to " + round(most)
                    + " above the air and " + round(SolarRadiation.clearSky(most, place.elevationM()))
                    + " under a clear sky that day; check the unit (" + MJ + " in MJ/m²/d or " + WATTS
                    + " in mean W/m²) and the latitude");
        }
        return Limits.clamp(mj, 0, most);
    }

    /** How a column of radiation, MJ/m²/d once multiplied, fits the sun over the whole file. */
    private Light judge(
            String column,
            double megajoules,
            int fewestDays,
            CsvTable table,
            Map<LocalDate, List<CsvTable.Row>> byDate) {
        double brightest = 0;
        int days = 0;
        for (Map.Entry<LocalDate, List<CsvTable.Row>> day : byDate.entrySet()) {
            double ra = SolarGeometry.dailyRadiation(place, day.getKey().getDayOfYear());
            double clear = SolarRadiation.clearSky(ra, place.elevationM());
            Double measured = table.columns().contains(column) && clear > 0 ? most(column, day.getValue()) : null;
            if (measured != null && measured * megajoules <= ra) { // more is the row's own fault
                days++;
                brightest = Math.max(brightest, measured * megajoules / clear);
            }
        }
        return new Light(
                brightest,
                days == 0 ? RadiationUnit.BELIEVABLE : RadiationUnit.judge(brightest, Math.max(fewestDays, days)));
    }

    private static @Nullable Double most(String column, List<CsvTable.Row> rows) {
        Double most = null;
        for (CsvTable.Row row : rows) {
            try {
                Double value = row.number(column);
                most = value == null || most != null && most > value ? most : value;
            } catch (IllegalArgumentException e) {
                continue; // not a number: the row's own result says so
            }
        }
        return most;
    }

    private EtoRow result(String when, CsvTable.Row row, DailyWeather day) {
        EtoResult eto = ReferenceEvapotranspiration.daily(place, day, settings)
                .orElseThrow(() -> new IllegalArgumentException("temperature is missing"));
        StringBuilder method = new StringBuilder(eto.method().name().toLowerCase(Locale.ROOT));
        method.append(" humidity=").append(humidity(eto.humidity()));
        method.append(" radiation=").append(light(eto.radiation(), row));
        method.append(" wind=").append(eto.wind().isEstimate() ? "default_" + round(settings.defaultWindMs()) : WIND);
        method.append(humidityNote(row, RHMIN)).append(humidityNote(row, RHMAX));
        Double dewPoint = row.number(DEW);
        Double tMin = row.number(TMIN);
        if (dewPoint != null && tMin != null && dewPoint > tMin + DEW_TOLERANCE) {
            method.append(" note=dew_point_")
                    .append(row.text(DEW))
                    .append("_above_air_temperature_min_")
                    .append(row.text(TMIN));
        }
        method.append(lightNotes(row, eto.ra()));
        double clear = SolarRadiation.clearSky(eto.ra(), place.elevationM());
        if (day.solarMjPerM2() != null && day.solarMjPerM2() > EtoSettings.CLEAR_SKY_TOLERANCE * clear) {
            method.append(" note=radiation_")
                    .append(round(100 * day.solarMjPerM2() / clear))
                    .append("%_of_clear_sky");
        } else if (day.solarMjPerM2() != null && day.solarMjPerM2() < MJ_PER_WATT * clear) {
            method.append(" note=radiation_only_")
                    .append(round(100 * day.solarMjPerM2() / clear))
                    .append("%_of_clear_sky");
        }
        Light light = light(row.text(MJ) != null ? MJ : WATTS);
        if (day.solarMjPerM2() != null && light.unit == RadiationUnit.DOUBTFUL) {
            method.append(" note=radiation_in_the_whole_file_at_most_")
                    .append(round(100 * light.brightest))
                    .append("%_of_clear_sky");
        }
        return EtoRow.of(when, row.line(), eto.mm(), method.toString());
    }

    /** Says where radiation was moved into what the sun gives, and where two columns of it contradict each other. */
    private static String lightNotes(CsvTable.Row row, double ra) {
        Double mj = row.number(MJ);
        Double watts = row.number(WATTS);
        String note = "";
        Double taken = mj != null ? mj : watts == null ? null : (Double) (watts * MJ_PER_WATT);
        if (taken != null && (taken < 0 || taken > ra)) {
            note += " note=radiation_" + row.text(mj != null ? MJ : WATTS) + "_taken_as_" + round(taken < 0 ? 0 : ra)
                    + "_MJ";
        }
        if (mj != null && watts != null) {
            double other = watts * MJ_PER_WATT;
            if (Math.abs(other - mj) > Math.max(SAME_LIGHT_MJ, SAME_LIGHT * mj)) {
                note += " note=" + WATTS + "_says_" + round(other) + "_MJ_and_is_not_used";
            }
        }
        return note;
    }

    private Light light(String column) {
        return lights.getOrDefault(column, new Light(1, RadiationUnit.BELIEVABLE));
    }

    private static String humidity(EtoResult.Source source) {
        return switch (source) {
            case VAPOUR_PRESSURE -> EA;
            case DEW_POINT -> DEW;
            case RELATIVE_HUMIDITY -> "relative_humidity";
            case RELATIVE_HUMIDITY_MAX -> RHMAX;
            case RELATIVE_HUMIDITY_MIN -> RHMIN;
            default -> TMIN;
        };
    }

    private static String light(EtoResult.Source source, CsvTable.Row row) {
        return switch (source) {
            case SOLAR_RADIATION -> row.text(MJ) != null ? MJ : WATTS;
            case SUNSHINE -> SUN;
            default -> "temperature_range";
        };
    }

    /**
     * Relative humidity, %, or null; a little above 100, as probes read in saturated air, is 100.
     *
     * @throws IllegalArgumentException when it is below 0 or above 103 %
     */
    static @Nullable Double humidity(CsvTable.Row row, String column) {
        Double believed = range(row, column, 0, MOST_HUMIDITY, "%");
        return believed == null ? null : (Double) Math.min(100, believed);
    }

    /** Says in {@code method} that a humidity was taken as 100 %, or is so low that it may be a fraction. */
    static String humidityNote(CsvTable.Row row, String column) {
        Double value = row.number(column);
        if (value == null || value <= 100 && value > FRACTION) {
            return "";
        }
        return " note=" + column + "_" + row.text(column) + (value > 100 ? "_taken_as_100" : "_%_is_hardly_of_air");
    }

    /**
     * A cell's number, or null when it is missing.
     *
     * @throws IllegalArgumentException naming column, value and limits when it lies outside them
     */
    static @Nullable Double range(CsvTable.Row row, String column, double min, double max, String unit) {
        Double value = row.number(column);
        if (value != null && (value < min || value > max)) {
            throw new IllegalArgumentException(
                    column + " " + row.text(column) + " " + unit + " is outside " + round(min) + " to " + round(max)
                            + " " + unit + "; leave the cell empty when nothing was measured");
        }
        return value;
    }

    private static void ordered(String low, @Nullable Double min, String high, @Nullable Double max, String unit) {
        if (min != null && max != null && min > max) {
            throw new IllegalArgumentException(
                    low + " " + min + " " + unit + " is above " + high + " " + max + " " + unit + "; exchange them");
        }
    }

    private static String round(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
