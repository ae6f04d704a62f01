package vn.nuong.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Seeded messages of a few devices: in disorder, some twice, some with bad readings, some no readings at all. */
final class RandomStream {

    private static final Instant T0 = Instant.parse("2026-10-01T00:00:00Z");
    private static final List<String> KEYS = List.of("soil_moisture_20cm", "soil_moisture_30cm", "rain", "battery");

    private final Random random;
    private final List<Message> sent = new ArrayList<>();
    private final Set<String> series = new HashSet<>();

    private boolean repeats;

    RandomStream(long seed) {
        random = new Random(seed);
    }

    /** @param readings how many readings the message counts for */
    record Message(String topic, byte[] payload, int readings) {}

    /** From now on some messages are sent again, byte for byte: not while one of them may be in doubt (see Resends). */
    void repeatSome() {
        repeats = true;
    }

    /** How many different (device, key, time) the messages so far held. */
    int distinct() {
        return series.size();
    }

    /**
     * The next messages, the first of them new: a repeat that is the very first on a connection cannot be told from what the
     * broker sends again (see Resends).
     */
    List<Message> take(int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = next();
            while (i == 0 && sent.contains(message)) {
                message = next();
            }
            sent.add(message);
            messages.add(message);
        }
        return messages;
    }

    private Message next() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            byte[] garbage = new byte[1 + random.nextInt(40)];
            random.nextBytes(garbage);
            garbage[0] = 'x'; // never JSON
            return new Message(topic(), garbage, 1);
        }
        if (kind <= 3 && repeats && !sent.isEmpty()) {
            return sent.get(random.nextInt(sent.size()));
        }
        String device = "d" + random.nextInt(5);
        Instant time = T0.plusSeconds(60L * random.nextInt(2000));
        List<String> members = new ArrayList<>();
        for (String key : KEYS) {
            if (random.nextInt(4) > 0) {
                members.add("\"" + key + "\": " + random.nextDouble());
                series.add(device + " " + key + " " + time);
            }
        }
        if (random.nextInt(8) == 0) {
            members.add("\"snow\": 1");
        }
        if (members.isEmpty() || random.nextInt(8) == 0) {
            members.add("\"wind_speed\": null");
        }
        String json = "{\"time\": \"" + time + "\", \"readings\": {" + String.join(", ", members) + "}}";
        return new Message(
                "nuong/pilot/" + device + "/readings", json.getBytes(StandardCharsets.UTF_8), members.size());
    }

    private String topic() {
        return "nuong/pilot/d" + random.nextInt(5) + "/readings";
    }
}
