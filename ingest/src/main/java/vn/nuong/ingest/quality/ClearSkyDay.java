package vn.nuong.ingest.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import vn.nuong.telemetry.agronomy.Place;
import vn.nuong.telemetry.agronomy.SolarGeometry;
import vn.nuong.telemetry.agronomy.SolarRadiation;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.site.Plot;

/**
 * {@link Flag#ABOVE_CLEAR_SKY} of a day: more sun than a cloudless day brings, as of a pyranometer wrongly scaled.
 *
 * <p>Source: clear-sky radiation of FAO-56, Eqs. 21 and 37. The room above it ({@code clear_sky_factor}) is this project's: Eq. 37 is for
 * average turbidity, and clean mountain air lets a tenth more through. A day is judged when at least {@value #HOURS} of its hours were
 * measured.
 */
final class ClearSkyDay {

    static final int HOURS = 22;

    private ClearSkyDay() {}

    static void judge(Window window, Verdicts verdicts) {
        Plot.Place place = window.context().place();
        if (place == null) {
            return;
        }
        window.of(ObservedProperty.SOLAR_RADIATION).forEach(series -> {
            int i = 0;
            while (i < series.size()) {
                LocalDate date = date(series.time(i), place.timeZone());
                long end = startNs(date.plusDays(1), place.timeZone());
                int after = series.from(end);
                day(window.context(), place, series, i, after, date, verdicts);
                i = after;
            }
        });
    }

    private static void day(
            PlotContext context,
            Plot.Place place,
            Series series,
            int first,
            int after,
            LocalDate date,
            Verdicts verdicts) {
        double limit = context.settings().clearSkyFactor() * clearSkyMj(place, date);
        double mj = megajoules(series, first, after);
        if (!(mj > limit)) {
            return;
        }
        String why = Why.number(mj) + " MJ/m² > " + Why.number(Math.rint(10 * limit) / 10) + " MJ/m²";
        for (int i = first; i < after; i++) {
            if (series.value(i) > 0) {
                verdicts.add(series, series.time(i), Flag.ABOVE_CLEAR_SKY, why);
            }
        }
    }

    /** Rso of a day, MJ/m². */
    static double clearSkyMj(Plot.Place place, LocalDate date) {
        Place at = new Place(place.latitude(), place.elevationM());
        return SolarRadiation.clearSky(
                SolarGeometry.dailyRadiation(at, date.getDayOfYear()), place.elevationM()); // Eqs. 21, 37
    }

    /** The day's radiation, the mean of its hours, MJ/m²; NaN when too few of them were measured. */
    private static double megajoules(Series series, int first, int after) {
        double[] sums = new double[25];
        int[] counts = new int[25];
        for (int i = first; i < after; i++) {
            int hour = (int) Math.min(24, (series.time(i) - series.time(first)) / Window.HOUR_NS);
            sums[hour] += series.value(i);
            counts[hour]++;
        }
        double sum = 0;
        int hours = 0;
        for (int h = 0; h < sums.length; h++) {
            if (counts[h] > 0) {
                sum += sums[h] / counts[h];
                hours++;
            }
        }
        return hours < HOURS ? Double.NaN : sum / hours * 86_400 / 1e6;
    }

    private static LocalDate date(long ns, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L)), zone);
    }

    private static long startNs(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toEpochSecond() * 1_000_000_000L;
    }
}
