package vn.nuong.sim.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import vn.nuong.telemetry.Ids;

/**
 * Messages of many devices, for trying what a broker and ingest can take: three readings each, the devices in turn, the
 * measured time of each one later every time. Everything about a message follows from its number, so that whoever counts
 * afterwards knows what has to be there.
 *
 * <p>The values are those of quiet soil that dries for two weeks of measured time, of days and nights, and of a battery that
 * empties.
 *
 * @param prefix devices are named PREFIX-1, PREFIX-2, …
 * @param devices how many, 1 to {@value #MAX_DEVICES}
 * @param count messages, all devices together, 1 to {@value #MAX_COUNT}
 * @param start measured time of each device's first message, a whole second
 * @param interval measured time between two messages of a device, whole seconds
 */
public record Load(String prefix, int devices, int count, Instant start, Duration interval) {

    public static final int MAX_DEVICES = 1_000_000;
    public static final int MAX_COUNT = 1_000_000_000;

    /** The properties of each message, in the units of the catalogue: m3/m3, Cel, V. */
    public static final List<String> PROPERTIES = List.of("soil_moisture_20cm", "soil_temperature_20cm", "battery");

    /** Values are whole numbers of 1/{@value}, so that no rounding makes them differ. */
    public static final int SCALE = 10_000;

    private static final long DAY_S = 86_400;
    private static final long DRYING_S = 14 * DAY_S;

    public Load {
        Ids.check("device", prefix + "-" + devices);
        if (devices < 1 || devices > MAX_DEVICES) {
            throw new IllegalArgumentException("--devices " + devices + " is outside 1.." + MAX_DEVICES);
        }
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("--count " + count + " is outside 1.." + MAX_COUNT);
        }
        if (interval.isNegative() || interval.isZero() || interval.getNano() != 0) {
            throw new IllegalArgumentException("an interval of " + interval + " is not of whole seconds");
        }
        start = start.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The start with which the last message is measured no later than this. */
    public static Instant startToEndAt(Instant end, int devices, int count, Duration interval) {
        return end.truncatedTo(ChronoUnit.SECONDS).minus(interval.multipliedBy((count - 1) / Math.max(devices, 1)));
    }

    /** The number of the device, from 0, that sends a message. */
    public int device(int message) {
        return message % devices;
    }

    /** A device's id. */
    public String id(int device) {
        return prefix + "-" + (device + 1);
    }

    /** How many messages of its device come before. */
    public int round(int message) {
        return message / devices;
    }

    /** When a message was measured. */
    public Instant time(int message) {
        return start.plus(interval.multipliedBy(round(message)));
    }

    /** A message's values in the order of {@link #PROPERTIES}, times {@link #SCALE}. */
    public long[] values(int message) {
        long device = device(message);
        long round = round(message);
        long elapsed = round * interval.toSeconds();
        long noise = (device * 7919 + round * 104_729) % 11 - 5;
        long ofDay = Math.floorMod(start.getEpochSecond() + elapsed, DAY_S);
        long warmth = DAY_S / 2 - Math.abs(ofDay - DAY_S / 2); // 0 at midnight UTC, most at noon
        return new long[] {
            3000 + device * 37 % 500 - 1400 * (elapsed % DRYING_S) / DRYING_S + noise,
            100 * (2200 + 500 * warmth / (DAY_S / 2) + device % 100 + noise),
            10 * (3900 - device * 13 % 100 - elapsed / 3600 % 500 + (device + round) % 3)
        };
    }

    /** The native JSON payload. */
    public byte[] payload(int message) {
        long[] values = values(message);
        StringBuilder json = new StringBuilder(160)
                .append("{\"time\":\"")
                .append(time(message))
                .append("\",\"readings\":{");
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(PROPERTIES.get(i)).append("\":");
            append(json, values[i]);
        }
        return json.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder json, long scaled) {
        json.append(scaled / SCALE).append('.');
        String decimals = String.valueOf(SCALE + scaled % SCALE);
        json.append(decimals, 1, decimals.length());
    }
}
