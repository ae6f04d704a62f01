package vn.nuong.sim.device;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * A cheap N/P/K probe at 20 cm that reports every six hours: slow trends under heavy noise, as such probes are (their
 * indication follows a laboratory's hardly at all, so it may be compared with itself and nothing else). Rain leaches a little
 * nitrogen. pH starts at 4.1, as in acid tea soils. The levels are illustrative, not measured.
 */
public final class NutrientProbe {

    public static final int DEPTH_CM = 20;

    /** Hours between readings. */
    public static final int EVERY_HOURS = 6;

    private static final double NOISE = 0.12; // share of the value

    private NutrientProbe() {}

    public static List<Packet> simulate(String device, List<WeatherHour> weather, Random random) {
        List<Packet> packets = new ArrayList<>();
        double nitrogen = 70 + 30 * random.nextDouble();
        double phosphorus = 35 + 20 * random.nextDouble();
        double potassium = 60 + 40 * random.nextDouble();
        double ph = 4.1 + 0.1 * random.nextGaussian();
        for (WeatherHour hour : weather) {
            nitrogen *= 1 - 0.0001 - 0.0004 * Math.min(20, hour.rainMm());
            potassium *= 1 - 0.00003 - 0.0001 * Math.min(20, hour.rainMm());
            if (hour.time().atOffset(ZoneOffset.UTC).getHour() % EVERY_HOURS == 0) {
                double ec = 0.05 + 0.0008 * (nitrogen + potassium);
                packets.add(Packet.of(
                        device,
                        hour.time(),
                        List.of(
                                noisy(ObservedProperty.SOIL_NITROGEN, nitrogen, NOISE * nitrogen, random),
                                noisy(ObservedProperty.SOIL_PHOSPHORUS, phosphorus, NOISE * phosphorus, random),
                                noisy(ObservedProperty.SOIL_POTASSIUM, potassium, NOISE * potassium, random),
                                noisy(ObservedProperty.SOIL_EC, ec, 0.01, random),
                                noisy(ObservedProperty.SOIL_PH, ph, 0.05, random))));
            }
        }
        return packets;
    }

    private static Value noisy(ObservedProperty property, double truth, double deviation, Random random) {
        return Value.sound(
                PropertyKey.of(property, DEPTH_CM), truth, Math.max(0, truth + deviation * random.nextGaussian()));
    }
}
