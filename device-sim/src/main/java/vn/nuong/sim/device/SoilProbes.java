package vn.nuong.sim.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import vn.nuong.sim.soil.SoilColumn;
import vn.nuong.sim.soil.SoilTexture;
import vn.nuong.sim.weather.Hargreaves;
import vn.nuong.sim.weather.WeatherHour;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.site.Plot;

/**
 * A station of soil probes at several depths in a {@link SoilColumn} under tea, driven by weather. Where the plot has
 * irrigation a simulated {@link Farmer} waters it; what a real one notes in the diary does not reach this field.
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
     * A simulated field.
     *
     * @param packets what its probes say, one packet for each hour
     * @param irrigated the hours, by their end, in which it was watered
     */
    public record Field(List<Packet> packets, Set<Instant> irrigated) {}

    /**
     * A field from the start of the weather, when it is at field capacity.
     *
     * @param irrigationMmPerHour what reaches the soil while someone waters, mm/h; 0 when nobody does
     * @param random for the probes' noise
     */
    public static Field simulate(
            String device,
            SoilTexture soil,
            Plot.Place place,
            List<WeatherHour> weather,
            double irrigationMmPerHour,
            Random random) {
        Farmer farmer = new Farmer(place.timeZone());
        Set<Instant> irrigated = new HashSet<>();
        SoilColumn column = new SoilColumn(soil, soil.fieldCapacity());
        List<Double> reference = Hargreaves.hourly(weather, place);
        List<Packet> packets = new ArrayList<>(weather.size());
        double temperature = weather.isEmpty() ? 0 : weather.get(0).airTemperature();
        for (int i = 0; i < weather.size(); i++) {
            WeatherHour hour = weather.get(i);
            double irrigation = 0;
            if (irrigationMmPerHour > 0 && farmer.waters(hour.time(), column.availableShare())) {
                irrigated.add(hour.time());
                irrigation = irrigationMmPerHour;
            }
            column.step(hour.rainMm() + irrigation, CROP_COEFFICIENT * reference.get(i));
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
        return new Field(packets, irrigated);
    }

    /** A lithium cell (3.6 V) that loses a tenth of a volt in a year of hourly messages. */
    private static Value battery(int hours, Random random) {
        double truth = 3.6 - 0.1 * hours / (365 * 24);
        return Value.sound(PropertyKey.of(ObservedProperty.BATTERY), truth, truth + 0.005 * random.nextGaussian());
    }
}
