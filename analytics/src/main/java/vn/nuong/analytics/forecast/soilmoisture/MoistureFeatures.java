package vn.nuong.analytics.forecast.soilmoisture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.nuong.analytics.agronomy.eto.HargreavesRadiation;

/**
 * What the network looks at for one horizon at one station, hour by hour: how the soil stands in its range and moved, the rain before, the
 * weather, what the physical columns say and how right they have been here; with observed weather also the rain and evaporation to come.
 * NaN stands for "not measured". Everything at hour t rests on what was known at t, with observed weather also on the weather up to
 * t + horizon, never on a later reading of the soil.
 *
 * <p>The season is left out: two or three years of one place say little about another year. Without weather to come also the level itself,
 * the station's own gauge, humidity and the hour of the day are left out: they helped to learn the training years' storms by heart, and
 * nothing else.
 */
final class MoistureFeatures {

    private static final int[] CHANGE_HOURS = {1, 3, 6, 12, 24, 72};
    private static final int[] RAIN_HOURS = {1, 3, 6, 12, 24, 48, 72, 168, 336};
    private static final double[] MEMORY_HOURS = {6, 24, 72};
    private static final int USUAL_HOURS = 504;
    private static final int RATIO_HOURS = 60 * 24;

    /** Of the hours to come so much of the rain has to be known for the columns to be run with it. */
    private static final double RAIN_KNOWN = 0.9;

    private static final double WET_CHANGE = 0.01;
    private static final double MEMORY_WET = 45 * 24;
    private static final double MEMORY_DRY = 30 * 24;

    private final Site site;
    private final int horizon;
    private final boolean observed;
    private final double[] moisture;
    private final Seen seen;
    private final double[][] wet;
    private final double[][] dry;
    private final double[] wetMean;
    private final double[] dryMean;
    private final TrackRecord wetRecord;
    private final TrackRecord dryRecord;

    /** What does not depend on the horizon: windows over a site's readings. Immutable. */
    static final class Seen {
        private final Hours usualChange;
        private final Hours own;
        private final Hours near;
        private final Hours rainKnown;
        private final Hours temperature;
        private final Hours humidity;
        private final Hours deficit;
        private final Hours eto;
        private final double[][] ownMemory = new double[MEMORY_HOURS.length][];
        private final double[][] nearMemory = new double[MEMORY_HOURS.length][];

        Seen(Site site) {
            Station station = site.station();
            double[] moisture = station.depth(site.targetCm());
            int n = moisture.length;
            double[] dayChange = new double[n];
            double[] vpd = new double[n];
            double[] evaporation = new double[n];
            for (int t = 0; t < n; t++) {
                dayChange[t] = t < 24 ? Double.NaN : Math.abs(moisture[t] - moisture[t - 24]);
                vpd[t] = deficit(station.temperature()[t], station.humidity()[t]);
                evaporation[t] = 24 * HargreavesRadiation.hourly(station.temperature()[t], station.radiation()[t]);
            }
            usualChange = new Hours(dayChange);
            Forcing forcing = site.forcing();
            own = new Hours(forcing.ownRain());
            near = new Hours(forcing.nearRain());
            rainKnown = new Hours(forcing.rainOrMissing());
            temperature = new Hours(station.temperature());
            humidity = new Hours(station.humidity());
            deficit = new Hours(vpd);
            eto = new Hours(evaporation);
            for (int i = 0; i < MEMORY_HOURS.length; i++) {
                ownMemory[i] = decaying(forcing.ownRain(), MEMORY_HOURS[i]);
                nearMemory[i] = decaying(forcing.nearRain(), MEMORY_HOURS[i]);
            }
        }

