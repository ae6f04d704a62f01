package vn.nuong.sim.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/** A weather station with a tipping-bucket gauge, which also counts since it was switched on, a battery and a radio. */
public final class WeatherStation {

    private static final double BUCKET_MM = 0.2;

    private WeatherStation() {}

    /** A packet for each hour of the weather. */
    public static List<Packet> simulate(String device, List<WeatherHour> weather, Random random) {
        List<Packet> packets = new ArrayList<>(weather.size());
        double inBucket = 0;
        long tips = 0;
        double fallen = 0;
        for (int i = 0; i < weather.size(); i++) {
            WeatherHour hour = weather.get(i);
            fallen += hour.rainMm();
            inBucket += hour.rainMm();
            long now = (long) (inBucket / BUCKET_MM + 1e-9);
            inBucket -= now * BUCKET_MM;
            tips += now;
            packets.add(Packet.of(
                    device,
                    hour.time(),
                    List.of(
                            value(ObservedProperty.RAIN, hour.rainMm(), now * BUCKET_MM),
                            value(ObservedProperty.RAIN_TOTAL, fallen, tips * BUCKET_MM),
                            noisy(ObservedProperty.AIR_TEMPERATURE, hour.airTemperature(), 0.2, random),
                            value(
                                    ObservedProperty.RELATIVE_HUMIDITY,
                                    hour.relativeHumidity(),
                                    Math.max(0, Math.min(100, hour.relativeHumidity() + random.nextGaussian()))),
                            value(
                                    ObservedProperty.WIND_SPEED,
                                    hour.windSpeed(),
                                    Math.max(0, hour.windSpeed() + 0.1 * random.nextGaussian())),
                            noisy(ObservedProperty.BATTERY, 3.9 - 0.1 * i / (365 * 24), 0.01, random),
                            noisy(ObservedProperty.SIGNAL, -95, 4, random))));
        }
        return packets;
    }

    private static Value value(ObservedProperty property, double truth, double published) {
        return Value.sound(PropertyKey.of(property), truth, published);
    }

    private static Value noisy(ObservedProperty property, double truth, double deviation, Random random) {
        return value(property, truth, truth + deviation * random.nextGaussian());
    }
}
