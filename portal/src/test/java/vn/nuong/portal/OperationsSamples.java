package vn.nuong.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.Reading;

/** What ingest tells an operator, as the API document has it. */
final class OperationsSamples {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-22");
    private static final String HOSTILE = "<script>alert(1)</script>";

    private OperationsSamples() {}

    /** Fills every page: a good device, one that lost days and lies, one of unknown interval. */
    static void fill(FakeServices services) {
        services.accounting = accounting(0);
        services.deadLetters.add(letter(
                41,
                "my-probe",
                "unknown_property",
                2,
                "{\"time\": \"2026-03-22T06:00:00Z\", \"readings\": {\"soil_moist\": 0.31, \"temp\": " + "\"27,5\"}}",
                false,
                "{\"name\":\"soil_moist\",\"reason\":\"unknown_property\",\"detail\":\"unknown property"
                        + " \\\"soil_moist\\\"; the nearest known one is \\\"soil_moisture\\\"\"},"
                        + "{\"name\":\"temp\",\"reason\":\"not_a_number\",\"detail\":\"temp is text\"}"));
        services.deadLetters.add(letter(
                40,
                null,
                "bad_topic",
                1,
                HOSTILE + " " + "0123456789abcdef".repeat(40) + " \uFFFD",
                true,
                "{\"reason\":\"bad_topic\",\"detail\":\"the topic is none of Nương's\"}"));
        for (int id = 39; id > 10; id--) {
            services.deadLetters.add(letter(
                    id,
                    "wazihub-2",
                    "unparseable",
                    1,
                    "{\"time\": \"2026-03-2",
                    false,
                    "{\"reason\":\"unparseable\",\"detail\":\"unexpected end of input (line 1, column 19)\"}"));
        }
        services.conflicts.add(
                object("{\"site\":\"pilot\",\"device\":\"wazihub-2\",\"property\":\"soil_moisture_20cm\","
                        + "\"measured\":\"2026-03-21T03:00:00Z\",\"kept\":0.3121,\"kept_received\":\"2026-03-21T03:00:04Z\","
                        + "\"other\":0.3122,\"other_received\":\"2026-03-21T09:12:40Z\"}"));
        services.health.put(
                "wufeng-2022",
                object("{\"interval_s\":3600,\"interval_learned\":false,\"refused\":0,\"conflicting\":0,"
                        + "\"clock\":{\"state\":\"good\",\"text\":{\"vi\":\"Đồng hồ của thiết bị chạy đúng.\","
                        + "\"en\":\"The device's clock is right.\"}}}"));
        services.health.put(
                "wazihub-2",
                object("{\"interval_s\":900,\"interval_learned\":true,\"refused\":29,\"conflicting\":1,"
                        + "\"silent_since\":\"2026-03-21T20:10:00Z\",\"clock\":{\"state\":\"ahead\",\"offset_s\":3540.0,"
                        + "\"spread_s\":20.0,\"since\":\"2026-03-20T01:00:00Z\",\"text\":{\"vi\":\"Đồng hồ của thiết bị chạy"
                        + " nhanh 59 phút (± 20 giây), từ 08:00 20/03/2026.\",\"en\":\"The device's clock is 59 minutes"
                        + " fast (± 20 seconds), since 08:00 20/03/2026.\"}}}"));
        services.checks.put(
                "wazihub-2",
                object("{\"site\":\"pilot\",\"device\":\"wazihub-2\",\"findings\":[{\"severity\":\"error\",\"code\":"
                        + "\"unparseable\",\"text\":{\"vi\":\"Bản tin không đọc được: 10 trong 10 bản tin bị từ chối gần"
                        + " nhất.\",\"en\":\"The message cannot be read: 10 of the last 10 messages refused.\"}},"
                        + "{\"severity\":\"warning\",\"code\":\"clock_ahead\",\"text\":{\"vi\":\"Đồng hồ của thiết bị chạy"
                        + " nhanh.\",\"en\":\"The device's clock is fast.\"}},{\"severity\":\"ok\",\"code\":\"no_time\","
                        + "\"text\":{\"vi\":\"Thiết bị có gửi thời gian đo.\",\"en\":\"The device sends its time.\"}}],"
                        + "\"last_messages\":[],\"dead_letters\":[]}"));
        for (int ago = 0; ago < 30; ago++) {
            LocalDate day = TODAY.minusDays(ago);
            services.days.add(day("wufeng-2022", day, 3600, false, 24, ago == 3 ? 4 : 0, 0, 0));
            services.days.add(day("wazihub-2", day, 900, true, 96, ago == 6 ? 9 : 0, missing(ago), ago == 1 ? 3 : 0));
            if (ago < 4) {
                services.days.add(object("{\"site\":\"pilot\",\"device\":\"my-probe\",\"day\":\"" + day
                        + "\",\"learned\":false,\"on_time\":" + (3 + ago)
                        + ",\"late\":0,\"stored\":3,\"duplicate\":0,\"conflicting\":0,\"refused\":0,\"flagged\":0}"));
            }
        }
        services.readings.addAll(List.of(
                flagged(20, 0.71, 2, Flag.RANGE, Flag.SATURATION),
                flagged(30, 0.43, 1, Flag.RISE_WITHOUT_WATER),
                flagged(30, 0.44, 0, Flag.RISE_WITHOUT_WATER)));
    }

