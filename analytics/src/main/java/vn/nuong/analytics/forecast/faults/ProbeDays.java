package vn.nuong.analytics.forecast.faults;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import vn.nuong.analytics.agronomy.eto.HargreavesRadiation;

/**
 * A record day by day (24 h, UTC): what a day comes to rests on its hours and those before. NaN where too little was measured. Immutable.
 *
 * <p>Wetness is that of buckets of several sizes that rain fills and evapotranspiration empties, less when less than half full (FAO-56
 * equation 84 with p = 0.5), from the weather alone.
 */
final class ProbeDays {

    static final int DAY = 24;

    /** What the buckets hold, mm. */
    static final double[] BUCKETS_MM = {25, 70, 180};

    private static final int LEAST_READINGS = 6;
    private static final int WEATHER_DAYS = 30;
    private static final double USUAL_ETO_MM = 3.0 / DAY;

    /** Of a day's changes the largest tenth is left out: rain. */
    private static final double TRIMMED = 0.9;

    /** In freezing soil a probe reads less water than there is. The shallowest soil thermometer's lowest of the day, °C; air's. */
    private static final double FREEZES_C = 1;

    private static final double AIR_FREEZES_C = -3;

    private static final int QUARTER = DAY / 4;

    /** m³/m³ in a day. */
    private static final double DRIES_FAST = 0.0025;

    private final long firstDay;
    private final int days;
    private final NavigableMap<Integer, double[]> median = new TreeMap<>();
    private final NavigableMap<Integer, double[]> noise = new TreeMap<>();
    private final NavigableMap<Integer, double[]> perDegree = new TreeMap<>();
    private final double[][] wetness;
    private final double[] water;
    private final boolean[] weather;
    private final boolean[] frozen;

    ProbeDays(ProbeRecord record) {
        firstDay = Math.floorDiv(record.firstHour(), DAY);
        int skip = (int) Math.floorMod(record.firstHour(), (long) DAY);
        days = (record.length() + skip) / DAY; // a day that is not over is not judged
        record.moisture().forEach((depth, readings) -> {
            double[] hours = whole(readings, skip);
            median.put(depth, byDay(hours, (h, from) -> median(h, from)));
            noise.put(depth, byDay(hours, (h, from) -> roughness(h, from)));
            double[] soil = record.soilTemperature().get(depth);
            double[] degrees = whole(soil == null ? record.airTemperature() : soil, skip);
            perDegree.put(depth, byDay(hours, (h, from) -> slope(h, degrees, from)));
        });
        wetness = new double[BUCKETS_MM.length][days];
        water = new double[days];
        weather = new boolean[days];
        frozen = new boolean[days];
        boolean inSoil = !record.soilTemperature().isEmpty();
        double[] cold =
                whole(inSoil ? record.soilTemperature().firstEntry().getValue() : record.airTemperature(), skip);
        for (int d = 0; d < days; d++) {
            double[] degrees = known(cold, d * DAY);
            frozen[d] = degrees.length > 0 && degrees[0] < (inSoil ? FREEZES_C : AIR_FREEZES_C);
        }
        fillBuckets(whole(record.water(), skip), whole(record.airTemperature(), skip), whole(record.radiation(), skip));
    }

    private interface OfDay {
        double of(double[] hours, int from);
    }

    private double[] byDay(double[] hours, OfDay what) {
        double[] values = new double[days];
        for (int d = 0; d < days; d++) {
            values[d] = what.of(hours, d * DAY);
        }
        return values;
    }

    private static double[] whole(double[] hours, int skip) {
        double[] whole = ProbeRecord.missing(hours.length + skip);
        System.arraycopy(hours, 0, whole, skip, hours.length);
        return whole;
    }

