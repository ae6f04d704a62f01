package vn.nuong.sim.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nuong.sim.soil.SoilColumn;
import vn.nuong.sim.soil.SoilTexture;
import vn.nuong.sim.weather.Hargreaves;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.site.Plot;

/**
 * A station of soil probes at several depths in a {@link SoilColumn} under tea, driven by weather. Nobody irrigates this
 * field: what a farmer notes in the diary does not reach it.
 */
public final class SoilProbes {

    /** Depths of the probes, cm. */
    public static final List<Integer> DEPTHS_CM = List.of(15, 30, 50);

    /** Tea without shade in mid-season, FAO-56 table 12. */
    private static final double CROP_COEFFICIENT = 1.0;

    private static final double MOISTURE_NOISE = 0.002; // m³/m³, a calibrated capacitance probe's repeatability
    private static final double TEMPERATURE_NOISE = 0.1; // °C

    /** Share by which soil at 15 cm follows the air in an hour: a lag of about half a day. */
    private static final double TEMPERATURE_FOLLOWS = 1 / 12.0;

    private SoilProbes() {}

    /**
     * A packet for each hour of the weather, starting at field capacity.
     *
     * @param random for the probes' noise
     */
    public static List<Packet> simulate(
            String device, SoilTexture soil, Plot.Place place, List<WeatherHour> weather, Random random) {
        SoilColumn column = new SoilColumn(soil, soil.fieldCapacity());
        List<Double> reference = Hargreaves.hourly(weather, place);
        List<Packet> packets = new ArrayList<>(weather.size());
        double temperature = weather.isEmpty() ? 0 : weather.get(0).airTemperature();
        for (int i = 0; i < weather.size(); i++) {
            WeatherHour hour = weather.get(i);
            column.step(hour.rainMm(), CROP_COEFFICIENT * reference.get(i));
            temperature += TEMPERATURE_FOLLOWS * (hour.airTemperature() - temperature);
            List<Value> values = new ArrayList<>();
            for (int depth : DEPTHS_CM) {
                double truth = column.moistureAt(depth);
                values.add(Value.sound(
                        PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depth),
                        truth,
                        truth + MOISTURE_NOISE * random.nextGaussian()));
            }
            values.add(Value.sound(
                    PropertyKey.of(ObservedProperty.SOIL_TEMPERATURE, DEPTHS_CM.get(0)),
                    temperature,
                    temperature + TEMPERATURE_NOISE * random.nextGaussian()));
            values.add(battery(i, random));
            packets.add(Packet.of(device, hour.time(), values));
        }
        return packets;
    }

    /** A lithium cell (3.6 V) that loses a tenth of a volt in a year of hourly messages. */
    private static Value battery(int hours, Random random) {
        double truth = 3.6 - 0.1 * hours / (365 * 24);
        return Value.sound(PropertyKey.of(ObservedProperty.BATTERY), truth, truth + 0.005 * random.nextGaussian());
    }
}