    private static int missing(int ago) {
        return switch (ago) {
            case 0, 10 -> 96;
            case 1 -> 7;
            case 5 -> 80;
            default -> 0;
        };
    }

    /** A doubtful reading that stands in for the good one of that hour. */
    private static Reading flagged(int depthCm, double value, int hoursAgo, Flag... flags) {
        Instant at = Samples.NOW.minus(Duration.ofHours(hoursAgo)).minusSeconds(60);
        return Samples.reading("wufeng-2022", PropertyKey.of(ObservedProperty.SOIL_MOISTURE, depthCm), value, at)
                .withFlags(Set.of(flags));
    }

    /** @param lost readings that are not accounted for */
    static JsonNode accounting(int lost) {
        return object("{\"received\":1234567,\"stored\":" + (1_200_000 - lost)
                + ",\"duplicate\":34535,\"conflicting\":1,\"dead_lettered\":{\"unparseable\":29,"
                + "\"unknown_property\":1,\"bad_topic\":1},\"dead_lettered_total\":31,\"adds_up\":" + (lost == 0)
                + ",\"waiting_bytes\":0,\"lag_ms\":0}");
    }

    private static ObjectNode letter(
            int id, String device, String reason, int readings, String payload, boolean cut, String items) {
        String place = device == null ? "" : "\"site\":\"pilot\",\"device\":\"" + device + "\",";
        ObjectNode letter = object("{\"id\":" + id + ",\"received\":\"2026-03-22T06:00:" + id + "Z\"," + place
                + "\"readings\":" + readings + ",\"reason\":\"" + reason + "\",\"items\":[" + items + "],"
                + "\"cut\":" + cut + "}");
        letter.put(
                "topic",
                device == null ? "nuong/Tân-Cương/<b>đầu đo</b>/readings" : "nuong/pilot/" + device + "/readings");
        letter.put("detail", letter.path("items").path(0).path("detail").asText());
        letter.put("payload", payload);
        letter.put("payload_bytes", cut ? 10_485_760 : payload.length());
        return letter;
    }

    private static ObjectNode day(
            String device,
            LocalDate day,
            int intervalS,
            boolean learned,
            int expected,
            int late,
            int missing,
            int bad) {
        return object("{\"site\":\"pilot\",\"device\":\"" + device + "\",\"day\":\"" + day + "\",\"interval_s\":"
                + intervalS
                + ",\"learned\":" + learned + ",\"expected\":" + expected + ",\"on_time\":"
                + (expected - late - missing)
                + ",\"late\":" + late + ",\"missing\":" + missing + ",\"extra\":0,\"stored\":"
                + (expected - missing) * 3
                + ",\"duplicate\":0,\"conflicting\":" + Math.min(bad, 1) + ",\"refused\":" + bad + ",\"flagged\":" + bad
                + "}");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
