package vn.nuong.analytics.agronomy.water;

import vn.nuong.telemetry.agronomy.Limits;

/**
 * Share of the ground that a crop covers.
 *
 * <p>Source: FAO-56 (Allen et al. 1998), Eq. 76.
 */
public final class CanopyCover {
    private CanopyCover() {}

    /**
     * Covered share fc, 0 to 0.99 (FAO-56 Eq. 76).
     *
     * @param kcb basal crop coefficient of the day
     * @param kcMin that of bare dry soil, here the initial one
     * @param kcMax upper limit, see {@link SurfaceEvaporation#upperLimit}
     * @param heightM crop height, m
     */
    public static double fromBasal(double kcb, double kcMin, double kcMax, double heightM) {
        double share = (kcb - kcMin) / (kcMax - kcMin);
        return share <= 0 ? 0 : Limits.clamp(Math.pow(share, 1 + 0.5 * heightM), 0, 0.99); // Eq. 76
    }
}
