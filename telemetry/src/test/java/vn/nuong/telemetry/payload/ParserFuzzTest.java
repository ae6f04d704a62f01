package vn.nuong.telemetry.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.DeviceProfiles;
import vn.nuong.telemetry.site.SiteConfig;

/**
 * Feeds the parser with what nobody thought of: random payloads of both forms, good and hostile ones changed in their
 * structure and in their bytes. It runs for 5 s, on a build server ({@code CI=true}) for 60 s, or for as long as
 * {@code -Dnuong.fuzz.seconds} says; {@code -Dnuong.fuzz.seed} repeats a run.
 */
class ParserFuzzTest {

    /** Far above what any input takes (some milliseconds), for machines that are busy with something else. */
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    private static final DeviceProfiles PROFILES = DeviceProfiles.of(SiteConfig.parse("""
            site: pilot
            devices:
              - {id: mapped, properties: {sm1: soil_moisture_20cm, "độ ẩm": relative_humidity}, time_zone: "+07:00"}
              - {id: clockless, clockless: true}
            """));

    /** What the parser reads, read by Jackson into a tree. */
    private static final ObjectMapper TREE = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(PayloadParser.MAX_BYTES)
                            .maxNameLength(PayloadParser.MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void holdsWhateverComes() {
        String inCi = "true".equals(System.getenv("CI")) ? "60" : "5";
        long seed = Long.getLong("nuong.fuzz.seed", System.nanoTime());
        Duration time = Duration.ofSeconds(Long.parseLong(System.getProperty("nuong.fuzz.seconds", inCi)));
        PayloadMaker maker = new PayloadMaker(new Random(seed));
        long end = System.nanoTime() + time.toNanos();
        long inputs = 0;
        long taken = 0;
        long slowest = 0;
        while (System.nanoTime() < end) {
            String topic = maker.topic();
            byte[] payload = maker.payload();
            Instant received = maker.received();
            DeviceProfiles profiles = maker.chance(0.5) ? PROFILES : DeviceProfiles.NONE;
            try {
                long began = System.nanoTime();
                ParsedPayload parsed = PayloadParser.parse(topic, payload, received, profiles);
                slowest = Math.max(slowest, System.nanoTime() - began);
                if (inputs % 20_000 == 19_999) {
                    forgetAll(maker);
                }
                hold(
                        PayloadParser.parse(topic, payload.clone(), received, profiles)
                                .equals(parsed),
                        "the same message gives the same again");
                check(topic, payload, received, parsed);
                taken += parsed.readings().size();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", input " + inputs + ", topic \"" + topic + "\", payload "
                                + new String(payload, StandardCharsets.ISO_8859_1),
                        e);
            }
            inputs++;
        }
        System.out.printf(
                "fuzzing with seed %d: %,d inputs, %,d readings taken, the slowest took %.1f ms%n",
                seed, inputs, taken, slowest / 1e6);
        assertThat(Duration.ofNanos(slowest)).isLessThan(SLOWEST);
        assertThat(taken).as("of valid inputs some are taken").isPositive();
    }

    /** So many other names and topics that nothing remembered is left. */
    private static void forgetAll(PayloadMaker maker) {
        for (int i = 0; i < 40_000; i++) {
            PayloadParser.parse(
                    "nuong/flood/d" + maker.number(1_000_000) + "/readings",
                    PayloadMaker.bytes("{\"readings\": {\"trap_count_s" + maker.number(1_000_000) + "\": 1}}"),
                    Instant.EPOCH);
        }
    }

    private static void check(String topic, byte[] payload, Instant received, ParsedPayload parsed) {
        hold(parsed.size() > 0, "a message holds something");
        hold(parsed.size() == parsed.readings().size() + parsed.refusals().size(), "the size is that of both lists");
        for (Reading reading : parsed.readings()) {
            checkReading(topic, received, reading);
        }
        boolean wholeRefused = false;
        RawPayload checked = null;
        for (Refusal refusal : parsed.refusals()) {
            wholeRefused |= refusal.item() == null;
            checkRefusal(received, refusal);
            if (checked == null) {
                checked = refusal.payload();
                checkKept(payload, checked);
            }
            hold(refusal.payload() == checked, "the message is kept once, not once for each of its readings");
        }
        hold(!wholeRefused || parsed.size() == 1, "a message refused whole counts one");
        if (parsed.refusals().isEmpty() || parsed.refusals().get(0).reason() != Refusal.Reason.BAD_TOPIC) {
            checkCount(payload, parsed, wholeRefused);
        }
    }

    private static void checkReading(String topic, Instant received, Reading reading) {
        hold(
                topic.equals("nuong/" + reading.site() + "/" + reading.device() + "/readings"),
                "site and device are the topic's");
        hold(Ids.isValid(reading.site()) && Ids.isValid(reading.device()), "ids are valid");
        hold(Double.isFinite(reading.value()), "a value is finite");
        hold(Double.doubleToRawLongBits(reading.value()) != Double.doubleToRawLongBits(-0.0), "no zero is negative");
        hold(PropertyKey.parse(reading.key().code()).equals(reading.key()), "the property can be written and read");
        hold(
                !reading.measured().isBefore(PayloadParser.EARLIEST)
                        && !reading.measured().isAfter(received.plus(PayloadParser.CLOCK_TOLERANCE)),
                "the time can be");
        hold(reading.received().equals(received), "the received time is the message's");
        hold(reading.flags().isEmpty(), "nothing is judged here");
    }

    private static void checkRefusal(Instant received, Refusal refusal) {
        hold(refusal.received().equals(received), "the received time is the message's");
        hold(
                !refusal.detail().isBlank() && refusal.detail().length() <= Refusal.MAX_DETAIL,
                "the detail is there and bounded");
        hold(isLegible(refusal.detail()) && isLegible(refusal.topic()), "texts can be stored and shown");
        String item = refusal.item();
        hold(item == null || item.length() <= Refusal.MAX_ITEM && isLegible(item), "the item is bounded and legible");
    }

    private static void checkKept(byte[] payload, RawPayload kept) {
        hold(kept.length() == payload.length, "the true length is kept");
        hold(
                Arrays.equals(kept.bytes(), Arrays.copyOf(payload, Math.min(payload.length, RawPayload.MAX_BYTES))),
                "the payload is kept, or its beginning");
        hold(isLegible(kept.text()), "the payload can be shown");
    }

    private static boolean isLegible(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) && text.indexOf('\0') < 0;
    }

    /** AssertJ, asked a hundred thousand times a second, would take most of the time. */
    private static void hold(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError("broken: " + rule);
        }
    }

    /** Jackson's tree must agree on what is JSON, and on how many readings the native form holds. */
    private static void checkCount(byte[] payload, ParsedPayload parsed, boolean wholeRefused) {
        JsonNode tree;
        try {
            if (payload.length > PayloadParser.MAX_BYTES) {
                throw new IOException("too long");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            tree = text.indexOf('\0') >= 0 ? null : TREE.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            tree = null;
        } catch (IOException e) {
            tree = null;
        }
        if (tree == null || tree.isMissingNode()) {
            hold(wholeRefused, "what is no JSON is refused whole");
        } else if (tree.isObject()
                && tree.path("readings").isObject()
                && !tree.path("readings").isEmpty()) {
            hold(!wholeRefused && parsed.size() == tree.path("readings").size(), "every reading is taken or refused");
        } else if (!tree.isArray()) {
            hold(wholeRefused, "another shape is refused whole");
        } else if (!wholeRefused) {
            hold(parsed.size() <= tree.size(), "no SenML record counts twice");
        }
    }
}
