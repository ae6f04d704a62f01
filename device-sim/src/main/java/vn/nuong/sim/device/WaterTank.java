package vn.nuong.sim.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import vn.nuong.sim.weather.Hargreaves;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.site.Plot;

/**
 * A level gauge in a small pond beside the plot: a stream feeds it, rain runs into it, the sun takes from it and the pump
 * draws on it. The slopes behind it store rain and give it back slowly, so that the level falls in a dry spell.
 */
public final class WaterTank {

    private static final PropertyKey LEVEL = PropertyKey.of(ObservedProperty.WATER_LEVEL);
    private static final PropertyKey VALVE = PropertyKey.of(ObservedProperty.VALVE_OPEN);
    private static final double AREA_M2 = 400;
    private static final double OVERFLOW_M = 2.0;
    private static final double START_M = 1.4;
    private static final double CATCHMENT_M2 = 4000;
    private static final double RUNOFF_SHARE = 0.05;
    private static final double SLOPE_SHARE = 0.10;
    private static final double SLOPE_GIVES_PER_HOUR = 0.001;
    private static final double SLOPE_START_M3 = 100;
    private static final double OPEN_WATER = 1.05; // FAO-56 table 12: open water under 2 m
    private static final double SEEPAGE_M_PER_HOUR = 0.003 / 24;
    private static final double NOISE_M = 0.004;

    private WaterTank() {}

    /**
     * A packet for each hour of the weather.
     *
     * @param pumpM3PerHour what the pump takes while it runs
     * @param pumping the hours, by their end, in which it runs
     * @param tellsValve whether this device also says when the irrigation valve is open
     */
    public static List<Packet> simulate(
            String device,
            Plot.Place place,
            List<WeatherHour> weather,
            double pumpM3PerHour,
            Set<Instant> pumping,
            boolean tellsValve,
            Random random) {
        List<Double> reference = Hargreaves.hourly(weather, place);
        List<Packet> packets = new ArrayList<>(weather.size());
        double waterM3 = START_M * AREA_M2;
        double slopeM3 = SLOPE_START_M3;
        for (int i = 0; i < weather.size(); i++) {
            WeatherHour hour = weather.get(i);
            double rainM3 = hour.rainMm() / 1000;
            double stream = SLOPE_GIVES_PER_HOUR * slopeM3;
            slopeM3 += SLOPE_SHARE * CATCHMENT_M2 * rainM3 - stream;
            waterM3 += stream
                    + (RUNOFF_SHARE * CATCHMENT_M2 + AREA_M2) * rainM3
                    - SEEPAGE_M_PER_HOUR * AREA_M2
                    - OPEN_WATER * reference.get(i) / 1000 * AREA_M2
                    - (pumping.contains(hour.time()) ? pumpM3PerHour : 0);
            waterM3 = Math.min(OVERFLOW_M * AREA_M2, Math.max(0, waterM3));
            double level = waterM3 / AREA_M2;
            double read = Math.max(0, level + NOISE_M * random.nextGaussian());
            List<Value> values = new ArrayList<>(List.of(Value.sound(LEVEL, level, read)));
            if (tellsValve) {
                double open = pumping.contains(hour.time()) ? 1 : 0;
                values.add(Value.sound(VALVE, open, open));
            }
            packets.add(Packet.of(device, hour.time(), values));
        }
        return packets;
    }
}
