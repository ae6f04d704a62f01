package vn.nuong.analytics.forecast.faults;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A fault put into a record, to see whether it is found. From the onset on, each reading r becomes:
 *
 * @param kind how
 * @param size how much, as the kind says
 */
record Injection(Kind kind, double size) {

    private static final int HOURS = 24;

    /** Digits that real probes give, m³/m³. */
    private static final double RESOLUTION = 1000;

    enum Kind {
        /** Nothing: what is found then is what is found by accident. */
        NONE("", 0),
        /** r ± size, reached evenly in 60 days and kept. m³/m³. */
        DRIFT("m3/m3 in 60 days", 60),
        /** r ± size at once. m³/m³. */
        STEP("m3/m3", 0),
        /** Changes around the last month's mean fall short by this share, reached evenly in 60 days. */
        GAIN("share lost in 60 days", 60),
        /** It follows late, evenly growing to this time constant in 30 days. h. */
        LAG("hours, in 30 days", 30),
        /** It moves only when it should read otherwise by more than this. m³/m³. */
        STICKING("m3/m3", 0),
        /** Gaussian noise, its standard deviation growing evenly in 30 days. m³/m³. */
        NOISE("m3/m3 in 30 days", 30),
        /** A degree above the onset's month changes so much; of the soil's thermometer at its depth, else of air. m³/m³/°C. */
        TEMPERATURE("m3/m3 per degree", 0),
        /** It loses this share of what it reads at once: pulled out, an air gap. */
        AIR_GAP("share lost", 0);

        private final String unit;
        private final int days;

        Kind(String unit, int days) {
            this.unit = unit;
            this.days = days;
        }

        String unit() {
            return unit;
        }
    }

    static List<Injection> all() {
        return List.of(
                new Injection(Kind.NONE, 0),
                new Injection(Kind.DRIFT, 0.02),
                new Injection(Kind.DRIFT, 0.05),
                new Injection(Kind.DRIFT, 0.10),
                new Injection(Kind.STEP, 0.03),
                new Injection(Kind.STEP, 0.06),
                new Injection(Kind.STEP, 0.10),
                new Injection(Kind.GAIN, 0.3),
                new Injection(Kind.GAIN, 0.6),
                new Injection(Kind.GAIN, 0.9),
                new Injection(Kind.LAG, 72),
                new Injection(Kind.LAG, 240),
                new Injection(Kind.STICKING, 0.03),
                new Injection(Kind.STICKING, 0.08),
                new Injection(Kind.NOISE, 0.003),
                new Injection(Kind.NOISE, 0.01),
                new Injection(Kind.NOISE, 0.03),
                new Injection(Kind.TEMPERATURE, 0.001),
                new Injection(Kind.TEMPERATURE, 0.003),
                new Injection(Kind.AIR_GAP, 0.3),
                new Injection(Kind.AIR_GAP, 0.9));
    }

    /**
     * A record with the fault.
     *
     * @param onset first hour of the record with it
     */
    ProbeRecord into(ProbeRecord record, int depthCm, int onset, Random random) {
        double[] sound = record.readings(depthCm);
        double[] faulty = sound.clone();
        double sign = random.nextBoolean() ? 1 : -1;
        double level = mean(sound, onset);
        double[] soil = record.soilTemperature().get(depthCm);
        double[] degrees = soil == null ? record.airTemperature() : soil;
        double usualDegrees = mean(degrees, onset);
        double held = Double.NaN;
        for (int h = onset; h < faulty.length; h++) {
            double r = sound[h];
            double noise = random.nextGaussian(); // drawn for every hour, so that gaps change nothing else
            if (Double.isNaN(r)) {
                continue;
            }
            double grown = kind.days == 0 ? size : size * Math.min(1, (h - onset) / (double) (kind.days * HOURS));
            switch (kind) {
                case NONE -> {}
                case DRIFT, STEP -> r += sign * grown;
                case GAIN -> r = level + (1 - grown) * (r - level);
                case LAG -> {
                    held = Double.isNaN(held) ? r : held + (r - held) / Math.max(1, grown);
                    r = held;
                }
                case STICKING -> {
                    held = Double.isNaN(held) || Math.abs(r - held) > size ? r : held;
                    r = held;
                }
                case NOISE -> r += grown * noise;
                case TEMPERATURE -> r += sign * size * (Double.isNaN(degrees[h]) ? 0 : degrees[h] - usualDegrees);
                case AIR_GAP -> r *= 1 - size;
            }
            faulty[h] = Math.max(0, Math.round(r * RESOLUTION) / RESOLUTION);
        }
        return record.with(depthCm, faulty);
    }

    private static double mean(double[] values, int onset) {
        return IntStream.range(Math.max(0, onset - 30 * HOURS), onset)
                .mapToDouble(h -> values[h])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(0);
    }
}
