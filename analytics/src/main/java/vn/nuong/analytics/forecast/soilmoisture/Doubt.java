package vn.nuong.analytics.forecast.soilmoisture;

/**
 * Whether a target's reading can be started from, at every hour, from the readings up to then: one that has stood at exactly the same value
 * for weeks, or lies where no soil is, says nothing about the field.
 */
enum Doubt {
    NONE,
    STANDS_STILL,
    NO_SOIL;

    /**
     * Hours after which standing still is doubtful. The longest that nine sound stations in Kansas stood still at a resolution of 0.001
     * m³/m³ in three years was 131 h at 5 cm, 322 h at 20 cm and 534 h at 40 cm.
     */
    static int stillHours(int depthCm) {
        return 24 * (depthCm <= 10 ? 7 : depthCm <= 30 ? 14 : 24);
    }

    /** By hour. A missing reading neither proves nor ends a standstill. */
    static Doubt[] byHour(double[] moisture, int depthCm) {
        Doubt[] doubts = new Doubt[moisture.length];
        double value = Double.NaN;
        int since = 0;
        for (int t = 0; t < moisture.length; t++) {
            if (!Double.isNaN(moisture[t]) && moisture[t] != value) {
                value = moisture[t];
                since = t;
            }
            if (value <= Station.NO_SOIL) {
                doubts[t] = NO_SOIL;
            } else if (t - since >= stillHours(depthCm)) {
                doubts[t] = STANDS_STILL;
            } else {
                doubts[t] = NONE;
            }
        }
        return doubts;
    }
}
