package vn.nuong.analytics.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the learned model looks at: how the soil stood and moved in the hours before, and the weather that it had. Pure; NaN stands for
 * "not measured".
 *
 * <p>Weather is read up to one hour before the start: some recordings label an hour by its beginning (Wufeng's radiation is centred on
 * 11.6 h local, so its label is the beginning), and rain under such a label would still have to fall.
 *
 * <p>The season is left out on purpose: with it, validation was worse (two summers of Kansas say little about another climate).
 */
public final class LagFeatures {

    private static final int[] CHANGE_HOURS = {1, 3, 6, 12, 24, 48, 72};
    private static final int[] RAIN_HOURS = {3, 6, 24, 72, 168};
    private static final int[] SHALLOWER_HOURS = {1, 6, 24};

    /** How far back the soil's own range is taken from, hours: 21 days. */
    private static final int RANGE_HOURS = 21 * 24;

    /** A range over fewer hours than this (3 days) says nothing. */
    private static final int RANGE_AT_LEAST_HOURS = 72;

    private static final int LONGEST_SPELL_HOURS = 240;
    private static final double WET_HOUR_MM = 0.5;
    private static final double RISE = 0.003;

    /** What a feature is measured with, so that training can pretend that an instrument is missing. */
    public enum Instrument {
        PROBE,
        RANGE,
        SHALLOWER_PROBE,
        RAIN_GAUGE,
        WEATHER,
        PYRANOMETER,
        CLOCK
    }

    private static final List<String> NAMES = new ArrayList<>();
    private static final List<Instrument> INSTRUMENTS = new ArrayList<>();

    static {
        name(Instrument.PROBE, "moisture", "depth_cm", "hours_since_rise");
        for (int h : CHANGE_HOURS) {
            name(Instrument.PROBE, "change_" + h + "h");
        }
        name(Instrument.RANGE, "above_mean_21d", "above_min_21d", "below_max_21d", "place_in_range_21d");
        for (int h : SHALLOWER_HOURS) {
            name(Instrument.SHALLOWER_PROBE, "shallower_change_" + h + "h");
        }
        name(Instrument.SHALLOWER_PROBE, "shallower_above_mean_3d");
        for (int h : RAIN_HOURS) {
            name(Instrument.RAIN_GAUGE, "log_rain_" + h + "h");
        }
        name(Instrument.RAIN_GAUGE, "log_hours_since_rain");
        name(
                Instrument.WEATHER,
                "air_temperature_24h",
                "air_temperature_24h_change",
                "relative_humidity_24h",
                "vapour_pressure_deficit_24h");
        name(Instrument.PYRANOMETER, "solar_radiation_24h");
        name(Instrument.CLOCK, "hour_sin", "hour_cos");
    }

    private LagFeatures() {}

    private static void name(Instrument instrument, String... names) {
        Collections.addAll(NAMES, names);
        for (int i = 0; i < names.length; i++) {
            INSTRUMENTS.add(instrument);
        }
    }

    /** Names of the features, in order. */
    public static List<String> names() {
        return Collections.unmodifiableList(NAMES);
    }

    /** What each feature is measured with, in the order of {@link #names()}. */
    public static List<Instrument> instruments() {
        return Collections.unmodifiableList(INSTRUMENTS);
    }

    /** The features at the last observation; empty when it is too old or the day before it is missing. */
    public static Optional<double[]> of(MoistureHistory history) {
        OptionalLong start = history.startHour();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        long now = start.getAsLong();
        HourlySeries soil = history.moisture();
        double theta = soil.at(now);
        if (Double.isNaN(soil.atOrJustBefore(now - 24))) {
            return Optional.empty();
        }
        double[] f = new double[NAMES.size()];
        int i = 0;
        f[i++] = theta;
        f[i++] = history.depthCm();
        f[i++] = Math.log1p(hoursSinceRise(soil, now));
        for (int h : CHANGE_HOURS) {
            f[i++] = theta - soil.atOrJustBefore(now - h);
        }
        HourlySeries.Window range = range(soil, now);
        f[i++] = theta - range.mean();
        f[i++] = theta - range.min();
        f[i++] = range.max() - theta;
        f[i++] = (theta - range.min()) / (range.max() - range.min() + 0.01);
        i = addShallower(history.shallower(), now, f, i);
        i = addWeather(history.weather(), now - 1, f, i);
        addHourOfSun(now, history.longitude(), f, i);
        return Optional.of(f);
    }

    private static int addShallower(HourlySeries soil, long now, double[] f, int at) {
        int i = at;
        double theta = soil.atOrJustBefore(now);
        for (int h : SHALLOWER_HOURS) {
            f[i++] = theta - soil.atOrJustBefore(now - h);
        }
        f[i++] = theta - soil.window(now, 72).mean();
        return i;
    }

    private static int addWeather(MoistureHistory.Weather weather, long now, double[] f, int at) {
        int i = at;
        for (int h : RAIN_HOURS) {
            f[i++] = Math.log1p(weather.rain().window(now, h).sum());
        }
        f[i++] = Math.log1p(hoursSinceRain(weather.rain(), now));
        double temperature = weather.airTemperature().window(now, 24).mean();
        double humidity = weather.relativeHumidity().window(now, 24).mean();
        f[i++] = temperature;
        f[i++] = temperature - weather.airTemperature().window(now - 24, 24).mean();
        f[i++] = humidity;
        // FAO-56 equation 11 for the saturation vapour pressure, kPa.
        f[i++] = 0.6108 * Math.exp(17.27 * temperature / (temperature + 237.3)) * (1 - humidity / 100);
        f[i++] = weather.solarRadiation().window(now, 24).mean();
        return i;
    }

    private static void addHourOfSun(long now, double longitude, double[] f, int at) {
        double sunHour = Math.floorMod(now, 24) + longitude / 15;
        f[at] = Math.sin(2 * Math.PI * sunHour / 24);
        f[at + 1] = Math.cos(2 * Math.PI * sunHour / 24);
    }

    private static HourlySeries.Window range(HourlySeries soil, long now) {
        int hours = (int) Math.min(RANGE_HOURS, now - soil.firstHour() + 1);
        return hours < RANGE_AT_LEAST_HOURS ? HourlySeries.Window.MISSING : soil.window(now, hours);
    }

    private static double hoursSinceRise(HourlySeries soil, long now) {
        for (int h = 0; h < LONGEST_SPELL_HOURS; h++) {
            if (soil.at(now - h) - soil.at(now - h - 1) > RISE) {
                return h;
            }
        }
        return LONGEST_SPELL_HOURS;
    }

    private static double hoursSinceRain(HourlySeries rain, long now) {
        if (Double.isNaN(rain.window(now, 24).sum())) {
            return Double.NaN;
        }
        for (int h = 0; h < LONGEST_SPELL_HOURS; h++) {
            if (rain.at(now - h) >= WET_HOUR_MM) {
                return h;
            }
        }
        return LONGEST_SPELL_HOURS;
    }
}