        /** The same where the weather after {@code now} goes another way; the soil is not read then. */
        Seen(Seen first, Site site, int now) {
            Station station = site.station();
            int n = station.length();
            double[] vpd = new double[n];
            double[] evaporation = new double[n];
            for (int t = now + 1; t < n; t++) {
                vpd[t] = deficit(station.temperature()[t], station.humidity()[t]);
                evaporation[t] = 24 * HargreavesRadiation.hourly(station.temperature()[t], station.radiation()[t]);
            }
            usualChange = first.usualChange;
            Forcing forcing = site.forcing();
            own = new Hours(first.own, now, forcing.ownRain());
            near = new Hours(first.near, now, forcing.nearRain());
            rainKnown = new Hours(first.rainKnown, now, forcing.rainOrMissing());
            temperature = new Hours(first.temperature, now, station.temperature());
            humidity = new Hours(first.humidity, now, station.humidity());
            deficit = new Hours(first.deficit, now, vpd);
            eto = new Hours(first.eto, now, evaporation);
            for (int i = 0; i < MEMORY_HOURS.length; i++) {
                ownMemory[i] = decaying(first.ownMemory[i], now, forcing.ownRain(), MEMORY_HOURS[i]);
                nearMemory[i] = decaying(first.nearMemory[i], now, forcing.nearRain(), MEMORY_HOURS[i]);
            }
        }
    }

    MoistureFeatures(
            Site site, Seen seen, ResponseForecasts responses, int[] horizons, int horizonIndex, boolean observed) {
        this(site, seen, responses, horizons, horizonIndex, observed, 1);
    }

    /** @param every hours between two of the columns' forecasts that the track record rests on */
    MoistureFeatures(
            Site site,
            Seen seen,
            ResponseForecasts responses,
            int[] horizons,
            int horizonIndex,
            boolean observed,
            int every) {
        this.site = site;
        this.seen = seen;
        this.horizon = horizons[horizonIndex];
        this.observed = observed;
        moisture = site.station().depth(site.targetCm());
        int n = moisture.length;
        wet = responses.withWeather(horizonIndex);
        dry = responses.without(horizonIndex);
        dryMean = mean(dry, n);
        wetMean = observed ? whereRainIsKnown(mean(wet, n)) : dryMean;
        wetRecord = new TrackRecord(wetMean, moisture, horizon, MEMORY_WET, WET_CHANGE, 1, every, null);
        dryRecord = new TrackRecord(dryMean, moisture, horizon, MEMORY_DRY, 0, 0.07, every, seen.near);
    }

    /**
     * What is seen at {@code now}, and at no other hour, where the weather after it goes another way. How right the columns were so far does
     * not depend on that.
     *
     * @param first the same for one way of the weather
     */
    MoistureFeatures(
            MoistureFeatures first, Site site, Seen seen, ResponseForecasts responses, int horizonIndex, int now) {
        this.site = site;
        this.seen = seen;
        this.horizon = first.horizon;
        this.observed = first.observed;
        moisture = first.moisture;
        wet = responses.withWeather(horizonIndex);
        dry = responses.without(horizonIndex);
        dryMean = first.dryMean;
        wetMean = new double[moisture.length];
        double sum = 0;
        for (double[] forecast : wet) {
            sum += forecast[now];
        }
        wetMean[now] = isRainKnown(now) ? sum / wet.length : Double.NaN;
        wetRecord = first.wetRecord;
        dryRecord = first.dryRecord;
    }

    /** FAO-56 equation 11 for the saturation vapour pressure, kPa. */
    private static double deficit(double temperature, double humidity) {
        return 0.6108 * Math.exp(17.27 * temperature / (temperature + 237.3)) * (1 - humidity / 100);
    }

    private static double[] decaying(double[] values, double memoryHours) {
        return decaying(new double[0], -1, values, memoryHours);
    }

    /** The same where it is known up to the hour {@code last}. */
    private static double[] decaying(double[] known, int last, double[] values, double memoryHours) {
        double keeps = Math.exp(-1 / memoryHours);
        double[] sums = Arrays.copyOf(known, values.length);
        double sum = last < 0 ? 0 : known[last];
        for (int t = last + 1; t < values.length; t++) {
            sum = sum * keeps + values[t];
            sums[t] = sum;
        }
        return sums;
    }

