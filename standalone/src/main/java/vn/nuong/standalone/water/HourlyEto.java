package vn.nuong.standalone.water;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.eto.EtoSettings;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Hour;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Longitudes;
import vn.nuong.analytics.agronomy.eto.HourlyEvapotranspiration.Resistance;
import vn.nuong.analytics.agronomy.weather.VapourPressure;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.standalone.water.HourGrid.Start;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;

/** ETo of a table of hours. */
final class HourlyEto {

    static final String TIME = "time";
    static final String T = "air_temperature";
    static final String RH = "relative_humidity";

    static final Set<String> COLUMNS =
            Set.of(TIME, T, RH, DailyEto.DEW, DailyEto.EA, DailyEto.WATTS, DailyEto.WIND, DailyEto.RAIN);

    /** Mean W/m² of an hour to MJ/m²/h. */
    static final double MJ_PER_WATT = 0.0036;

    /** A pyranometer's offset at night, W/m²: taken as 0. This project's choice. */
    private static final double NIGHT_OFFSET = 20;

    /** Light that clouds may throw in, and twilight, beyond what the sun gives above the air, W/m². This project's choice. */
    private static final double CLOUD_LIGHT = 200;

    /** The same with the sun below the horizon all hour, W/m². */
    private static final double NIGHT_LIGHT = 50;

    /** Rs/Rso before the first daylight of a file: the middle of FAO-56's 0.4–0.6 for humid climates (p. 75). */
    private static final double UNKNOWN_CLOUDINESS = 0.5;

    /** A day counts for its lowest and highest temperature with this many of its hours. */
    private static final int FEWEST_HOURS = 22;

    /** Rs/Rso is gone on from for so long: over the night, not over days without a high sun or without rows. */
    private static final Duration CLOUDINESS_LASTS = Duration.ofHours(24);

    private final Place place;
    private final double longitudeEastDeg;
    private final @Nullable ZoneOffset offset;
    private final double windHeightM;
    private final EtoSettings settings;
    private final Resistance resistance;

    /** @param offset of times that name none, or null to take the longitude's */
    HourlyEto(
            Place place,
            double longitudeEastDeg,
            @Nullable ZoneOffset offset,
            double windHeightM,
            EtoSettings settings,
            Resistance resistance) {
        this.place = place;
        this.longitudeEastDeg = longitudeEastDeg;
        this.offset = offset;
        this.windHeightM = windHeightM;
        this.settings = settings;
        this.resistance = resistance;
    }

    /** Vapour pressure, kPa, and its source. */
    private record Humidity(double ea, String source) {}

    /** One result a row, in the order of the table, and what is to be said of the whole. */
    EtoTable of(CsvTable table) {
        HourGrid grid = new HourGrid(table, this::start);
        HourlyLight light = new HourlyLight(table, grid, place, this::sun);
        Map<LocalDate, DoubleSummaryStatistics> days = temperatures(table, grid);
        boolean fraction = DailyEto.isFraction(table, RH);
        List<EtoRow> results = new ArrayList<>(table.rows().size());
        Clouds clouds = new Clouds();
        for (CsvTable.Row row : table.rows()) {
            String when = row.text(TIME) == null ? "" : String.valueOf(row.text(TIME));
            try {
                Start start = start(when);
                DailyEto.checkWidth(row, table);
                grid.check(row);
                light.checkClock();
                Sun sun = sun(start);
                LocalDate date = start.time().toLocalDate();
                DoubleSummaryStatistics day = days.get(date);
                Double t = range(row, T, -60, 60, "°C");
                if (t == null) {
                    throw new IllegalArgumentException(DailyEto.missing(table, T));
                }
                if (fraction && row.text(RH) != null) {
                    throw new IllegalArgumentException(DailyEto.fraction(RH, row));
                }
                Humidity humidity = humidity(row, t, day);
                Double wind = range(row, DailyEto.WIND, 0, 75, "m/s");
                Double watts = row.number(DailyEto.WATTS);
                range(row, DailyEto.RAIN, 0, 500, "mm");
                if (watts != null) {
                    light.check(date);
                }
                double rs = watts == null ? light(sun.ra, day) : light(watts, sun.ra);
                double u2 = wind == null ? settings.defaultWindMs() : WindProfile.atTwoMetres(wind, windHeightM);
                Double before = clouds.at(start);
                HourlyEvapotranspiration.Result eto = HourlyEvapotranspiration.of(
                        place,
                        sun.longitudes,
                        new Hour(
                                middle(start).toLocalDate(),
                                sun.clock,
                                t,
                                humidity.ea,
                                u2,
                                rs,
                                before == null ? UNKNOWN_CLOUDINESS : before),
                        resistance);
                String method = "penman_monteith_hourly humidity=" + humidity.source + " radiation="
                        + (watts == null ? "temperature_range" : DailyEto.WATTS) + " wind="
                        + (wind == null ? "default_" + settings.defaultWindMs() : DailyEto.WIND)
                        + (eto.highSun() || before != null ? "" : " cloudiness=default_" + UNKNOWN_CLOUDINESS)
                        + DailyEto.humidityNote(row, RH)
                        + (watts == null ? "" : light.note(date))
                        + (start.assumed()
                                ? " utc_offset=assumed_" + start.time().getOffset()
                                : "");
                if (eto.highSun()) {
                    clouds.seen(start, eto.cloudiness());
                }
                results.add(EtoRow.of(when, row.line(), eto.mm(), method));
            } catch (IllegalArgumentException e) {
                results.add(EtoRow.impossible(when, row.line(), String.valueOf(e.getMessage())));
            }
        }
        return new EtoTable(results, grid.gaps());
    }

