package vn.nuong.analytics.source;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * One day of a source that stores water: ΔV = inflow + rain − evaporation − seepage − drawn − overflow. Everything is m³ and nothing is
 * below 0, so that a day can be audited; it closes by construction.
 *
 * <p>Rain and evaporation act on the surface with which the day begins, evaporation at {@value #OPEN_WATER} of ETo (FAO-56 Table
 * 12, open water under 2 m). Water comes before it goes: evaporation, then seepage, then the pump take what is there, and what is
 * above the full level then flows over.
 *
 * @param startM3 water at the day's begin
 * @param inflowM3 what flowed in
 * @param rainM3 rain on its surface
 * @param evaporationM3 what evaporated
 * @param seepageM3 what seeped away
 * @param drawnM3 what was pumped; less than asked for when the lockout was reached
 * @param overflowM3 what did not fit
 * @param endM3 water at the day's end
 */
public record SourceBalance(
        double startM3,
        double inflowM3,
        double rainM3,
        double evaporationM3,
        double seepageM3,
        double drawnM3,
        double overflowM3,
        double endM3) {

    /** Kc of open water under 2 m deep, FAO-56 Table 12. */
    public static final double OPEN_WATER = 1.05;

    /**
     * What comes and goes in a day.
     *
     * @param inflowM3 flows in, m³, at least 0
     * @param rainMm rain, mm; 0 where it is covered
     * @param etoMm reference evapotranspiration, mm; 0 where it is covered
     * @param seepageM3 would seep away, m³
     * @param drawM3 would be drawn, m³
     */
    public record Day(double inflowM3, double rainMm, double etoMm, double seepageM3, double drawM3) {
        public Day {
            Limits.within("inflow of a day", inflowM3, 0, 1e9, "m³");
            Limits.within("rain of a day", rainMm, 0, 2000, "mm");
            Limits.within("evapotranspiration of a day", etoMm, 0, 25, "mm");
            Limits.within("seepage of a day", seepageM3, 0, 1e9, "m³");
            Limits.within("water to draw in a day", drawM3, 0, 1e9, "m³");
        }
    }

    /**
     * @param curve what it holds by level
     * @param startM3 water at the begin, m³
     * @param lockedM3 water that is not drawn, m³
     */
    public static SourceBalance of(LevelVolume curve, double startM3, double lockedM3, Day day) {
        Limits.within("water in the source", startM3, 0, curve.fullM3() + 1e-9, "m³");
        double surface = curve.surfaceM2(startM3);
        double rain = day.rainMm() * surface / 1000;
        double v = startM3 + day.inflowM3() + rain;
        double evaporation = Math.min(v, OPEN_WATER * day.etoMm() * surface / 1000);
        v -= evaporation;
        double seepage = Math.min(v, day.seepageM3());
        v -= seepage;
        double drawn = Math.min(Math.max(0, v - lockedM3), day.drawM3());
        v -= drawn;
        double overflow = Math.max(0, v - curve.fullM3());
        return new SourceBalance(
                startM3, day.inflowM3(), rain, evaporation, seepage, drawn, overflow, Math.max(0, v - overflow));
    }
}