    static double[] mean(double[][] forecasts, int n) {
        double[] mean = new double[n];
        for (int t = 0; t < n; t++) {
            double sum = 0;
            for (double[] forecast : forecasts) {
                sum += forecast[t];
            }
            mean[t] = sum / forecasts.length;
        }
        return mean;
    }

    private double[] whereRainIsKnown(double[] values) {
        for (int t = 0; t < values.length; t++) {
            if (!isRainKnown(t)) {
                values[t] = Double.NaN;
            }
        }
        return values;
    }

    /** Whether the rain up to the horizon is known well enough to run the columns with it. */
    boolean isRainKnown(int t) {
        return observed && seen.rainKnown.known(t, t + horizon) >= RAIN_KNOWN * horizon;
    }

    /**
     * What the network's answer is added to, m³/m³: what the columns say when the rain to come is known. Without that, nothing: the rain
     * that may come pulls up what the columns would let dry.
     */
    double base(int t) {
        return isRainKnown(t) ? wetMean[t] : 0;
    }

    /**
     * What the physical columns say of the change, as strong as they would have been right here lately, m³/m³; without weather to come, and
     * where the rain to come is not known, they say how the soil dries.
     */
    double physics(int t) {
        return isRainKnown(t) ? wetMean[t] * wetRecord.factor[t] : dryMean[t] * dryRecord.factor[t];
    }

    /** Reference evapotranspiration of the last day, mm; NaN where less than half of it is known. */
    double etoOfDay(int t) {
        return seen.eto.mean(t - 24, t);
    }

    /** Change that came, m³/m³; NaN where one end was not read. */
    double came(int t) {
        return t + horizon < moisture.length ? moisture[t + horizon] - moisture[t] : Double.NaN;
    }

    int horizon() {
        return horizon;
    }

    /** Names of the features, in order. */
    List<String> names() {
        Names names = new Names();
        fill(0, names);
        return names.list;
    }

    /** The features at an hour whose target was read. */
    double[] at(int t) {
        Values values = new Values();
        fill(t, values);
        return values.array();
    }

    private interface Sink {
        void add(String name, double value);
    }

    private static final class Names implements Sink {
        private final List<String> list = new ArrayList<>();

        @Override
        public void add(String name, double value) {
            list.add(name);
        }
    }

    private static final class Values implements Sink {
        private double[] values = new double[128];
        private int n;

        @Override
        public void add(String name, double value) {
            if (n == values.length) {
                values = Arrays.copyOf(values, 2 * n);
            }
            values[n++] = value;
        }

        double[] array() {
            return Arrays.copyOf(values, n);
        }
    }

    private void fill(int t, Sink sink) {
        for (int j = 0; j < site.column().layers(); j++) {
            addLayer(j, t, sink);
        }
        double[] range = site.column().range(site.column().target(), t);
        sink.add("usual_change", seen.usualChange.mean(t - USUAL_HOURS, t));
        addRainBefore(t, sink);
        sink.add("eto_day", seen.eto.mean(t - 24, t));
        sink.add("eto_week", seen.eto.mean(t - 168, t));
        addDry(t, sink);
        if (observed) {
            sink.add("range", range[3] - range[0]);
            sink.add("relative_humidity", seen.humidity.mean(t - 24, t));
            sink.add("vapour_pressure_deficit", seen.deficit.mean(t - 24, t));
            double hour = 2 * Math.PI * Math.floorMod(site.station().firstHour() + t, 24L) / 24;
            sink.add("hour_sin", Math.sin(hour));
            sink.add("hour_cos", Math.cos(hour));
            addRainToCome(t, sink);
            addWet(t, sink);
        }
    }

    private void addLayer(int j, int t, Sink sink) {
        double[] layer = site.column().moisture(j);
        double[] range = site.column().range(j, t);
        String name = "layer" + (j + 1);
        if (observed) {
            sink.add(name, layer[t]);
        }
        for (int h : CHANGE_HOURS) {
            sink.add(name + "_change_" + h + "h", t < h ? Double.NaN : layer[t] - layer[t - h]);
        }
        for (int i = 0; i < range.length; i++) {
            sink.add(name + "_above_p" + Math.round(100 * SoilRange.SHARES[i]), layer[t] - range[i]);
        }
        sink.add(name + "_place", (layer[t] - range[0]) / (range[2] - range[0] + 0.02));
    }

