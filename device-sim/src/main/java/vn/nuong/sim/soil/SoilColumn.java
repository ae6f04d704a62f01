package vn.nuong.sim.soil;

/**
 * A column of soil in layers, with its roots, advanced hour by hour. It keeps account of every drop: what came in is what
 * went out plus what it holds more than before.
 *
 * <p>Rain fills the layers from the top, at most as fast as the soil conducts; what does not fit runs off. Water above field
 * capacity seeps down at SWAT's rate (Neitsch et al. 2011, SWAT 2009 Theoretical Documentation, eq. 2:3.2.3 and 2:3.2.4), so
 * that a wet front takes hours from layer to layer. Roots are spread as Jackson et al. (1996, Oecologia 108:389) found under
 * tropical evergreen trees, share above depth d (cm) = 1 − 0.962^d; their uptake falls below the readily available water as
 * FAO-56 eq. 84 says, and what a layer cannot give is asked of the next below.
 *
 * <p>Not thread-safe.
 */
public final class SoilColumn {

    /** Lower edges of the layers, cm. Finer near the surface, where the water changes faster. */
    private static final double[] EDGES_CM = {0, 10, 22, 40, 60, 90};

    private static final double ROOT_DECAY = 0.962;

    /** Share of the available water that roots take without effort: tea without shade, FAO-56 table 22. */
    private static final double READILY_AVAILABLE = 0.40;

    private final SoilTexture soil;
    private final double[] waterMm = new double[EDGES_CM.length - 1];

    /**
     * Where an hour's water went, mm.
     *
     * @param infiltration into the soil
     * @param runoff over its surface
     * @param evapotranspiration through roots and surface into the air
     * @param drainage out of the lowest layer
     */
    public record Flow(double infiltration, double runoff, double evapotranspiration, double drainage) {}

    /** @param moisture of every layer at the start, m³/m³, from wilting point to saturation */
    public SoilColumn(SoilTexture soil, double moisture) {
        if (!(moisture >= soil.wiltingPoint() && moisture <= soil.saturation())) {
            throw new IllegalArgumentException("moisture " + moisture + " m³/m³ is outside wilting point "
                    + soil.wiltingPoint() + " to saturation " + soil.saturation());
        }
        this.soil = soil;
        for (int i = 0; i < waterMm.length; i++) {
            waterMm[i] = moisture * thicknessMm(i);
        }
    }

    /**
     * One hour.
     *
     * @param rainMm rain and irrigation, mm, at least 0
     * @param demandMm what crop and surface would take if water were no limit, mm, at least 0
     */
    public Flow step(double rainMm, double demandMm) {
        if (!(rainMm >= 0 && demandMm >= 0)) {
            throw new IllegalArgumentException(
                    "rain " + rainMm + " mm and demand " + demandMm + " mm are not both ≥ 0");
        }
        double drainage = seep();
        double infiltration = infiltrate(Math.min(rainMm, soil.conductivityMmPerHour()));
        double evapotranspiration = takeUp(demandMm);
        return new Flow(infiltration, rainMm - infiltration, evapotranspiration, drainage);
    }

    /** Moisture at a depth, m³/m³: what a probe reads there, between the middles of the layers. */
    public double moistureAt(double depthCm) {
        int last = waterMm.length - 1;
        if (depthCm <= middleCm(0)) {
            return moisture(0);
        }
        for (int i = 1; i <= last; i++) {
            if (depthCm <= middleCm(i)) {
                double share = (depthCm - middleCm(i - 1)) / (middleCm(i) - middleCm(i - 1));
                return moisture(i - 1) + share * (moisture(i) - moisture(i - 1));
            }
        }
        return moisture(last);
    }

    /** How much of the water that roots can use is left down to 60 cm: 1 at field capacity, 0 at wilting point. */
    public double availableShare() {
        double left = 0;
        double all = 0;
        for (int i = 0; i < waterMm.length && EDGES_CM[i + 1] <= 60; i++) {
            left += waterMm[i] - soil.wiltingPoint() * thicknessMm(i);
            all += (soil.fieldCapacity() - soil.wiltingPoint()) * thicknessMm(i);
        }
        return left / all;
    }

    /** All the water in the column, mm. */
    public double storageMm() {
        double sum = 0;
        for (double layer : waterMm) {
            sum += layer;
        }
        return sum;
    }

    /** Bottom first, so that a drop passes one layer in an hour and not all of them. */
    private double seep() {
        double drained = 0;
        for (int i = waterMm.length - 1; i >= 0; i--) {
            double excess = Math.max(0, waterMm[i] - soil.fieldCapacity() * thicknessMm(i));
            double travelHours =
                    (soil.saturation() - soil.fieldCapacity()) * thicknessMm(i) / soil.conductivityMmPerHour();
            double seeping = excess * (1 - Math.exp(-1 / travelHours));
            if (i == waterMm.length - 1) {
                drained = seeping;
            } else {
                seeping = Math.min(seeping, spaceMm(i + 1));
                waterMm[i + 1] += seeping;
            }
            waterMm[i] -= seeping;
        }
        return drained;
    }

    private double infiltrate(double mm) {
        double left = mm;
        for (int i = 0; i < waterMm.length && left > 0; i++) {
            double taken = Math.min(left, spaceMm(i));
            waterMm[i] += taken;
            left -= taken;
        }
        return mm - left;
    }

    private double takeUp(double demandMm) {
        double taken = 0;
        double asked = 0;
        for (int i = 0; i < waterMm.length; i++) {
            asked += demandMm * rootShare(i);
            double total = (soil.fieldCapacity() - soil.wiltingPoint()) * thicknessMm(i);
            double available = Math.max(0, waterMm[i] - soil.wiltingPoint() * thicknessMm(i));
            double stress = Math.min(1, available / ((1 - READILY_AVAILABLE) * total)); // FAO-56 eq. 84
            double uptake = Math.min(asked * stress, available);
            waterMm[i] -= uptake;
            taken += uptake;
            asked -= uptake;
        }
        return taken;
    }

    private double rootShare(int layer) {
        double all = 1 - Math.pow(ROOT_DECAY, EDGES_CM[EDGES_CM.length - 1]);
        return (Math.pow(ROOT_DECAY, EDGES_CM[layer]) - Math.pow(ROOT_DECAY, EDGES_CM[layer + 1])) / all;
    }

    private double spaceMm(int layer) {
        return Math.max(0, soil.saturation() * thicknessMm(layer) - waterMm[layer]);
    }

    private double moisture(int layer) {
        return waterMm[layer] / thicknessMm(layer);
    }

    private static double thicknessMm(int layer) {
        return 10 * (EDGES_CM[layer + 1] - EDGES_CM[layer]);
    }

    private static double middleCm(int layer) {
        return (EDGES_CM[layer] + EDGES_CM[layer + 1]) / 2;
    }
}