    private void fillBuckets(double[] rain, double[] temperature, double[] radiation) {
        double[] full = new double[BUCKETS_MM.length];
        double[] eto = new double[rain.length];
        int known = 0;
        for (int c = 0; c < full.length; c++) {
            full[c] = BUCKETS_MM[c] / 2;
        }
        for (int d = 0; d < days; d++) {
            for (int h = d * DAY; h < (d + 1) * DAY; h++) {
                double now = HargreavesRadiation.hourly(temperature[h], radiation[h]);
                eto[h] = Double.isNaN(now) ? (h >= DAY ? eto[h - DAY] : USUAL_ETO_MM) : now;
                double falls = Double.isNaN(rain[h]) ? 0 : rain[h];
                known += Double.isNaN(rain[h]) ? 0 : 1;
                known -= h >= WEATHER_DAYS * DAY && !Double.isNaN(rain[h - WEATHER_DAYS * DAY]) ? 1 : 0;
                water[d] += falls;
                for (int c = 0; c < full.length; c++) {
                    double share = Math.min(1, full[c] / (0.5 * BUCKETS_MM[c]));
                    full[c] = Math.min(BUCKETS_MM[c], full[c] + falls) - eto[h] * share;
                    full[c] = Math.max(0, full[c]);
                }
            }
            for (int c = 0; c < full.length; c++) {
                wetness[c][d] = full[c] / BUCKETS_MM[c];
            }
            weather[d] = 2 * known >= Math.min(WEATHER_DAYS, d + 1) * DAY;
        }
    }

    private static double median(double[] hours, int from) {
        double[] known = known(hours, from);
        return known.length < LEAST_READINGS ? Double.NaN : middle(known);
    }

    static double middle(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private static double[] known(double[] hours, int from) {
        double[] known = Arrays.stream(hours, from, from + DAY)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        Arrays.sort(known);
        return known;
    }

    /** How far readings lie off the line between the two beside them, on the mean; m³/m³. */
    private static double roughness(double[] hours, int from) {
        double[] off = new double[DAY];
        int n = 0;
        for (int h = from + 1; h < from + DAY - 1; h++) {
            double distance = Math.abs(hours[h] - (hours[h - 1] + hours[h + 1]) / 2);
            if (!Double.isNaN(distance)) {
                off[n++] = distance;
            }
        }
        if (n < LEAST_READINGS) {
            return Double.NaN;
        }
        Arrays.sort(off, 0, n);
        int kept = (int) Math.ceil(TRIMMED * n);
        return Arrays.stream(off, 0, kept).sum() / kept;
    }

    /** What a degree changes within the day, besides a steady drying: least squares on temperature and time. */
    private static double slope(double[] hours, double[] degrees, int from) {
        double n = 0;
        double st = 0;
        double sx = 0;
        double sy = 0;
        for (int h = 0; h < DAY; h++) {
            if (!Double.isNaN(hours[from + h]) && !Double.isNaN(degrees[from + h])) {
                n++;
                st += h;
                sx += degrees[from + h];
                sy += hours[from + h];
            }
        }
        // Roots drink by day: where soil dries fast, water goes with the temperature and not the probe.
        int last = from + DAY - QUARTER;
        if (n < DAY / 2.0
                || from < DAY
                || !(Math.abs(quarter(hours, last) - quarter(hours, last - DAY)) <= DRIES_FAST)) {
            return Double.NaN;
        }
        double tt = 0;
        double tx = 0;
        double ty = 0;
        double xx = 0;
        double xy = 0;
        for (int h = 0; h < DAY; h++) {
            if (!Double.isNaN(hours[from + h]) && !Double.isNaN(degrees[from + h])) {
                double t = h - st / n;
                double x = degrees[from + h] - sx / n;
                double y = hours[from + h] - sy / n;
                tt += t * t;
                tx += t * x;
                ty += t * y;
                xx += x * x;
                xy += x * y;
            }
        }
        double spread = xx - tx * tx / tt;
        return spread < 1 ? Double.NaN : (xy - tx * ty / tt) / spread;
    }

    private static double quarter(double[] hours, int from) {
        return Arrays.stream(hours, from, from + QUARTER)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    int days() {
        return days;
    }

    long firstDay() {
        return firstDay;
    }

    NavigableMap<Integer, double[]> medians() {
        return median;
    }

    double[] median(int depth) {
        return Objects.requireNonNull(median.get(depth));
    }

    double[] noise(int depth) {
        return Objects.requireNonNull(noise.get(depth));
    }

    double[] perDegree(int depth) {
        return Objects.requireNonNull(perDegree.get(depth));
    }

    double wetness(int bucket, int day) {
        return wetness[bucket][day];
    }

    double water(int day) {
        return water[day];
    }

    /** Whether soil may have been freezing. */
    boolean isFrozen(int day) {
        return frozen[day];
    }

    /** Whether rain was measured for at least half of the month before. */
    boolean knowsWeather(int day) {
        return weather[day];
    }
}
