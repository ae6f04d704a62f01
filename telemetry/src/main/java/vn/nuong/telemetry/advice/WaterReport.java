package vn.nuong.telemetry.advice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plot's water as it was reckoned for an advice.
 *
 * @param site the plot's site
 * @param plot the plot
 * @param at the time it stands at
 * @param sample whether it rests on sample readings, not on the site's own
 * @param totalAvailableMm TAW, mm
 * @param readilyAvailableMm RAW at the usual demand, mm
 * @param whatIf the next days with irrigation and without; null when too little is known to tell
 * @param model what the learned forecast had to do with the advice; null where there was none
 * @param ledger a line for each day, oldest first, the last one up to {@code at}
 */
public record WaterReport(
        String site,
        String plot,
        Instant at,
        boolean sample,
        double totalAvailableMm,
        double readilyAvailableMm,
        @Nullable WhatIf whatIf,
        @Nullable ModelEffect model,
        List<LedgerDay> ledger) {

    /** Without a learned forecast. */
    public WaterReport(
            String site,
            String plot,
            Instant at,
            boolean sample,
            double totalAvailableMm,
            double readilyAvailableMm,
            @Nullable WhatIf whatIf,
            List<LedgerDay> ledger) {
        this(site, plot, at, sample, totalAvailableMm, readilyAvailableMm, whatIf, null, ledger);
    }

    public WaterReport {
        ledger = List.copyOf(ledger);
    }
}
