package vn.nuong.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A history made up: hourly, three probes, of which that at 20 cm scatters in the last days. */
public final class MadeUpHistory {

    static final Instant BEGIN = Instant.parse("2021-01-01T00:00:00Z");
    static final int DAYS = 500;
    static final int NOISY_DAYS = 30;

    /** When it ends. */
    public static final String AT = BEGIN.plus(Duration.ofDays(DAYS)).toString();

    private static final double SCATTER = 0.006;

    private MadeUpHistory() {}

    /** Storms in three layers that drain and dry; the probe at 20 cm scatters in the last days. */
    public static List<String> lines() {
        Random random = new Random(4);
        double[] theta = {0.27, 0.28, 0.3};
        double[] thickness = {250, 150, 300};
        List<String> lines = new ArrayList<>();
        lines.add("time,soil_moisture_20cm,soil_moisture_30cm,soil_moisture_50cm,rain,air_temperature,solar_radiation,"
                + "irrigation_mm");
        for (int h = 0; h < 24 * DAYS; h++) {
            double season = Math.sin((h / 24.0 - 100) * 2 * Math.PI / 365);
            double sun = Math.max(0, Math.sin((h % 24 - 6) * Math.PI / 12));
            double rain = random.nextInt(90) == 0 ? 25 * random.nextDouble() : 0;
            double down = rain;
            StringBuilder line =
                    new StringBuilder(BEGIN.plus(Duration.ofHours(h)).toString());
            for (int j = 0; j < 3; j++) {
                theta[j] += down / thickness[j];
                down = Math.max(0, theta[j] - 0.32) * 0.08 * thickness[j];
                theta[j] -= down / thickness[j] + Math.max(0, theta[j] - 0.14) * sun * (1.2 + season) * 0.002 / (j + 1);
                double noise = 0.0006 * random.nextGaussian();
                double more = random.nextGaussian();
                noise += j == 0 && h >= 24 * (DAYS - NOISY_DAYS) ? SCATTER * more : 0;
                line.append(String.format(Locale.ROOT, ",%.4f", theta[j] + noise));
            }
            line.append(String.format(Locale.ROOT, ",%.1f,%.1f,%.0f,0", rain, 20 + 6 * season + 5 * sun, 700 * sun));
            lines.add(line.toString());
        }
        return lines;
    }
}
