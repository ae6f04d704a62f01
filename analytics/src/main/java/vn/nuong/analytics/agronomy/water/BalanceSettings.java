package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * How wrong a day's water balance may be. All are this project's defaults, to be tuned against probes.
 *
 * @param ignoredRainShare rain below this share of ETo wets leaves only and is ignored: 0.2 (FAO-56 p. 171)
 * @param knownDaySigmaMm error of a day whose rain and ETo are known, mm, beside the error of its water
 * @param waterErrorShare error of rain and irrigation, as a share of them
 * @param missingEtoSigmaMm error of a day without ETo, mm: about a whole day's evapotranspiration
 * @param missingRainSigmaMm error of a day without rain, mm: about a wet day's rain
 */
public record BalanceSettings(
        double ignoredRainShare,
        double knownDaySigmaMm,
        double waterErrorShare,
        double missingEtoSigmaMm,
        double missingRainSigmaMm) {

    public BalanceSettings {
        Limits.within("ignored share of rain", ignoredRainShare, 0, 1, "");
        Limits.within("error of a known day", knownDaySigmaMm, 0, 50, "mm");
        Limits.within("error share of water", waterErrorShare, 0, 1, "");
        Limits.within("error of a day without ETo", missingEtoSigmaMm, 0, 50, "mm");
        Limits.within("error of a day without rain", missingRainSigmaMm, 0, 500, "mm");
    }

    /** 0.2 of ETo; 1 mm; 0.15; 5 mm; 15 mm. */
    public static BalanceSettings defaults() {
        return new BalanceSettings(0.2, 1.0, 0.15, 5.0, 15.0);
    }
}
