package vn.nuong.analytics.forecast.soilmoisture;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be tried.
 *
 * @param train folder of the training stations, a wide hourly CSV each
 * @param test folder of the stations to forecast
 * @param target column, such as {@code soil_moisture_20cm}
 * @param horizons hours, ascending, 1 to 168
 * @param observedWeather whether a forecast may use the weather up to its valid time
 * @param predictions CSV to write
 * @param report JSON to write
 * @param seed of everything drawn
 * @param version of the product, for the report
 */
public record SoilMoistureOptions(
        Path train,
        Path test,
        String target,
        List<Integer> horizons,
        boolean observedWeather,
        Path predictions,
        Path report,
        long seed,
        String version) {

    private static final int MOST_HOURS = 168;

    public SoilMoistureOptions {
        horizons = horizons.stream().sorted().distinct().toList();
        if (horizons.isEmpty() || horizons.get(0) < 1 || horizons.get(horizons.size() - 1) > MOST_HOURS) {
            throw new IllegalArgumentException(
                    "horizons " + horizons + " h; give at least one, each of 1 to " + MOST_HOURS);
        }
        if (!target.matches("soil_moisture_\\d{1,4}cm")) {
            throw new IllegalArgumentException(
                    "target " + target + " is no soil moisture; it is a column such as soil_moisture_20cm");
        }
    }

    /** Depth of the target, cm. */
    int targetCm() {
        return Integer.parseInt(target.replaceAll("\\D", ""));
    }
}