    private void addRainBefore(int t, Sink sink) {
        for (int h : RAIN_HOURS) {
            boolean known = 2 * seen.rainKnown.known(t - h, t) >= Math.min(h, t + 1);
            if (observed) {
                sink.add("own_rain_" + h + "h", known ? Math.log1p(seen.own.sum(t - h, t)) : Double.NaN);
            }
            sink.add("near_rain_" + h + "h", known ? Math.log1p(seen.near.sum(t - h, t)) : Double.NaN);
        }
        if (observed) {
            boolean known = seen.rainKnown.known(t - RATIO_HOURS, t) > 0;
            double ownSum = seen.own.sum(t - RATIO_HOURS, t);
            double nearSum = seen.near.sum(t - RATIO_HOURS, t);
            sink.add("gauge_ratio", known ? Math.log((ownSum + 20) / (nearSum + 20)) : Double.NaN);
        }
    }

    private void addDry(int t, Sink sink) {
        sink.add("dry_1", dry[0][t]);
        sink.add("dry_2", dry[Math.min(1, dry.length - 1)][t]);
        sink.add("dry_mean", dryMean[t]);
        sink.add("dry_factor", dryRecord.factor[t]);
        sink.add("dry_fitted", dryMean[t] * dryRecord.factor[t]);
        sink.add("dry_evidence", Math.log(dryRecord.evidence[t]));
    }

    private void addRainToCome(int t, Sink sink) {
        boolean known = isRainKnown(t);
        int end = t + horizon;
        int step = Math.max(1, horizon <= 24 ? Math.min(6, horizon) : horizon / 6);
        for (int from = 0; from < horizon; from += step) {
            int to = Math.min(horizon, from + step);
            sink.add("own_rain_to_" + to + "h", known ? Math.log1p(seen.own.sum(t + from, t + to)) : Double.NaN);
            sink.add("near_rain_to_" + to + "h", known ? Math.log1p(seen.near.sum(t + from, t + to)) : Double.NaN);
        }
        addTotals("own", seen.own, seen.ownMemory, t, end, known, sink);
        addTotals("near", seen.near, seen.nearMemory, t, end, known, sink);
        sink.add("relative_humidity_to_come", seen.humidity.mean(t, end));
        sink.add("vapour_pressure_deficit_to_come", seen.deficit.mean(t, end));
        sink.add("eto_to_come", seen.eto.mean(t, end));
    }

    private void addTotals(String name, Hours rain, double[][] memory, int t, int end, boolean known, Sink sink) {
        double total = known ? rain.sum(t, end) : Double.NaN;
        sink.add(name + "_rain_to_come", Math.log1p(total));
        sink.add(name + "_rain_to_come_mm", total);
        for (int i = 0; i < MEMORY_HOURS.length; i++) {
            double left = known && end < memory[i].length
                    ? memory[i][end] - memory[i][t] * Math.exp(-horizon / MEMORY_HOURS[i])
                    : Double.NaN;
            sink.add(name + "_rain_left_" + Math.round(MEMORY_HOURS[i]) + "h", Math.log1p(Math.max(0, left)));
        }
    }

    private void addWet(int t, Sink sink) {
        boolean known = isRainKnown(t);
        for (int k = 0; k < wet.length; k++) {
            sink.add("response_" + (k + 1), known ? wet[k][t] : Double.NaN);
        }
        sink.add("response_mean", wetMean[t]);
        sink.add("response_last_error", wetRecord.lastError[t]);
        sink.add("response_week_error", wetRecord.weekError[t]);
        sink.add("response_factor", wetRecord.factor[t]);
        sink.add("response_evidence", Math.log(wetRecord.evidence[t]));
        sink.add("response_fitted", wetMean[t] * wetRecord.factor[t]);
    }
}
