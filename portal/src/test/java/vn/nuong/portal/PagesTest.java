package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {

    @TempDir
    Path data;

    Portal portal;

    @BeforeEach
    void start() {
        portal = Portal.withSampleSite(data);
        await().until(() -> portal.get("/").body().contains("Chưa biết: đầu đo hỏng"));
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void theFirstPageShowsThreePlotsWithFourStatementsEach() {
        String html = portal.get("/").body();

        assertThat(html).contains("<html lang=\"vi\">", "Nương mẫu 1", "Nương mẫu 2", "Nương mẫu 3", "chưa chọn");
        assertThat(html.split("<li class=\"(act|rest|look|unknown)\">", -1)).hasSize(3 * 4 + 1);
        assertThat(html).doesNotContain("đối chứng");
    }

    @Test
    void everyPageSaysThatTheDataAreSamplesAndNamesTheClockAndTheYears() {
        for (String path : new String[] {"/", "/plots/plot-1", "/nowhere"}) {
            assertThat(portal.get(path).body())
                    .as(path)
                    .contains("DỮ LIỆU MẪU, không phải Tân Cương", "15:00 Chủ Nhật 22/3/2026", "2022");
        }
    }

    @Test
    void thePlotPageShowsSentenceReasonsFiguresAndWhatWouldChangeIt() {
        String html = portal.get("/plots/plot-1").body();

        assertThat(html)
                .contains(
                        "Chiều nay tưới 3 giờ 20 phút",
                        "Vì sao?",
                        "Đất đã mất 31,4 mm nước",
                        "31,4 mm",
                        "irrigation-1",
                        "Mưa từ 15 mm trở lên.",
                        "bản ghi 2022: Wufeng",
                        "mô phỏng: device-sim");
    }

    @Test
    void theWaterLedgerShowsEveryLineOfADayInMillimetres() {
        assertThat(portal.get("/plots/plot-1").body()).contains("/plots/plot-1/water");
        String html = portal.get("/plots/plot-1/water").body();

        assertThat(html)
                .contains(
                        "thiếu 18 mm (± 5)",
                        "−12,5 mm",
                        "Tưới (nhật ký, 9 khối)",
                        "−6,7 mm",
                        "Nước vào không rõ từ đâu",
                        "−8 mm",
                        "+3,6 mm",
                        "+1,2 mm",
                        "Mưa: không biết",
                        "Đầu đo thấy thừa 2,1 mm",
                        "Không có số đo đất đáng tin")
                .doesNotContain("Thấm sâu");
        assertThat(html.indexOf("day-2026-03-22")).isLessThan(html.indexOf("day-2026-03-21"));
        assertThat(portal.get("/plots/plot-2/water").body()).contains("Chưa có sổ nước");
        assertThat(portal.get("/plots/plot-1/water?lang=en").body()).contains("Used by tea");
        assertThat(portal.get("/api/v1/plots/plot-1/water").body()).contains("\"unexplained_mm\":8.0");
    }

    @Test
    void theModelPageSaysHowRightTheForecastWasAndWhyTheModelSteppedAside() {
        assertThat(portal.get("/plots/plot-1").body()).contains("/plots/plot-1/model", "Dự báo đúng đến đâu?");
        String html = portal.get("/plots/plot-1/model").body();
        assertThat(html)
                .contains(
                        "Bản mới soil-moisture-3 không đoán đúng hơn bản cũ, không đưa vào dùng",
                        "not better at every horizon: 24 h: 0.310 against 0.350 (n 812)");

        assertThat(html)
                .contains(
                        "Trong 100 lần, 79 lần số đo rơi vào khoảng mô hình đã báo",
                        "Mô hình lệch trung bình 3,1 mm nước trong lớp đất dày 30 cm",
                        "không hơn đoán",
                        "(2,8 mm)",
                        "Trước 3 ngày",
                        "Chưa đủ số liệu: mới so được 40 lần, cần ít nhất 56 lần",
                        "Cách tính cân bằng nước trong đất",
                        "từ 15:00 19/03/2026",
                        "đứng sang một bên, vì 14 ngày qua đoán kém hơn",
                        "Mô hình học từ số đo dùng trở lại",
                        "sm-2026-11",
                        "Wufeng, Taiwan (MIT)");
        assertThat(portal.get("/plots/plot-1/model?lang=en").body())
                .contains("Of 100 readings 79 lay in the range", "stepped aside, because over the last 14 days");
    }

    @Test
    void theModelPageOfANewPlotSaysThatNothingIsKnownYet() {
        assertThat(portal.get("/plots/plot-3/model").body())
                .contains("Chưa đủ số liệu: chưa có dự báo nào tới giờ", "từ đầu", "Chưa lần nào", "đi kèm phần mềm");
        assertThat(portal.get("/plots/plot-2/model").body()).contains("Chưa hỏi được máy tính lời khuyên");
    }

    @Test
    void theModelPageSaysWhichProbesAreSuspectSinceWhenAndThatAdviceDoesNotGoByIt() {
        assertThat(portal.get("/plots/plot-1/model").body())
                .contains(
                        "Đầu đo có đọc đúng không?",
                        "Đầu đo 20 cm đáng ngờ từ 3/2/2026: trôi dần.",
                        "Đầu đo 30 cm: chưa thấy gì đáng ngờ.",
                        "Xem lần gần nhất lúc 10:00",
                        "Lời khuyên chưa dựa vào phần này");
        assertThat(portal.get("/plots/plot-1/model?lang=en").body()).contains("The 20 cm probe is suspect since");
        assertThat(portal.get("/plots/plot-3/model").body())
                .contains("Chưa xem; mỗi ngày xem một lần.")
                .doesNotContain("đáng ngờ");
    }

    @Test
    void thePlotPageShowsTheNextTenDaysWithWaterAndWithout() {
        String html = portal.get("/plots/plot-1").body();

        assertThat(html)
                .contains(
                        "Nếu tôi không tưới hôm nay?",
                        "Nếu không tưới hôm nay, chè bắt đầu khát khoảng 26/3. Tưới 15 mm tới rễ thì khoảng 29/3 mới khát.",
                        "Theo 20 kịch bản thời tiết trong 7 ngày tới; sau đó tính như không mưa.",
                        "<td>39 (31–47)</td>");
        assertThat(html.split("<polyline", -1)).hasSize(3 + 1);
        assertThat(portal.get("/plots/plot-3").body()).doesNotContain("Nếu tôi không tưới hôm nay?");
    }

    @Test
    void anOfficialBulletinStandsAboveTheStatementsToTheLetterUntilItExpires() {
        for (String path : new String[] {"/", "/plots/plot-2", "/plots/plot-2?lang=en"}) {
            String html = portal.get(path).body();
            assertThat(html)
                    .as(path)
                    .contains(
                            "<b>Đài Khí tượng Thủy văn tỉnh Thái Nguyên</b>",
                            "TIN BÃO KHẨN CẤP\n&lt;Vùng gần tâm bão&gt; có gió mạnh cấp 12, giật cấp 15.</blockquote>")
                    .doesNotContain("Tin đã hết hạn.", "Đài cũ");
        }
        String html = portal.get("/plots/plot-2").body();
        assertThat(html.indexOf("TIN BÃO KHẨN CẤP")).isLessThan(html.indexOf("Chưa phải tưới"));
    }

    @Test
    void frostIsWarnedOfAboveTheStatements() {
        for (String path : new String[] {"/", "/plots/plot-1"}) {
            String html = portal.get(path).body();
            assertThat(html).as(path).contains("Ngày 24/3 có thể có sương muối: che chè con.");
            assertThat(html.indexOf("Ngày 24/3 có thể có sương muối")).isLessThan(html.indexOf("Chiều nay tưới"));
        }
    }

    @Test
    void thePlotPageTellsOfTheSourceWhereOneIsKnown() {
        assertThat(portal.get("/plots/plot-1").body())
                .contains("Nguồn nước (ao chung): 61 khối, đủ tưới khoảng 3 (2–6) ngày."
                        + " Thiếu nước, phần của nương hôm nay: 24 khối.");
        assertThat(portal.get("/plots/plot-1?lang=en").body())
                .contains("Water source (ao chung): 61 m³, enough for about 3 (2–6) days.");
        assertThat(portal.get("/plots/plot-2").body()).doesNotContain("Nguồn nước");
    }

    @Test
    void whatIsUnknownNamesTheMissingInput() {
        assertThat(portal.get("/plots/plot-3").body())
                .contains("CHƯA BIẾT", "Nắm đất sâu một gang", "độ ẩm đất có hiệu chuẩn");
    }

    @Test
    void unassignedDevicesAreListedApart() {
        assertThat(portal.get("/").body()).contains("Thiết bị chưa gắn ô", "my-probe");
    }

    @Test
    void englishIsASwitchAwayAndRemembered() {
        HttpResponse<String> english = portal.get("/plots/plot-1?lang=en");

        assertThat(english.body()).contains("<html lang=\"en\">", "Why?", "Water this afternoon");
        assertThat(english.headers().firstValue("set-cookie").orElseThrow())
                .startsWith("lang=en;")
                .contains("HTTPOnly", "SameSite=Lax");
    }

    @Test
    void pagesAreShownWithoutIngest() {
        portal.services.stopIngest();

        assertThat(portal.get("/").body()).contains("Chiều nay tưới", "Kho số đo chưa trả lời");
        assertThat(portal.get("/plots/plot-1").body()).contains("Chiều nay tưới", "Kho số đo chưa trả lời");
        assertThat(portal.get("/plots/plot-1/chart.json").statusCode()).isEqualTo(502);
    }

    @Test
    void thePageForbidsForeignContent() {
        HttpResponse<String> page = portal.get("/");

        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("src=\"http", "href=\"http", "<style", "style=\"");
    }

    @Test
    void anUnknownPlotIsAPageThatSaysSo() {
        HttpResponse<String> page = portal.get("/plots/plot-9");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Không có trang này", "plot-9");
    }

    @Test
    void whatWasNotMeasuredInThePlotSaysSoBesideTheNumber() {
        assertThat(portal.get("/plots/plot-1").body()).contains("sâu 20 cm – bản ghi 2022");
        assertThat(portal.get("/compare").body()).contains("(bản ghi 2022)</td>");
        assertThat(portal.get("/compare?lang=en").body()).contains("(recording 2022)</td>");
        assertThat(portal.get("/compare.csv").body().lines().findFirst().orElseThrow())
                .endsWith("soil_moisture_origin,rain_origin");
    }

    @Test
    void theChartHasBoundedLinesAndTheForecast() {
        String json = portal.get("/plots/plot-1/chart.json").body();

        assertThat(json)
                .contains(
                        "\"label\":\"20 cm – bản ghi 2022\"",
                        "Mưa (mm/6 giờ) – bản ghi 2022",
                        "Dự báo 30 cm",
                        "\"zone\":\"Asia/Taipei\"");
    }
}
