package vn.nuong.analytics.agronomy.eto;

/** Reference evapotranspiration of an hour from temperature and solar radiation (Hargreaves 1975): ETo = 0.0135 (T + 17.8) Rs. */
public final class HargreavesRadiation {

    private static final double HOURS = 24;

    private HargreavesRadiation() {}

    /**
     * Rs is taken as the water it would evaporate: 1 W/m² is 0.0864 MJ/m²/day, 2.45 MJ evaporate 1 mm.
     *
     * @param temperature °C
     * @param radiation W/m²
     * @return mm an hour, not below 0; NaN where one of the two is
     */
    public static double hourly(double temperature, double radiation) {
        return Double.isNaN(temperature) || Double.isNaN(radiation)
                ? Double.NaN
                : Math.max(0, 0.0135 * (temperature + 17.8) * radiation * 0.0864 / 2.45 / HOURS);
    }
}
