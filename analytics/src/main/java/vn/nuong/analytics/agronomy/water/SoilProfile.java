package vn.nuong.analytics.agronomy.water;

import java.util.List;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * Soil by layers, summed in steps of 1 mm of depth.
 *
 * <p>Thread-safe. Source of the sums: FAO-56 (Allen et al. 1998), Eqs. 73, 82, 87, layer by layer.
 */
public final class SoilProfile {

    /**
     * A layer.
     *
     * @param bottomCm its lower end, cm below the surface, 1 to 1000
     * @param fieldCapacity θFC, m³/m³
     * @param wiltingPoint θWP, m³/m³, below θFC
     * @param initial θ at the start of the season, m³/m³
     */
    public record Layer(int bottomCm, double fieldCapacity, double wiltingPoint, double initial) {
        public Layer {
            Limits.within("bottom of a soil layer", bottomCm, 1, 1000, "cm");
            checkSoil(fieldCapacity, wiltingPoint, initial);
        }
    }

    private final List<Layer> layers;

    // Sums from the surface down to each whole millimetre, mm of water.
    private final double[] available;
    private final double[] evaporable;
    private final double[] missing;

    /** @param layers from the surface down, each below the one before */
    public SoilProfile(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a soil profile needs at least one layer");
        }
        this.layers = List.copyOf(layers);
        int depth = 10 * layers.get(layers.size() - 1).bottomCm();
        available = new double[depth + 1];
        evaporable = new double[depth + 1];
        missing = new double[depth + 1];
        int mm = 1;
        for (Layer layer : layers) {
            if (mm > 10 * layer.bottomCm()) {
                throw new IllegalArgumentException("the soil layer that ends at " + layer.bottomCm()
                        + " cm does not lie below the one before it; list layers from the surface down");
            }
            for (; mm <= 10 * layer.bottomCm(); mm++) {
                available[mm] = available[mm - 1] + layer.fieldCapacity() - layer.wiltingPoint();
                evaporable[mm] = evaporable[mm - 1] + layer.fieldCapacity() - 0.5 * layer.wiltingPoint();
                missing[mm] = missing[mm - 1] + layer.fieldCapacity() - layer.initial();
            }
        }
    }

    static void checkSoil(double fieldCapacity, double wiltingPoint, double initial) {
        if (!(wiltingPoint > 0 && wiltingPoint < fieldCapacity && fieldCapacity <= 0.8)) {
            throw new IllegalArgumentException(
                    "field capacity " + fieldCapacity + " and wilting point " + wiltingPoint
                            + " are no soil: need 0 < wilting point < field capacity <= 0.8 m³/m³; give fractions, not percent");
        }
        Limits.within("initial soil moisture", initial, 0, 0.8, "m³/m³");
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Depth of the deepest layer's end, m. */
    public double depthM() {
        return (available.length - 1) / 1000.0;
    }

    /** Total available water down to a depth, mm (Eq. 82). */
    public double totalAvailableMm(double depthM) {
        return available[index(depthM)];
    }

    /** Total evaporable water of a surface layer, mm (Eq. 73). */
    public double totalEvaporableMm(double depthM) {
        return evaporable[index(depthM)];
    }

    /** Water missing from field capacity at the start of the season down to a depth, mm (Eq. 87); may be negative. */
    public double initialDepletionMm(double depthM) {
        return missing[index(depthM)];
    }

    private int index(double depthM) {
        return (int) Math.min(available.length - 1, Math.floor(depthM * 1000));
    }
}
