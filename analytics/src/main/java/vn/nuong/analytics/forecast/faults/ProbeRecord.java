package vn.nuong.analytics.forecast.faults;

import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the probes of a plot and the weather gave, one value an hour, NaN where nothing was measured. Nobody writes into its arrays.
 *
 * @param station name
 * @param firstHour whole hours since 1970, UTC
 * @param length hours
 * @param moisture m³/m³ by depth, cm
 * @param soilTemperature °C by depth, cm
 * @param water rain and irrigation that reached the soil, mm
 * @param airTemperature °C
 * @param radiation W/m²
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ProbeRecord(
        String station,
        long firstHour,
        int length,
        NavigableMap<Integer, double[]> moisture,
        NavigableMap<Integer, double[]> soilTemperature,
        double[] water,
        double[] airTemperature,
        double[] radiation) {

    ProbeRecord {
        moisture = Collections.unmodifiableNavigableMap(new TreeMap<>(moisture));
        soilTemperature = Collections.unmodifiableNavigableMap(new TreeMap<>(soilTemperature));
    }

    /** The same with other readings of one probe. */
    ProbeRecord with(int depthCm, double[] readings) {
        TreeMap<Integer, double[]> changed = new TreeMap<>(moisture);
        changed.put(depthCm, readings);
        return withProbes(changed);
    }

    /** The same with these probes. */
    ProbeRecord withProbes(NavigableMap<Integer, double[]> probes) {
        return new ProbeRecord(station, firstHour, length, probes, soilTemperature, water, airTemperature, radiation);
    }

    /** The same as if nobody measured the weather. */
    ProbeRecord withoutWeather() {
        double[] none = missing(length);
        return new ProbeRecord(station, firstHour, length, moisture, new TreeMap<>(), none, none, none);
    }

    /** What was known at the end of so many hours. */
    ProbeRecord until(int hours) {
        return new ProbeRecord(
                station,
                firstHour,
                hours,
                cut(moisture, hours),
                cut(soilTemperature, hours),
                Arrays.copyOf(water, hours),
                Arrays.copyOf(airTemperature, hours),
                Arrays.copyOf(radiation, hours));
    }

    private static NavigableMap<Integer, double[]> cut(NavigableMap<Integer, double[]> all, int hours) {
        TreeMap<Integer, double[]> cut = new TreeMap<>();
        all.forEach((depth, values) -> cut.put(depth, Arrays.copyOf(values, hours)));
        return cut;
    }

    double[] readings(int depthCm) {
        double[] readings = moisture.get(depthCm);
        if (readings == null) {
            throw new IllegalArgumentException(
                    station + " has no probe at " + depthCm + " cm, only " + moisture.keySet());
        }
        return readings;
    }

    static double[] missing(int length) {
        double[] none = new double[length];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
