package vn.nuong.analytics.forecast.soilmoisture;

import java.util.List;

/** A station's probes as the layers of a {@link Response}, with what is known of each layer's range at each hour. */
final class Column {

    /** A probe's last reading stands for it up to so many hours. */
    private static final int CARRIED_HOURS = 6;

    private static final double WETTEST_RELATIVE = 1.2;

    private final double[] read;
    private final double[][] moisture;
    private final double[][][] range;
    private final int target;

    /**
     * @param depths of the layers, cm, ascending
     * @param usual range of each layer at the training stations
     */
    Column(Station station, List<Integer> depths, int targetCm, double[][] usual) {
        target = depths.indexOf(targetCm);
        read = station.depth(targetCm);
        moisture = new double[depths.size()][];
        range = new double[depths.size()][][];
        for (int j = 0; j < moisture.length; j++) {
            moisture[j] = carried(station.depth(depths.get(j)));
            range[j] = SoilRange.byHour(station.depth(depths.get(j)), usual[j]);
        }
    }

    private static double[] carried(double[] values) {
        double[] carried = values.clone();
        int age = 0;
        for (int i = 1; i < carried.length; i++) {
            age = Double.isNaN(values[i]) ? age + 1 : 0;
            if (age > 0 && age <= CARRIED_HOURS) {
                carried[i] = carried[i - 1];
            }
        }
        return carried;
    }

    /** What the target's probe read, m³/m³; NaN where it read nothing. */
    double read(int hour) {
        return read[hour];
    }

    int layers() {
        return moisture.length;
    }

    int target() {
        return target;
    }

    /** m³/m³ by hour, carried over a few missing hours. */
    double[] moisture(int layer) {
        return moisture[layer];
    }

    /** Range of a layer as it was known at this hour. */
    double[] range(int layer, int hour) {
        return range[layer][hour];
    }

    double[][] ranges(int hour) {
        double[][] ranges = new double[moisture.length][];
        for (int j = 0; j < ranges.length; j++) {
            ranges[j] = range[j][hour];
        }
        return ranges;
    }

    /** Moisture of each layer to start from; a layer without a reading stands as the target does in its range. */
    double[] start(int hour) {
        double[] own = range[target][hour];
        double relative = (moisture[target][hour] - own[0]) / Math.max(0.02, own[2] - own[0]);
        relative = Math.max(0, Math.min(WETTEST_RELATIVE, relative));
        double[] start = new double[moisture.length];
        for (int j = 0; j < start.length; j++) {
            double[] r = range[j][hour];
            start[j] = Double.isNaN(moisture[j][hour]) ? r[0] + relative * (r[2] - r[0]) : moisture[j][hour];
        }
        return start;
    }
}
