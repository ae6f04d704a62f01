package vn.nuong.telemetry.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One local day of a plot's water, millimetre by millimetre. It adds up: {@code endMm = startMm − (rainMm − leavesMm − runoffMm) − irrigationMm −
 * unexplainedMm + evapotranspirationMm + deepPercolationMm + correctionMm}, which {@link #gapMm} checks.
 *
 * @param date the local day
 * @param whole whether the day is over; the last day of a ledger usually is not
 * @param startMm root-zone depletion Dr when it began, mm
 * @param rainMm rain as measured, mm; null when it is not known, which moves nothing
 * @param leavesMm rain that only wetted leaves, mm: all of a rain below a fifth of ETo (FAO-56 p. 171)
 * @param runoffMm rain that ran off over the surface, by curve number, mm
 * @param irrigations water given, by how it is known
 * @param irrigationMm net irrigation of all of them, mm
 * @param evapotranspirationMm what the crop used, mm; 0 when ETo is not known
 * @param deepPercolationMm water beyond field capacity that leaves below the roots, mm
 * @param unexplainedMm water that probes saw arrive and nobody recorded, mm
 * @param correctionMm what the probes changed, mm; above 0 when they made the root zone drier
 * @param endMm Dr when it ended, or now, mm
 * @param sigmaMm its standard deviation, mm
 * @param probesMm depletion that the probes saw, as they read, mm; null when none could be believed
 * @param biasMm how much drier than the root zone the probes are taken to read, mm
 * @param probes what became of it
 * @param missing what was not known: {@code rain}, {@code eto}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LedgerDay(
        LocalDate date,
        boolean whole,
        double startMm,
        @Nullable Double rainMm,
        double leavesMm,
        double runoffMm,
        List<Irrigation> irrigations,
        double irrigationMm,
        double evapotranspirationMm,
        double deepPercolationMm,
        double unexplainedMm,
        double correctionMm,
        double endMm,
        double sigmaMm,
        @Nullable Double probesMm,
        double biasMm,
        Probes probes,
        List<String> missing) {

    /** What became of what the probes saw. */
    public enum Probes {
        /** Nothing believable was heard. */
        SILENT,
        /** The first of them: the reckoning begins there. */
        OPENED,
        /** It corrected the balance. */
        USED,
        /** Water filled the root zone: what it lacks is known without them, and they are compared when it has drained. */
        FILLED,
        /** A day after the root zone was filled it also told by how much the probes are off. */
        MEASURED,
        /** Too far from the balance to be believed; it moved nothing. */
        REFUSED,
        /** A tension probe at its limit told that it is at least so dry, which the balance had already. */
        LIMIT
    }

    /**
     * Water given in a day.
     *
     * @param source meter, flow, valve or diary
     * @param volumeM3 water pumped, m³
     * @param netMm what reached the roots of it, mm
     */
    public record Irrigation(String source, double volumeM3, double netMm) {}

    public LedgerDay {
        irrigations = List.copyOf(irrigations);
        missing = List.copyOf(missing);
    }

    /** What is left when the lines are added up, mm: 0 but for rounding. */
    public double gapMm() {
        double rain = rainMm == null ? 0 : rainMm;
        return startMm
                - (rain - leavesMm - runoffMm)
                - irrigationMm
                - unexplainedMm
                + evapotranspirationMm
                + deepPercolationMm
                + correctionMm
                - endMm;
    }
}
