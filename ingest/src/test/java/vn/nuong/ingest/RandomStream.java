package vn.nuong.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vn.nuong.telemetry.time.Times;

/**
 * Seeded messages of a few devices: in disorder, some byte for byte once more, some with another value for a reading that was
 * there, some with bad readings, some no readings at all. It knows what is to be stored of them.
 */
public final class RandomStream {

    private static final Instant T0 = Instant.parse("2024-10-01T00:00:00Z");
    private static final int MINUTES = 2000;
    private static final int DEVICES = 5;
    private static final List<String> KEYS = List.of("soil_moisture_20cm", "soil_moisture_30cm", "rain", "battery");

    private final Random random;
    private final String site;
    private final List<Message> sent = new ArrayList<>();
    private final Map<Key, Double> first = new HashMap<>();
    private boolean conflicts = true;
    private long readings;

    public RandomStream(long seed) {
        this(seed, "pilot");
    }

    public RandomStream(long seed, String site) {
        System.out.println("random stream of " + site + " with seed " + seed);
        this.random = new Random(seed);
        this.site = site;
    }

    /** @param readings how many readings the message counts for */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Message(String topic, byte[] payload, int readings) {}

    /** What makes a reading the same one. */
    public record Key(String device, String property, long measuredNs) {}

    /** From now on a reading has the same value whenever it is made: for messages whose order is not certain. */
    public RandomStream withoutConflicts() {
        if (!first.isEmpty()) {
            throw new IllegalStateException("messages were taken already");
        }
        conflicts = false;
        return this;
    }

    /** How many readings the messages so far count for. */
    public long readings() {
        return readings;
    }

    /** What is to be stored of the messages so far: the first value of each reading. */
    public Map<Key, Double> expected() {
        return Map.copyOf(first);
    }

    /** How many different readings the messages so far held. */
    public int distinct() {
        return first.size();
    }

    public List<Message> take(int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = next();
            sent.add(message);
            messages.add(message);
            readings += message.readings();
        }
        return messages;
    }

    private Message next() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            byte[] garbage = new byte[1 + random.nextInt(40)];
            random.nextBytes(garbage);
            garbage[0] = 'x'; // never JSON
            return new Message(topic("d" + random.nextInt(DEVICES)), garbage, 1);
        }
        if (kind <= 3 && !sent.isEmpty()) {
            return sent.get(random.nextInt(sent.size()));
        }
        String device = "d" + random.nextInt(DEVICES);
        Instant time = T0.plusSeconds(60L * random.nextInt(MINUTES));
        List<String> members = new ArrayList<>();
        for (String property : KEYS) {
            if (random.nextInt(4) > 0) {
                Key key = new Key(device, property, Times.toEpochNanos(time));
                double drawn = random.nextDouble();
                double value = conflicts ? drawn : first.getOrDefault(key, drawn);
                first.putIfAbsent(key, value);
                members.add("\"" + property + "\": " + value);
            }
        }
        if (random.nextInt(8) == 0) {
            members.add("\"snow\": 1"); // no property
        }
        if (members.isEmpty() || random.nextInt(8) == 0) {
            members.add("\"wind_speed\": null");
        }
        String json = "{\"time\": \"" + time + "\", \"readings\": {" + String.join(", ", members) + "}}";
        return new Message(topic(device), json.getBytes(StandardCharsets.UTF_8), members.size());
    }

    private String topic(String device) {
        return "nuong/" + site + "/" + device + "/readings";
    }
}
