package vn.nuong.analytics.agronomy.weather;

/**
 * Tells from the brightest of many days whether solar radiation can be in the unit that it is said to be in. Too much of it shows in
 * a day, against what the sun gives above the air; too little shows only in many, since any single day may be dark.
 *
 * <p>The limits are this project's. Below a whole overcast FAO-56 Eq. 35 leaves a quarter of what comes from the sun, a third of clear
 * sky; thick cloud with rain leaves less, but not every day for a month. MJ/m²/d taken for W/m² are 0.086 of what they should
 * be, MJ/m²/h taken for W/m² 0.0036, kWh/m²/d taken for MJ/m²/d 0.28.
 */
public enum RadiationUnit {
    /** Nothing speaks against it. */
    BELIEVABLE,
    /** So dark for so long that it is worth a look. */
    DOUBTFUL,
    /** No weather is so dark for so long: another unit, a probe in the shade, or a broken one. */
    IMPOSSIBLE;

    /** MJ/m²/d in a column of W/m², with a tenth for days above the clear sky of FAO-56 Eq. 37. */
    private static final double MEGAJOULES_AS_WATTS = 1.1 * 0.0864;

    private static final int DAYS_OF_DARKNESS = 3;

    /** Darker than any day. */
    private static final double NIGHT = 0.02;

    /** kWh/m²/d in a column of MJ/m²/d, with the same tenth. */
    private static final double KILOWATT_HOURS_AS_MEGAJOULES = 1.1 / 3.6;

    private static final int DAYS_OF_RAIN = 10;
    private static final int DAYS_WITHOUT_SUN = 30;

    /**
     * Judges.
     *
     * @param brightest of all days the largest share of clear sky (radiation over FAO-56 Eq. 37), from 0
     * @param days how many there were, from 1
     */
    public static RadiationUnit judge(double brightest, int days) {
        if (brightest <= NIGHT
                || brightest <= MEGAJOULES_AS_WATTS && days >= DAYS_OF_DARKNESS
                || brightest <= KILOWATT_HOURS_AS_MEGAJOULES && days >= DAYS_WITHOUT_SUN) {
            return IMPOSSIBLE;
        }
        return brightest <= KILOWATT_HOURS_AS_MEGAJOULES && days >= DAYS_OF_RAIN ? DOUBTFUL : BELIEVABLE;
    }
}
