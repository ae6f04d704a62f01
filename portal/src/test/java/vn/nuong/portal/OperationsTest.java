package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

class OperationsTest {

    private static final String LETTERS = "/van-hanh/thu-chet";

    @TempDir
    Path data;

    Portal portal;

    @BeforeEach
    void start() {
        portal = Portal.withSampleSite(data);
        OperationsSamples.fill(portal.services);
        await().until(() -> portal.get("/").body().contains("Chưa biết: đầu đo hỏng"));
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void theAccountingIsASumThatAPersonCanCheck() {
        assertThat(text(portal.get("/van-hanh").body()))
                .contains(
                        "1.234.567 đã nhận = 1.200.000 vào kho + 34.535 trùng + 1 mâu thuẫn + 31 giữ lại",
                        "Khớp: mọi số đo đã nhận đều có chỗ.",
                        "Mọi bản tin đã nhận đều xử lý xong.");
        assertThat(text(portal.get("/van-hanh?lang=en").body()))
                .contains("1,234,567 received = 1,200,000 stored + 34,535 duplicate + 1 conflicting + 31 kept back");
    }

    @Test
    void anAccountingThatDoesNotAddUpSaysByHowMuch() {
        portal.services.accounting = OperationsSamples.accounting(7);

        assertThat(portal.get("/van-hanh").body())
                .contains("Không khớp, lệch 7")
                .doesNotContain("Khớp:");
    }

    @Test
    void wrongClocksAreNamed() {
        assertThat(text(portal.get("/van-hanh").body()))
                .contains("Wazihub 2 Đồng hồ của thiết bị chạy nhanh 59 phút (± 20 giây)")
                .doesNotContain("Đồng hồ của thiết bị chạy đúng");
    }

    @Test
    void aDeadLetterSaysWhyFromWhomAndWhatToDo() {
        String page = portal.get(LETTERS).body();

        assertThat(text(page))
                .contains(
                        "Đại lượng lạ",
                        "14:00 22/03/2026 · my-probe · 2 giá trị: soil_moist, temp",
                        "Sửa tên đại lượng trên thiết bị",
                        "nuong/pilot/my-probe/readings",
                        "the nearest known one is");
        assertThat(page.indexOf("letter-41")).isLessThan(page.indexOf("letter-40"));
    }

    @Test
    void whatWasSentIsShownAsText() {
        assertThat(portal.get(LETTERS).body())
                .contains("&lt;script&gt;alert(1)", "&lt;b&gt;đầu đo&lt;/b&gt;")
                .doesNotContain("<script>alert", "<b>đầu đo");
    }

    @Test
    void deadLettersAreFilteredByDeviceAndReasonAndTurnedOver() {
        String all = portal.get(LETTERS).body();
        assertThat(all).contains("letter-22\"", "/van-hanh/thu-chet?before=22").doesNotContain("letter-21\"");
        assertThat(portal.get(LETTERS + "?before=22").body())
                .contains("letter-21\"", "letter-11\"", "Về bản tin mới nhất")
                .doesNotContain("letter-22\"", "Bản tin cũ hơn");

        assertThat(portal.get(LETTERS + "?device=my-probe").body())
                .contains("letter-41")
                .doesNotContain("letter-39");
        assertThat(portal.get(LETTERS + "?device=&reason=bad_topic").body())
                .contains("letter-40", "href=\"/van-hanh/thu-chet?reason=bad_topic&amp;lang=en\"")
                .doesNotContain("letter-41");
        assertThat(portal.get(LETTERS + "?device=nobody").body()).contains("Không có bản tin nào như vậy.");
    }

    @Test
    void oneLetterIsTriedAgainAndTheFilterStays() {
        HttpResponse<String> answer = portal.post(LETTERS, Map.of("id", "41", "device", "my-probe", "reason", ""));

        assertThat(answer.statusCode()).isEqualTo(303);
        String address = answer.headers().firstValue("location").orElseThrow();
        assertThat(address).isEqualTo(LETTERS + "?cut=0&device=my-probe&queued=1");
        assertThat(portal.services.retries).singleElement().hasToString("{\"ids\":[41]}");
        assertThat(text(portal.get(address).body())).contains("Đang thử lại 1 bản tin.");
    }

    @Test
    void allThatMatchAreTriedAgain() {
        portal.post(LETTERS, Map.of("device", "wazihub-2", "reason", "unparseable"));
        HttpResponse<String> all = portal.post(LETTERS, Map.of("device", "", "reason", ""));

        assertThat(portal.services.retries)
                .extracting(Object::toString)
                .containsExactly("{\"reason\":\"unparseable\",\"device\":\"wazihub-2\"}", "{}");
        assertThat(text(portal.get(all.headers().firstValue("location").orElseThrow())
                        .body()))
                .contains("Đang thử lại 30 bản tin.", "1 bản tin chỉ giữ được phần đầu");
    }

    @Test
    void anotherSitesFormTriesNothingAgain() {
        assertThat(portal.post(LETTERS, Map.of("id", "41"), "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(portal.post(LETTERS, Map.of("id", "41"), "").statusCode()).isEqualTo(403);
        assertThat(portal.services.retries).isEmpty();
    }

    @Test
    void aRetryThroughTheApiReachesIngestWithItsBody() {
        HttpResponse<String> answer = portal.postJson("/api/v1/deadletters/retry", "{\"ids\":[39]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"queued\":1");
        assertThat(portal.services.retries).singleElement().hasToString("{\"ids\":[39]}");
    }

    @Test
    void aRetryThroughTheApiThatAnotherSiteHadABrowserSendIsRefused() {
        HttpResponse<String> answer = portal.send(HttpRequest.newBuilder(portal.uri("/api/v1/deadletters/retry"))
                .header("content-type", "application/json")
                .header("origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"ids\":[39]}")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(portal.services.retries).isEmpty();
    }

    @Test
    void aLetterOfWhichOnlyTheBeginningIsKeptHasNoButton() {
        String letter = portal.get(LETTERS + "?reason=bad_topic").body();

        assertThat(letter).contains("không thử lại được", "10,5 MB").doesNotContain("name=\"id\"");
    }

    @Test
    void aConflictShowsBothValuesApart() {
        assertThat(text(portal.get("/van-hanh/xung-dot").body()))
                .contains(
                        "độ ẩm đất, sâu 20 cm",
                        "wazihub-2 · đo lúc 11:00 21/03/2026",
                        "Giữ, đến 11:00 21/03/2026 0,3121 m³/m³",
                        "Không dùng, đến 17:12 21/03/2026 0,3122 m³/m³");
        assertThat(portal.get("/van-hanh/xung-dot?device=my-probe").body()).contains("Không có số đo nào mâu thuẫn");
    }

    @Test
    void theCalendarSaysEachDayByColourNumberAndWord() {
        String page = portal.get("/van-hanh/day-du").body();

        assertThat(page)
                .contains("<summary class=\"cell complete\"><b>20</b><span>100%</span><span>đủ</span>")
                .contains("<summary class=\"cell late\"><b>19</b><span>100%</span><span>trễ</span>")
                .contains("<summary class=\"cell few\"><b>17</b><span>16%</span><span>ít</span>")
                .contains("<summary class=\"cell empty\"><b>22</b><span>0%</span><span>mất</span>");
        assertThat(text(page))
                .contains(
                        "nhịp đo 15 phút (tự học). Nhận 2.601 lần đo (trễ 9), thiếu 279.",
                        "nhịp đo 1 giờ. Nhận 720 lần đo (trễ 4), thiếu 0.",
                        "chưa rõ nhịp đo");
    }

    @Test
    void anOpenedDayHasAllItsNumbers() {
        String page = text(portal.get("/devices/wazihub-2").body());

        assertThat(page)
                .contains("Thứ Bảy 21/03/2026 Lần đo phải có (nhịp tự học) 96 Đến đúng giờ 89 Đến trễ 0 Thiếu 7"
                        + " Số đo vào kho 267 Số đo trùng 0 Mâu thuẫn 1 Bị từ chối 3 Đáng ngờ 3");
    }

    @Test
    void theDevicesPageTellsClockSilenceAndFindings() {
        assertThat(text(portal.get("/devices/wazihub-2").body()))
                .contains(
                        "Wazihub 2",
                        "Im lặng từ",
                        "chạy nhanh 59 phút (± 20 giây)",
                        "10 trong 10 bản tin bị từ chối gần nhất");
        assertThat(portal.get("/devices/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void theDevicesPageNamesTheTestThatCaughtAReading() {
        assertThat(text(portal.get("/devices/wufeng-2022").body()))
                .contains(
                        "độ ẩm đất, sâu 30 cm: ẩm lên mà không có mưa hay tưới",
                        "2 số đo, từ 13:59 22/03 đến 14:59 22/03; mới nhất 44 % thể tích",
                        "độ ẩm đất, sâu 20 cm: ngoài khoảng có thể; cao hơn mức bão hoà của đất");
    }

    @Test
    void thePlotsPageShowsADoubtfulReadingBesideTheNewestBelievableOne() {
        portal.services.readings.add(Samples.reading(
                        "wufeng-2022",
                        PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 50),
                        0.02,
                        Samples.NOW.minusSeconds(30))
                .withFlags(Set.of(Flag.SPIKE)));

        String page = portal.get("/plots/plot-1").body();
        assertThat(page).contains("<s>2 % thể tích</s>");
        assertThat(text(page))
                .contains(
                        "Đáng ngờ, không dùng: nhảy vọt rồi trở lại",
                        "số đáng tin mới nhất",
                        "Số đo đáng ngờ, 48 giờ qua: 4 số đo");
    }

    @Test
    void theChartMarksTheHoursOfDoubtfulReadings() {
        assertThat(portal.get("/plots/plot-1/chart.json").body())
                .contains("\"flagged\":{\"label\":\"✕ Số đo đáng ngờ, không dùng\",\"scale\":\"flag\"");
    }

    @Test
    void theReadingsFileNamesFlagsAndWhoseClockItWas() {
        assertThat(portal.get("/plots/plot-1/readings.csv").body())
                .contains("received,time_source,quality,flags,origin")
                .contains(",device,out_of_range,range saturation,recorded")
                .contains(",device,good,,recorded");
    }

    @Test
    void thePagesSayThatIngestIsAway() {
        portal.services.stopIngest();

        for (String path : new String[] {"/van-hanh", LETTERS, "/van-hanh/xung-dot", "/van-hanh/day-du"}) {
            HttpResponse<String> page = portal.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).contains("Kho số đo chưa trả lời");
        }
        assertThat(portal.get("/devices/wazihub-2").statusCode()).isEqualTo(502);
    }

    /** The words of a page. */
    private static String text(String html) {
        return html.replaceAll("(?s)<(script|style).*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ")
                .replaceAll(" ([.,:;])", "$1");
    }
}
