package vn.nuong.sim.device;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * A camera trap that counts green leafhoppers once a day at 00:00 UTC (seven in the morning in Việt Nam).
 *
 * <p>The expected catch rises from late winter to its peak in April, as in Thái Nguyên (peaks March to May and September to
 * October), and rests on days below 10 °C, when the insect is not active. Catches scatter more than chance (negative binomial:
 * a Poisson count around a gamma mean), as those of insects do. The levels are illustrative, not measured.
 */
public final class InsectTrap {

    /** Green leafhopper of tea, rầy xanh. */
    public static final PropertyKey LEAFHOPPER = PropertyKey.trapCount("empoasca_onukii");

    private static final double BASE = 3;
    private static final double SPRING = 12;
    private static final int SPRING_PEAK_DAY = 105;
    private static final double AUTUMN = 8;
    private static final int AUTUMN_PEAK_DAY = 270;
    private static final double WIDTH_DAYS = 30;
    private static final int CLUMPING = 3; // of the gamma distribution; the smaller the wilder
    private static final double ACTIVE_ABOVE = 10; // °C

    private InsectTrap() {}

    /** A packet for each day of the weather. */
    public static List<Packet> simulate(String device, List<WeatherHour> weather, Random random) {
        List<Packet> packets = new ArrayList<>();
        double sum = 0;
        int hours = 0;
        for (WeatherHour hour : weather) {
            sum += hour.airTemperature();
            hours++;
            if (hour.time().atOffset(ZoneOffset.UTC).getHour() == 0) {
                int caught = sum / hours < ACTIVE_ABOVE ? 0 : poisson(gamma(expected(hour.time()), random), random);
                packets.add(Packet.of(device, hour.time(), List.of(Value.sound(LEAFHOPPER, caught, caught))));
                sum = 0;
                hours = 0;
            }
        }
        return packets;
    }

    private static double expected(Instant day) {
        int j = day.atOffset(ZoneOffset.UTC).getDayOfYear();
        return BASE + SPRING * bell(j - SPRING_PEAK_DAY) + AUTUMN * bell(j - AUTUMN_PEAK_DAY);
    }

    private static double bell(double days) {
        return Math.exp(-days * days / (2 * WIDTH_DAYS * WIDTH_DAYS));
    }

    /** A sum of {@value #CLUMPING} exponential variates with this mean altogether. */
    private static double gamma(double mean, Random random) {
        double sum = 0;
        for (int i = 0; i < CLUMPING; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return mean * sum / CLUMPING;
    }

    /** Knuth's method: good for means well below 700. */
    private static int poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
