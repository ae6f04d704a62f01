package vn.nuong.standalone.water;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.AsceStandardized;
import vn.nuong.analytics.agronomy.eto.EtoSettings;
import vn.nuong.analytics.agronomy.weather.RadiationUnit;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/**
 * A {@code .wth} file of pyfao56: daily weather with its reference evapotranspiration.
 *
 * @param tall whether its reference evapotranspiration is of the tall crop
 * @param place latitude and elevation of the station
 * @param windHeightM height of the anemometer, m
 * @param days by date
 * @param light its radiation as a whole
 */
record PyfaoWeather(
        Path file, boolean tall, Place place, double windHeightM, TreeMap<LocalDate, Day> days, Light light) {

    private static final int SRAD = 1;
    private static final int TMAX = 2;
    private static final int TMIN = 3;
    private static final int VAPR = 4;
    private static final int TDEW = 5;
    private static final int RHMAX = 6;
    private static final int RHMIN = 7;
    private static final int WNDSP = 8;
    private static final int RAIN = 9;
    private static final int ETREF = 10;

    private static final List<String> NAMES =
            List.of("Year-DOY", "Srad", "Tmax", "Tmin", "Vapr", "Tdew", "RHmax", "RHmin", "Wndsp", "Rain", "ETref");

    /** Wind where none was measured, m/s, at the anemometer's height as pyfao56 takes it. */
    private static final double DEFAULT_WIND = 2;

    /** Probes are right to about 3 % of humidity; what they read above that is no air's, %. */
    private static final double MOST_HUMIDITY = 103;

    /** Radiation from the temperature range, inland (FAO-56 Eq. 50). */
    private static final double KRS = 0.16;

    /**
     * A day; NaN is missing.
     *
     * @param line where it stands
     * @param values by column
     */
    record Day(PyfaoText.Line line, double[] values) {
        private double get(int column) {
            return values[column];
        }

        private boolean has(int column) {
            return !Double.isNaN(values[column]);
        }

        /** A value that is there and within limits. */
        private double within(int column, double min, double max, String unit) {
            double value = values[column];
            if (Double.isNaN(value)) {
                throw line.error(NAMES.get(column) + " is missing (NaN) on " + line.words()[0] + "; fill it in");
            }
            if (value < min || value > max) {
                throw line.error(NAMES.get(column) + " " + value + " " + unit + " is outside " + min + " to " + max
                        + " " + unit + " on " + line.words()[0]);
            }
            return value;
        }
    }

    /**
     * Radiation over the whole file.
     *
     * @param brightest share of clear sky of its brightest day
     * @param days how many have it
     */
    record Light(double brightest, int days, RadiationUnit unit) {

        private static Light of(Place place, TreeMap<LocalDate, Day> days) {
            double brightest = 0;
            int counted = 0;
            for (Map.Entry<LocalDate, Day> day : days.entrySet()) {
                double ra = SolarGeometry.dailyRadiation(place, day.getKey().getDayOfYear());
                double rs = day.getValue().get(SRAD);
                if (rs >= 0 && rs <= ra && ra > 0) {
                    counted++;
                    brightest = Math.max(brightest, rs / SolarRadiation.clearSky(ra, place.elevationM()));
                }
            }
            return new Light(
                    brightest,
                    counted,
                    counted == 0 ? RadiationUnit.BELIEVABLE : RadiationUnit.judge(brightest, counted));
        }

        private String sentence() {
            return String.format(
                    Locale.ROOT,
                    "Srad never exceeds %.1f %% of clear sky in %d days; if it is in kWh/m²/d multiply it by 3.6, if in mean W/m² by"
                            + " 0.0864",
                    100 * brightest,
                    days);
        }
    }

    /**
     * ETo from a day's weather.
     *
     * @param mm ETo, mm
     * @param assumed what stood in for what was not measured, or was moved into limits
     */
    record Reckoned(double mm, List<String> assumed) {}

    static PyfaoWeather read(Path file) throws IOException {
        PyfaoText text = PyfaoText.read(file);
        List<PyfaoText.Line> table = text.table(5); // four lines of the station, the table's title and its heading
        String crop = text.lines().get(0).words()[0];
        if (!crop.equals("S") && !crop.equals("T")) {
            throw text.lines().get(0).error("reference crop \"" + crop + "\" is neither S (short) nor T (tall)");
        }
        double elevation = text.lines().get(1).number(0, "elevation");
        double latitude = text.lines().get(2).number(0, "latitude");
        double windHeight = text.lines().get(3).number(0, "wind height");
        try {
            Limits.within("wind height", windHeight, 0.5, 100, "m");
        } catch (IllegalArgumentException e) {
            throw text.lines().get(3).error(String.valueOf(e.getMessage()));
        }
        Place place;
        try {
            place = new Place(latitude, elevation);
        } catch (IllegalArgumentException e) {
            String what = String.valueOf(e.getMessage());
            throw text.lines().get(what.startsWith("latitude") ? 2 : 1).error(what);
        }
        TreeMap<LocalDate, Day> days = new TreeMap<>();
        for (PyfaoText.Line line : table) {
            double[] values = new double[ETREF + 1];
            for (int i = SRAD; i <= ETREF; i++) {
                values[i] = line.number(i, NAMES.get(i));
            }
            Day before = days.put(line.date(), new Day(line, values));
            if (before != null) {
                throw line.error("the day " + line.words()[0] + " stands in line " + before.line.number()
                        + " already; keep the right one");
            }
        }
        return new PyfaoWeather(file, crop.equals("T"), place, windHeight, days, Light.of(place, days));
    }

    /**
     * The weather of a day.
     *
     * @throws IllegalArgumentException when there is none, naming the days about it
     */
    Day day(LocalDate date) {
        Day day = days.get(date);
        if (day == null) {
            Map.Entry<LocalDate, Day> before = days.lowerEntry(date);
            Map.Entry<LocalDate, Day> after = days.higherEntry(date);
            throw new IllegalArgumentException(
                    file + " has no weather on " + date + " (" + PyfaoText.yearDay(date) + "): "
                            + (before == null
                                    ? "it begins on " + days.firstKey() + "; give a later --from"
                                    : after == null
                                            ? "it ends on " + days.lastKey() + "; give an earlier --to"
                                            : "lines " + before.getValue().line.number() + " and "
                                                    + after.getValue().line.number()
                                                    + " leave it out; add the day, every one is needed"));
        }
        return day;
    }

    double rain(Day day) {
        return day.within(RAIN, 0, 2000, "mm");
    }

    double u2(Day day) {
        return WindProfile.logarithmic(day.has(WNDSP) ? day.within(WNDSP, 0, 75, "m/s") : DEFAULT_WIND, windHeightM);
    }

    /** Lowest relative humidity, %: measured, or from dew point or lowest temperature, or 45. */
    double rhMin(Day day) {
        if (day.has(RHMIN)) {
            return day.within(RHMIN, 0, 100, "%");
        }
        if (day.get(TMIN) > day.get(TMAX)) {
            throw day.line.error("RHmin is missing, and Tmin " + day.get(TMIN) + " °C is above Tmax " + day.get(TMAX)
                    + " °C on " + day.line.words()[0] + "; exchange them");
        }
        double dewPoint = day.has(TDEW) ? day.get(TDEW) : day.get(TMIN);
        double rh = 100 * VapourPressure.saturation(dewPoint) / VapourPressure.saturation(day.get(TMAX));
        return Double.isNaN(rh) ? 45 : Limits.clamp(rh, 0, 100);
    }

    /** What the day's {@link #u2} and {@link #rhMin} were taken from where they were not measured. */
    List<String> assumed(Day day) {
        List<String> assumed = new ArrayList<>();
        if (!day.has(WNDSP)) {
            assumed.add("wind of " + DEFAULT_WIND + " m/s");
        }
        if (!day.has(RHMIN)) {
            boolean known = day.has(TMAX) && (day.has(TDEW) || day.has(TMIN));
            assumed.add(
                    !known ? "RHmin 45 %" : day.has(TDEW) ? "RHmin from Tdew and Tmax" : "RHmin from Tmin and Tmax");
        }
        return assumed;
    }

    /** What is to be said of columns as a whole, a sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (int column : new int[] {RHMAX, RHMIN}) {
            double most = days.values().stream()
                    .mapToDouble(day -> day.get(column))
                    .filter(rh -> !Double.isNaN(rh))
                    .max()
                    .orElse(100);
            if (most <= 1) {
                notes.add(
                        file + ": " + NAMES.get(column) + " never exceeds " + Math.round(1000 * most) / 1000.0
                                + " %; these look like fractions and are taken as they stand, as pyfao56 does. Multiply them by 100");
            }
        }
        if (light.unit != RadiationUnit.BELIEVABLE) {
            notes.add(file + ": " + light.sentence());
        }
        return notes;
    }

    /** Whether the file gives the day's reference evapotranspiration. */
    boolean hasEto(Day day) {
        return day.has(ETREF);
    }

    /** The day's reference evapotranspiration as the file gives it. */
    double eto(Day day) {
        return day.within(ETREF, -1, 25, "mm");
    }

    /** What of a day cannot be, whether it is used or not; null when nothing is. */
    @Nullable
    String impossible(LocalDate date, Day day) {
        double tMin = day.get(TMIN);
        double tMax = day.get(TMAX);
        double ra = SolarGeometry.dailyRadiation(place, date.getDayOfYear());
        String what = null;
        if (tMin > tMax) {
            what = "Tmin " + tMin + " °C is above Tmax " + tMax + " °C";
        } else if (Math.abs(tMin) > 60 || Math.abs(tMax) > 60) {
            what = "Tmin " + tMin + " or Tmax " + tMax + " °C is outside -60 to 60 °C";
        } else if (day.get(SRAD) < 0 || day.get(SRAD) > ra) {
            what = String.format(
                    Locale.ROOT,
                    "Srad %s MJ/m²/d is outside 0 to %.1f, what the sun gives above the air",
                    day.get(SRAD),
                    ra);
        } else if (day.get(RHMAX) < 0 || day.get(RHMAX) > MOST_HUMIDITY) {
            what = "RHmax " + day.get(RHMAX) + " % is outside 0 to " + MOST_HUMIDITY + " %";
        } else if (day.get(VAPR) < 0 || day.get(VAPR) > VapourPressure.saturation(tMax) * 1.05) {
            what = "Vapr " + day.get(VAPR) + " kPa is outside 0 to saturation at Tmax " + tMax + " °C";
        } else if (day.get(TDEW) > tMax + 1) {
            what = "Tdew " + day.get(TDEW) + " °C is above Tmax " + tMax + " °C";
        }
        return what == null
                ? null
                : "line " + day.line.number() + " (" + day.line.words()[0] + "): " + what;
    }

    /** The day's reference evapotranspiration from its weather, mm; NaN when its weather gives none. */
    double reckonable(LocalDate date, Day day) {
        try {
            return recomputedEto(date, day).mm();
        } catch (IllegalArgumentException e) { // only compared with; the file's own is what is used
            return Double.NaN;
        }
    }

    /** The day's reference evapotranspiration from its weather (ASCE-EWRI 2005, with its order of humidity). */
    Reckoned recomputedEto(LocalDate date, Day day) {
        List<String> assumed = new ArrayList<>();
        double tMin = day.within(TMIN, -60, 60, "°C");
        double tMax = day.within(TMAX, -60, 60, "°C");
        if (tMin > tMax) {
            throw day.line.error("Tmin " + tMin + " °C is above Tmax " + tMax + " °C on " + date + "; exchange them");
        }
        double eMin = VapourPressure.saturation(tMin);
        double eMax = VapourPressure.saturation(tMax);
        double ea;
        if (day.has(VAPR)) {
            ea = day.within(VAPR, 0, eMax * 1.05, "kPa");
        } else if (day.has(TDEW)) {
            ea = VapourPressure.saturation(day.within(TDEW, -80, tMax + 1, "°C"));
        } else if (day.has(RHMAX)) {
            // Probes read a little above 100 in saturated air.
            double high = Math.min(100, day.within(RHMAX, 0, MOST_HUMIDITY, "%"));
            if (day.get(RHMAX) > 100) {
                assumed.add("RHmax above 100 taken as 100 %");
            }
            if (!day.has(RHMIN)) {
                assumed.add("humidity from RHmax alone");
            }
            ea = day.has(RHMIN) ? (eMin * high + eMax * day.within(RHMIN, 0, 100, "%")) / 200 : eMin * high / 100;
        } else if (day.has(RHMIN)) {
            ea = eMax * day.within(RHMIN, 0, 100, "%") / 100;
            assumed.add("humidity from RHmin alone");
        } else {
            ea = VapourPressure.saturation(tMin - 2); // ASCE-EWRI (2005), appendix E
            assumed.add("humidity from Tmin less 2 °C");
        }
        double ra = SolarGeometry.dailyRadiation(place, date.getDayOfYear());
        if (day.get(SRAD) < 0 || day.get(SRAD) > ra) {
            throw day.line.error(String.format(
                    Locale.ROOT,
                    "Srad %s MJ/m²/d is outside 0 to %.1f, what the sun gives above the air on %s (%.1f under a clear sky);"
                            + " check its unit, 1 W/m² over a day is 0.0864 MJ/m²/d",
                    day.get(SRAD),
                    ra,
                    date,
                    SolarRadiation.clearSky(ra, place.elevationM())));
        }
        if (day.has(SRAD) && light.unit == RadiationUnit.IMPOSSIBLE) {
            throw day.line.error("Srad " + day.get(SRAD) + " MJ/m²/d cannot be: in this file " + light.sentence());
        }
        if (!day.has(SRAD)) {
            assumed.add("radiation from the temperature range");
        } else if (day.get(SRAD) > EtoSettings.CLEAR_SKY_TOLERANCE * SolarRadiation.clearSky(ra, place.elevationM())) {
            assumed.add("radiation above " + EtoSettings.CLEAR_SKY_TOLERANCE + " of clear sky taken as it stands");
        }
        if (!day.has(WNDSP)) {
            assumed.add("wind of " + DEFAULT_WIND + " m/s");
        }
        double rs = day.has(SRAD) ? day.get(SRAD) : SolarRadiation.fromTemperature(place, ra, tMin, tMax, KRS);
        double mm = AsceStandardized.daily(
                place,
                date.getDayOfYear(),
                tMin,
                tMax,
                rs,
                ea,
                u2(day),
                tall ? AsceStandardized.Crop.TALL : AsceStandardized.Crop.SHORT);
        return new Reckoned(mm, assumed);
    }
}
