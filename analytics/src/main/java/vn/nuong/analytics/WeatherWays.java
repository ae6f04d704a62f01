package vn.nuong.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.HourlySeries;
import vn.nuong.analytics.forecast.soilmoisture.WeatherAhead;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;

/** An outlook hour by hour, as the soil-moisture forecast takes it. */
final class WeatherWays {

    /** An hour is told when steps speak for this share of it. */
    private static final double LEAST_COVERED = 0.9;

    private WeatherWays() {}

    /** @return a way for each member of the outlook, from the hour after this time on; empty when nothing is known */
    static List<WeatherAhead> of(Outlook outlook, Instant issued) {
        Instant begin = HourlySeries.instant(HourlySeries.hourOver(issued));
        return outlook.members().stream().map(m -> way(m, begin)).toList();
    }

    private static WeatherAhead way(Member member, Instant begin) {
        Hourly rain = new Hourly();
        Hourly temperature = new Hourly();
        Hourly humidity = new Hourly();
        Hourly eto = new Hourly();
        for (Member.Step step : member.steps()) {
            double from = hours(begin, step.from());
            double to = hours(begin, step.to());
            rain.spread(from, to, step.rainMm());
            eto.spread(from, to, step.etoMm());
            humidity.hold(from, to, step.humidityPercent());
            Double least = step.temperatureMin();
            Double most = step.temperatureMax();
            temperature.hold(from, to, least == null || most == null ? null : (Double) ((least + most) / 2));
        }
        return new WeatherAhead(rain.sums(), temperature.means(), humidity.means(), eto.sums());
    }

    private static double hours(Instant begin, Instant time) {
        return Duration.between(begin, time).toMillis() / 3_600_000.0;
    }

    private static final class Hourly {
        private final double[] sum = new double[WeatherAhead.HOURS];
        private final double[] covered = new double[WeatherAhead.HOURS];

        /** An amount, evenly over its time. */
        void spread(double from, double to, @Nullable Double amount) {
            add(from, to, amount == null ? null : (Double) (amount / (to - from)));
        }

        /** A level that holds all the time. */
        void hold(double from, double to, @Nullable Double level) {
            add(from, to, level);
        }

        private void add(double from, double to, @Nullable Double perHour) {
            if (perHour == null) {
                return;
            }
            int last = (int) Math.min(WeatherAhead.HOURS - 1.0, Math.ceil(to) - 1);
            for (int hour = (int) Math.max(0, Math.floor(from)); hour <= last; hour++) {
                double share = Math.min(to, hour + 1) - Math.max(from, hour);
                sum[hour] += share * perHour;
                covered[hour] += share;
            }
        }

        double[] sums() {
            double[] sums = new double[sum.length];
            Arrays.setAll(sums, h -> covered[h] >= LEAST_COVERED ? sum[h] : Double.NaN);
            return sums;
        }

        double[] means() {
            double[] means = new double[sum.length];
            Arrays.setAll(means, h -> covered[h] >= LEAST_COVERED ? sum[h] / covered[h] : Double.NaN);
            return means;
        }
    }
}