    /** Rs/Rso of the last hour with a high sun. */
    private static final class Clouds {
        private @Nullable OffsetDateTime seen;
        private double cloudiness;

        private void seen(Start start, double share) {
            seen = start.time();
            cloudiness = share;
        }

        /** What is known of an hour's clouds, or null when the last high sun is too long ago, or still to come. */
        private @Nullable Double at(Start start) {
            if (seen == null) {
                return null;
            }
            Duration since = Duration.between(seen, start.time());
            return since.isNegative() || since.compareTo(CLOUDINESS_LASTS) > 0 ? null : (Double) cloudiness;
        }
    }

    private Start start(String text) {
        TemporalAccessor parsed;
        try {
            parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time \"" + CsvTable.abbreviate(text) + "\" is not written as 2026-11-23T07:00:00+07:00", e);
        }
        if (parsed instanceof OffsetDateTime time) {
            return new Start(time, false);
        }
        LocalDateTime local = LocalDateTime.from(parsed);
        return offset != null
                ? new Start(local.atOffset(offset), false)
                : new Start(local.atOffset(ZoneOffset.ofHours((int) Math.round(longitudeEastDeg / 15))), true);
    }

    /**
     * The sun of an hour.
     *
     * @param clock middle of the hour, h
     * @param ra radiation above the air, MJ/m²/h
     * @param elevation its height at the middle of the hour, rad
     */
    record Sun(double clock, Longitudes longitudes, double ra, double elevation) {}

    private static OffsetDateTime middle(Start start) {
        return start.time().plus(Duration.ofMinutes(30));
    }

    private Sun sun(Start start) {
        OffsetDateTime middle = middle(start);
        double clock = middle.getHour() + middle.getMinute() / 60.0 + middle.getSecond() / 3600.0;
        Longitudes longitudes =
                Longitudes.ofEast(longitudeEastDeg, middle.getOffset().getTotalSeconds() / 3600.0);
        int day = middle.getDayOfYear();
        double angle =
                SolarGeometry.hourAngle(day, clock, longitudes.zoneLongitudeWestDeg(), longitudes.longitudeWestDeg());
        return new Sun(
                clock,
                longitudes,
                SolarGeometry.periodRadiation(place, day, angle - Math.PI / 24, angle + Math.PI / 24),
                SolarGeometry.elevation(place, day, angle));
    }

    private static Humidity humidity(CsvTable.Row row, double t, @Nullable DoubleSummaryStatistics day) {
        Double ea = range(row, DailyEto.EA, 0, 12, "kPa");
        Double dewPoint = range(row, DailyEto.DEW, -80, 50, "°C");
        Double rh = DailyEto.humidity(row, RH);
        if (ea != null) {
            return new Humidity(ea, DailyEto.EA);
        }
        if (dewPoint != null) {
            return new Humidity(VapourPressure.saturation(dewPoint), DailyEto.DEW); // FAO-56 Eq. 14
        }
        if (rh != null) {
            return new Humidity(VapourPressure.saturation(t) * rh / 100, RH); // FAO-56 Eq. 54
        }
        if (day == null || day.getCount() < FEWEST_HOURS) {
            throw new IllegalArgumentException(
                    RH + " is missing and the day's lowest temperature is not known: fewer than " + FEWEST_HOURS
                            + " of its hours have " + T);
        }
        return new Humidity(VapourPressure.saturation(Math.min(day.getMin(), t)), "day_temperature_min"); // Eq. 48
    }

    /** Measured light, W/m², as MJ/m²/h. */
    private static double light(double watts, double ra) {
        double most = ra > 0 ? ra / MJ_PER_WATT + CLOUD_LIGHT : NIGHT_LIGHT;
        if (watts < -NIGHT_OFFSET || watts > most) {
            throw new IllegalArgumentException(
                    DailyEto.WATTS + " " + watts + " W/m² is outside 0 to " + Math.round(most)
                            + " W/m² that hour" + (ra > 0 ? "" : " when the sun is down")
                            + "; check the unit and the sign of --longitude and the offset of the time");
        }
        return Math.max(0, watts) * MJ_PER_WATT;
    }

    /** Light from the day's range of temperature, spread over it as above the air, MJ/m²/h. */
    private double light(double ra, @Nullable DoubleSummaryStatistics day) {
        if (ra <= 0) {
            return 0;
        }
        if (day == null || day.getCount() < FEWEST_HOURS) {
            throw new IllegalArgumentException(
                    DailyEto.WATTS + " is missing and the day's range of temperature is not known:" + " fewer than "
                            + FEWEST_HOURS + " of its hours have " + T);
        }
        return SolarRadiation.fromTemperature(place, ra, day.getMin(), day.getMax(), settings.kRs()); // Eq. 50
    }

    /** Temperatures of the local days, of the hours that count and have a believable one. */
    private static Map<LocalDate, DoubleSummaryStatistics> temperatures(CsvTable table, HourGrid grid) {
        Map<LocalDate, DoubleSummaryStatistics> days = new HashMap<>();
        for (CsvTable.Row row : table.rows()) {
            Start start = grid.start(row);
            try {
                Double t = range(row, T, -60, 60, "°C");
                if (t != null && start != null && grid.counts(row)) {
                    days.computeIfAbsent(start.time().toLocalDate(), d -> new DoubleSummaryStatistics())
                            .accept(t);
                }
            } catch (IllegalArgumentException e) {
                continue; // the row's own result says so
            }
        }
        return days;
    }

    private static @Nullable Double range(CsvTable.Row row, String column, double min, double max, String unit) {
        return DailyEto.range(row, column, min, max, unit);
    }
}
