package vn.nuong.analytics.decision;

import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.site.Plot;

/**
 * What water and the want of it cost in a plot, đồng for each square metre and millimetre. Only their proportions decide.
 *
 * @param stress tea lost for each millimetre that the crop cannot transpire
 * @param pumping energy for each millimetre pumped
 * @param turn labour for one turn, đồng/m²
 * @param leaching fertiliser lost with each millimetre that drains below the roots
 */
public record Costs(double stress, double pumping, double turn, double leaching) {

    /** 2.25 kg of made tea/ha/mm (1.5–3, from memory of the literature) at 200 000 đồng/kg. A default to be configured. */
    static final double STRESS = 45;

    /** đồng/kWh. A default to be configured. */
    static final double ELECTRICITY = 2_500;

    /** Energy to pump 1 m³ where the pump's power is not known, kWh: 1.91 kW for 10 m³/h at 35 m and half efficiency. */
    static final double KWH_PER_M3 = 0.191;

    /** An hour of somebody's time. A default to be configured. */
    static final double TURN = 40_000;

    /** 0.1 kg N/ha with each mm at 20 000 đồng/kg. This project's choice, to be configured. */
    static final double LEACHING = 0.2;

    /** Those of a plot, with defaults where it tells none. */
    public static Costs of(Plot plot) {
        Plot.Irrigation irrigation = plot.irrigation();
        Plot.Costs told = irrigation == null ? null : irrigation.costs();
        double kwhPerM3 = irrigation == null || irrigation.pumpKw() == null
                ? KWH_PER_M3
                : irrigation.pumpKw() / irrigation.pumpM3PerHour();
        double electricity = or(told == null ? null : told.electricityVndPerKwh(), ELECTRICITY);
        return new Costs(
                or(told == null ? null : told.stressVndPerM2Mm(), STRESS),
                electricity * kwhPerM3 / 1000, // 1 mm on 1 m² is a thousandth of a m³
                or(told == null ? null : told.turnVnd(), TURN) / plot.areaM2(),
                or(told == null ? null : told.leachingVndPerM2Mm(), LEACHING));
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
