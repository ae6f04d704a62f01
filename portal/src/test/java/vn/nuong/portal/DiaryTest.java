package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.site.SiteConfig;

class DiaryTest {

    private static final String PICKING =
            "{\"kind\":\"picking\",\"id\":\"p1\",\"plot\":\"plot-1\",\"date\":\"2026-03-20\","
                    + "\"fresh_kg\":48.5,\"made_tea_kg\":10,\"price_vnd_per_kg\":250000}";

    @TempDir
    Path data;

    Portal portal;

    @BeforeEach
    void start() {
        portal = Portal.withSampleSite(data);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void keepsALineAndGivesItBack() {
        HttpResponse<String> answer = portal.postJson("/api/v1/plots/plot-1/diary", PICKING);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(entries("plot-1")).hasSize(1);
        assertThat(entries("plot-1").get(0))
                .isEqualTo(Json.parse(PICKING.replace(":10,", ":10.0,")
                        .replace("250000", "250000.0")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesADateThatIsASlipAndSearchesFromAnyTime() {
        HttpResponse<String> answer =
                portal.postJson("/api/v1/plots/plot-1/diary", PICKING.replace("2026-03-20", "0026-03-20"));
        HttpResponse<String> form =
                portal.post("/plots/plot-1/diary", Map.of("kind", "picking", "when", "0026-03-20", "fresh_kg", "48"));
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("correct the date");
        assertThat(form.statusCode()).isEqualTo(422);
        assertThat(form.body()).contains("Xem lại năm");
        assertThat(portal.get("/api/v1/plots/plot-1/diary?from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z")
                        .body())
                .containsOnlyOnce("\"kind\":\"picking\"");
    }

    /** A foreign page can have a browser send text, but not JSON, without asking first. */
    @Test
    void takesALineAsJsonOnly() {
        HttpResponse<String> answer = portal.send(HttpRequest.newBuilder(portal.uri("/api/v1/plots/plot-1/diary"))
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(PICKING)));

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(entries("plot-1")).isEmpty();
    }

    @Test
    void theSameIdTwiceIsOneLineTheFirst() {
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING);
        HttpResponse<String> again = portal.postJson("/api/v1/plots/plot-1/diary", PICKING.replace("48.5", "99"));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("48.5");
        assertThat(entries("plot-1")).hasSize(1);
    }

    @Test
    void linesOutliveARestart() {
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING);
        portal.stop();
        portal.start(data, SiteConfig.sampleSite(), Portal.nobody(), Optional.empty());

        assertThat(entries("plot-1")).hasSize(1);
    }

    @Test
    void refusesAnUnknownPlotAnotherPlotsLineAndALineWithoutItsTime() {
        assertThat(portal.postJson("/api/v1/plots/plot-9/diary", PICKING).statusCode())
                .isEqualTo(404);
        assertThat(portal.get("/api/v1/plots/plot-9/diary").statusCode()).isEqualTo(404);
        assertThat(portal.postJson("/api/v1/plots/plot-2/diary", PICKING))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("plot-1", "plot-2"));
        assertThat(portal.postJson("/api/v1/plots/plot-1/diary", PICKING.replace("\"date\":\"2026-03-20\",", "")))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("date is missing"));
        assertThat(portal.postJson("/api/v1/plots/plot-1/diary", PICKING.replace("48.5", "-1"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(entries("plot-1")).isEmpty();
    }

    @Test
    void listsWhatHappenedFromAndBeforeATime() {
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING); // midnight in Taipei is 16:00 UTC of the day before

        assertThat(portal.get("/api/v1/plots/plot-1/diary?from=2026-03-19T16:00:00Z")
                        .body())
                .contains("p1");
        assertThat(portal.get("/api/v1/plots/plot-1/diary?from=2026-03-19T16:00:01Z")
                        .body())
                .doesNotContain("p1");
        assertThat(portal.get("/api/v1/plots/plot-1/diary?to=2026-03-19T16:00:00Z")
                        .body())
                .doesNotContain("p1");
    }

    @Test
    void aFormWritesALineForAControlPlotToo() {
        HttpResponse<String> answer = portal.post(
                "/plots/plot-1-control/diary",
                Map.of(
                        "kind",
                        "picking",
                        "id",
                        "f1",
                        "when",
                        "2026-03-21",
                        "fresh_kg",
                        "48,5",
                        "price_vnd_per_kg",
                        "250.000"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(entries("plot-1-control").get(0).path("fresh_kg").asDouble()).isEqualTo(48.5);
        assertThat(entries("plot-1-control").get(0).path("price_vnd_per_kg").asDouble())
                .isEqualTo(250_000);
        assertThat(portal.get("/plots/plot-1-control/diary?saved=1").body())
                .contains("Đã ghi.", "48,5 kg chè tươi", "250.000 đồng/kg", "21/03/2026");
    }

    @Test
    void aFormWithAMistakeIsShownAgainWithWhatWasTyped() {
        HttpResponse<String> answer = portal.post(
                "/plots/plot-1/diary",
                Map.of("kind", "labour", "id", "f2", "when", "2026-05-23", "what", "Đốn chè", "hours", "tám"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "Chỉ ghi trước được 30 ngày. Xem lại ngày.",
                        "\"tám\" không phải là số, ví dụ đúng: 12,5",
                        "value=\"Đốn chè\"",
                        "value=\"tám\"",
                        "aria-invalid=\"true\"");
        assertThat(entries("plot-1")).isEmpty();
    }

    @Test
    void aPlanIsWrittenWithoutNumbersAndTakenOutAgainWhileItIsNotPast() {
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING);
        HttpResponse<String> planned = portal.post(
                "/plots/plot-1/diary", Map.of("kind", "picking", "id", "plan", "when", "2026-03-26", "fresh_kg", ""));
        HttpResponse<String> irrigation = portal.post(
                "/plots/plot-1/diary",
                Map.of("kind", "irrigation", "id", "f5", "when", "2026-03-26T06:00", "pump_minutes", "60"));

        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(303);
        assertThat(irrigation.statusCode()).isEqualTo(422);
        assertThat(irrigation.body()).contains("Ngày này còn ở phía trước.");
        assertThat(entries("plot-1")).hasSize(2);
        assertThat(portal.get("/plots/plot-1/diary").body())
                .contains("26/03/2026")
                .containsOnlyOnce("Bỏ dòng này");
        assertThat(portal.get("/compare").body()).as("one round was picked").doesNotContain("<td>2</td>");

        assertThat(portal.post("/plots/plot-2/diary/cancel", Map.of("id", "plan"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(entries("plot-1")).as("another plot's").hasSize(2);
        assertThat(portal.post("/plots/plot-1/diary/cancel", Map.of("id", "p1"))
                        .headers()
                        .firstValue("location"))
                .as("what is past stays")
                .contains("/plots/plot-1/diary");
        assertThat(portal.post("/plots/plot-1/diary/cancel", Map.of("id", "plan"))
                        .headers()
                        .firstValue("location"))
                .contains("/plots/plot-1/diary?cancelled=1");
        assertThat(entries("plot-1")).hasSize(1);
    }

    @Test
    void aSprayIsWrittenWithItsHourAndItsLabel() {
        Map<String, String> spray = Map.of(
                "kind",
                "input",
                "id",
                "s1",
                "when",
                "2026-03-21",
                "what",
                "Thuốc trừ rầy",
                "sprayed_at",
                "07:30",
                "rain_fast_hours",
                "4");
        HttpResponse<String> answer = portal.post("/plots/plot-1/diary", spray);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(entries("plot-1").get(0).path("sprayed_at").asText()).startsWith("07:30");
        assertThat(entries("plot-1").get(0).path("rain_fast_hours").asDouble()).isEqualTo(4);
        assertThat(portal.get("/plots/plot-1/diary").body()).contains("phun xong lúc 07:30", "4 giờ mới được ướt");

        Map<String, String> slip = new HashMap<>(spray);
        slip.putAll(Map.of("id", "s2", "sprayed_at", "7 rưỡi"));
        assertThat(portal.post("/plots/plot-1/diary", slip))
                .returns(422, HttpResponse::statusCode)
                .satisfies(a -> assertThat(a.body()).contains("không phải là giờ, ví dụ đúng: 08:30"));
        slip.putAll(Map.of("id", "s3", "sprayed_at", "07:30", "rain_fast_hours", "400"));
        assertThat(portal.post("/plots/plot-1/diary", slip).statusCode()).isEqualTo(422);
    }

    @Test
    void aFormWithoutAnyNumberAsksForOne() {
        HttpResponse<String> answer = portal.post(
                "/plots/plot-1/diary", Map.of("kind", "irrigation", "id", "f3", "when", "2026-03-22T14:00"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Hãy ghi ít nhất một con số.");
    }

    @Test
    void exportsSayThatTheDataAreSamples() {
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING);

        for (String path : new String[] {"/plots/plot-1/diary.csv", "/plots/plot-1/readings.csv", "/compare.csv"}) {
            HttpResponse<String> table = portal.get(path);
            assertThat(table.headers().firstValue("content-type")).as(path).contains("text/csv; charset=utf-8");
            String[] lines = table.body().split("\r\n");
            assertThat(lines[0]).startsWith("note,plot,");
            assertThat(lines.length).isGreaterThan(1);
            assertThat(lines)
                    .filteredOn(line -> !line.startsWith("note,"))
                    .allSatisfy(line -> assertThat(line).startsWith("\"DỮ LIỆU MẪU, không phải Tân Cương\",plot-"));
        }
        assertThat(portal.get("/plots/plot-1/diary.csv").body()).contains(",picking,", ",48.5,10.0,250000.0,");
        assertThat(portal.get("/plots/plot-1/readings.csv").body())
                .contains(",wufeng-2022,soil_moisture,20,", ",recorded,\"Wufeng, Đài Loan (MIT)\",2022");
    }

    @Test
    void theComparisonSetsPlotsAndControlPlotsSideBySide() {
        portal.postJson("/api/v1/plots/plot-1/diary", PICKING);

        String html = portal.get("/compare").body();

        assertThat(html)
                .contains(
                        "Nương mẫu 1 (đối chứng)",
                        "Nương mẫu 3 (đối chứng)",
                        "Mưa 7 ngày (mm)",
                        "32,5",
                        "48,5",
                        "250.000");
        assertThat(html.split("<th scope=\"col\">", -1)).hasSize(6 + 1);
    }

    private JsonNode entries(String plot) {
        return Json.parse(portal.get("/api/v1/plots/" + plot + "/diary").body().getBytes(StandardCharsets.UTF_8))
                .path("entries");
    }
}
