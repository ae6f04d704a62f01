package vn.nuong.analytics.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.site.WaterSource;

/**
 * Whether water may be pumped onto tea, by its salt and acidity.
 *
 * <p>Salt: FAO Irrigation and Drainage Paper 29 (Ayers and Westcot 1985), Table 1: ECw below 0.7 dS/m no restriction, 0.7 to 3.0 slight
 * to moderate, above 3.0 severe. pH: outside 5.5 to 9 (QCVN 39:2011 on irrigation water) it is unfit; above 8.4, the end of FAO-29's
 * normal range, with care, since tea wants acid soil. FAO-29's lower end of 6.5 is not held against it: sour water suits tea.
 */
public enum WaterQuality {
    /** No restriction. */
    FIT,
    /** Slight to moderate restriction: use it with care. */
    CARE,
    /** Not to be pumped onto tea. */
    UNFIT,
    /** Not measured, long ago, or not believed. */
    UNKNOWN;

    /** FAO-29 Table 1, dS/m. */
    public static final double CARE_DS_PER_M = 0.7;

    /** FAO-29 Table 1, dS/m. */
    public static final double UNFIT_DS_PER_M = 3.0;

    /** QCVN 39:2011. */
    public static final double PH_MIN = 5.5;

    /** FAO-29 Table 1, end of the normal range. */
    public static final double PH_CARE = 8.4;

    /** QCVN 39:2011. */
    public static final double PH_MAX = 9;

    /** The word in files and pages. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The worse of the two.
     *
     * @param ecDsPerM electrical conductivity, dS/m; null when not known
     * @param ph pH; null when not known
     * @param limits the source's own limits; null for the defaults
     */
    public static WaterQuality of(
            @Nullable Double ecDsPerM, @Nullable Double ph, WaterSource.@Nullable Quality limits) {
        if (isSalty(ecDsPerM, limits) || isSourOrAlkaline(ph, limits)) {
            return UNFIT;
        }
        if (ecDsPerM != null && ecDsPerM >= Math.min(CARE_DS_PER_M, ecMax(limits))
                || ph != null && ph > Math.min(PH_CARE, phMax(limits))) {
            return CARE;
        }
        return ecDsPerM == null && ph == null ? UNKNOWN : FIT;
    }

    /** Whether it has too much salt. */
    public static boolean isSalty(@Nullable Double ecDsPerM, WaterSource.@Nullable Quality limits) {
        return ecDsPerM != null && ecDsPerM > ecMax(limits);
    }

    /** Whether its pH is out of bounds. */
    public static boolean isSourOrAlkaline(@Nullable Double ph, WaterSource.@Nullable Quality limits) {
        return ph != null && (ph < phMin(limits) || ph > phMax(limits));
    }

    /** The saltiest that is fit, dS/m. */
    public static double ecMax(WaterSource.@Nullable Quality limits) {
        return limits == null || limits.ecMaxDsPerM() == null ? UNFIT_DS_PER_M : limits.ecMaxDsPerM();
    }

    /** The sourest that is fit. */
    public static double phMin(WaterSource.@Nullable Quality limits) {
        return limits == null || limits.phMin() == null ? PH_MIN : limits.phMin();
    }

    /** The most alkaline that is fit. */
    public static double phMax(WaterSource.@Nullable Quality limits) {
        return limits == null || limits.phMax() == null ? PH_MAX : limits.phMax();
    }
}
