package vn.nuong.sim.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * A number for a set of readings, whatever their order: two sets with the same number and count are the same. It is the sum,
 * modulo 2^64, of the CRC-32 of {@code DEVICE,PROPERTY,SECONDS,VALUE} for each reading, the measured time in seconds since
 * 1970 and the value times {@value Load#SCALE}, rounded.
 */
public final class LoadDigest {

    private final CRC32 crc = new CRC32();
    private long sum;

    public void add(String device, String property, Instant measured, double value) {
        add(device, property, measured.getEpochSecond(), Math.round(value * Load.SCALE));
    }

    void add(String device, String property, long second, long scaled) {
        crc.reset();
        crc.update((device + "," + property + "," + second + "," + scaled).getBytes(StandardCharsets.UTF_8));
        sum += crc.getValue();
    }

    /** Sixteen hexadecimal digits. */
    public String hex() {
        return String.format("%016x", sum);
    }
}
