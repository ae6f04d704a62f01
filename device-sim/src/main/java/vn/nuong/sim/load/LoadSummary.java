package vn.nuong.sim.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a load, for whoever counts afterwards. All but {@code published} is about messages that the broker has
 * acknowledged: those have to be there.
 *
 * @param site in the topics
 * @param devices how many
 * @param start measured time of each device's first message
 * @param intervalS measured seconds between two messages of a device
 * @param messagesPublished handed over to be sent, each counted once
 * @param messagesAcknowledged by the broker
 * @param messagesSentAgain as a connection broke before the broker had acknowledged them
 * @param readingsPublished three a message
 * @param readingsAcknowledged three a message
 * @param began by the wall clock
 * @param seconds until the last acknowledgement
 * @param rate acknowledged messages a second
 * @param sums of the values of each property
 * @param digest see {@link LoadDigest}
 * @param perDevice one of each device that had a message acknowledged
 */
@JsonPropertyOrder({"site", "devices", "start", "interval_s"})
public record LoadSummary(
        String site,
        int devices,
        Instant start,
        long intervalS,
        long messagesPublished,
        long messagesAcknowledged,
        long messagesSentAgain,
        long readingsPublished,
        long readingsAcknowledged,
        Instant began,
        double seconds,
        double rate,
        Map<String, BigDecimal> sums,
        String digest,
        List<Device> perDevice) {

    /**
     * A device's share.
     *
     * @param first measured time of its first acknowledged message
     * @param last measured time of its last acknowledged message
     */
    public record Device(String device, long messages, long readings, Instant first, Instant last) {}

    public LoadSummary {
        sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums)); // in the properties' order
        perDevice = List.copyOf(perDevice);
    }

    /** Reckons it from which messages were acknowledged. */
    public static LoadSummary of(
            Load load, String site, int published, BitSet acknowledged, long sentAgain, Instant began, Duration took) {
        int properties = Load.PROPERTIES.size();
        long[] sums = new long[properties];
        LoadDigest digest = new LoadDigest();
        List<Device> perDevice = new ArrayList<>();
        for (int device = 0; device < load.devices(); device++) {
            String id = load.id(device);
            long messages = 0;
            Instant first = Instant.MAX;
            Instant last = Instant.MIN;
            for (long next = device; next < published; next += load.devices()) {
                int message = (int) next;
                if (acknowledged.get(message)) {
                    messages++;
                    last = load.time(message);
                    first = messages == 1 ? last : first;
                    long[] values = load.values(message);
                    for (int i = 0; i < properties; i++) {
                        sums[i] += values[i];
                        digest.add(id, Load.PROPERTIES.get(i), last.getEpochSecond(), values[i]);
                    }
                }
            }
            if (messages > 0) {
                perDevice.add(new Device(id, messages, messages * properties, first, last));
            }
        }
        Map<String, BigDecimal> sumOf = new LinkedHashMap<>();
        for (int i = 0; i < properties; i++) {
            sumOf.put(Load.PROPERTIES.get(i), BigDecimal.valueOf(sums[i], 4));
        }
        long count = acknowledged.cardinality();
        double seconds = took.toNanos() / 1e9;
        return new LoadSummary(
                site,
                load.devices(),
                load.start(),
                load.interval().toSeconds(),
                published,
                count,
                sentAgain,
                (long) published * properties,
                count * properties,
                began,
                seconds,
                seconds > 0 ? Math.round(count / seconds * 10) / 10.0 : 0,
                sumOf,
                digest.hex(),
                perDevice);
    }
}
