package vn.nuong.analytics.agronomy.water;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import vn.nuong.telemetry.agronomy.Limits;
import vn.nuong.telemetry.agronomy.SoilWater;

/**
 * The soil that a crop's roots drink from.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eqs. 82, 83, 87.
 *
 * @param soil how the soil holds water
 * @param rootDepthM Zr, m, 0.1 to 3
 * @param depletionFraction p at ETc 5 mm/day, 0.1 to 0.8
 */
public record RootZone(SoilWater soil, double rootDepthM, double depletionFraction) {
    public RootZone {
        Limits.within("root depth", rootDepthM, 0.1, 3, "m");
        Limits.within("depletion fraction", depletionFraction, 0.1, 0.8, "");
    }

    /** The root zone of a crop in a soil. */
    public static RootZone of(SoilWater soil, Crop crop) {
        return new RootZone(soil, crop.rootDepthM(), crop.depletionFraction());
    }

    /** Total available water TAW, mm (FAO-56 Eq. 82). */
    public double totalAvailableMm() {
        return soil.totalAvailableMm(rootDepthM);
    }

    /**
     * Readily available water RAW on a day of given demand, mm (FAO-56 Eq. 83, p adjusted to ETc).
     *
     * @param etcMm crop evapotranspiration without stress, mm/day
     */
    public double readilyAvailableMm(double etcMm) {
        return WaterStress.readilyAvailableMm(
                totalAvailableMm(), WaterStress.depletionFraction(depletionFraction, etcMm));
    }

    /** {@link #depletionFromProbes(List, SoilWater, double)} of this root zone. */
    public OptionalDouble depletionFromProbes(List<ProbeReading> readings) {
        return depletionFromProbes(readings, soil, rootDepthM);
    }

    /**
     * Root-zone depletion that probes see, mm: Σ 1000(θFC,i − θi)Δzi, FAO-56 Eq. 87 layer by layer.
     *
     * <p>A probe stands for the layer between the midpoints to its neighbours; the first layer begins at the surface, the
     * last ends at the bottom of the root zone. Probes below the root zone are left out. The sum is not limited: below 0
     * the soil is wetter than field capacity, above TAW drier than wilting point.
     *
     * @param readings one reading per depth, any order
     * @param soil the soil, for probes without a field capacity of their own
     * @param rootDepthM Zr, m
     * @return empty when no probe lies within the root zone
     * @throws IllegalArgumentException if two readings have the same depth
     */
    public static OptionalDouble depletionFromProbes(List<ProbeReading> readings, SoilWater soil, double rootDepthM) {
        List<ProbeReading> probes = readings.stream()
                .filter(reading -> reading.depthM() <= rootDepthM)
                .sorted(Comparator.comparingDouble(ProbeReading::depthM))
                .toList();
        if (probes.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double top = 0;
        for (int i = 0; i < probes.size(); i++) {
            ProbeReading probe = probes.get(i);
            double bottom = rootDepthM;
            if (i + 1 < probes.size()) {
                double next = probes.get(i + 1).depthM();
                if (next == probe.depthM()) {
                    throw new IllegalArgumentException(
                            "two soil moisture readings at " + next + " m; give one value per depth, such as the mean");
                }
                bottom = (probe.depthM() + next) / 2;
            }
            Double own = probe.fieldCapacity();
            double fieldCapacity = own != null ? own : soil.fieldCapacity();
            sum += 1000 * (fieldCapacity - probe.theta()) * (bottom - top); // Eq. 87
            top = bottom;
        }
        return OptionalDouble.of(sum);
    }
}
