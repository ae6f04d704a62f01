package vn.nuong.analytics.advice;

import org.jspecify.annotations.Nullable;

/**
 * Rain expected. Forecast rain only postpones work; it is never booked as if it had fallen.
 *
 * @param rain24hMm rain expected in the next 24 hours, mm; null when not known
 * @param rain48hMm rain expected in the next 48 hours, mm; null when not known
 */
public record WeatherOutlook(
        @Nullable Double rain24hMm, @Nullable Double rain48hMm) {

    public WeatherOutlook {
        if (rain24hMm != null && rain48hMm != null && rain24hMm > rain48hMm) {
            throw new IllegalArgumentException("more rain is expected in 24 hours (" + rain24hMm + " mm) than in 48 ("
                    + rain48hMm + " mm); give sums from now on");
        }
    }

    /** No forecast of the weather is known. */
    public static WeatherOutlook none() {
        return new WeatherOutlook(null, null);
    }
}
