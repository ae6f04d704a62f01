package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {

    private static final Map<String, String> DONE =
            Map.of("topic", "irrigation", "at", Samples.NOW.toString(), "followed", "yes");
    private static final Map<String, String> NOT_DONE =
            Map.of("topic", "irrigation", "at", Samples.NOW.toString(), "followed", "no");

    @TempDir
    Path data;

    Portal portal;

    @BeforeEach
    void start() {
        portal = Portal.withSampleSite(data);
        await().until(() -> portal.get("/plots/plot-1").body().contains("Đã tưới</button>"));
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void answeringTwiceIsOneIrrigationAndOneAnswer() {
        portal.clock.advance(Duration.ofHours(5));
        portal.post("/plots/plot-1/answer", DONE);
        HttpResponse<String> again = portal.post("/plots/plot-1/answer", DONE);

        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(again.headers().firstValue("location")).contains("/plots/plot-1#irrigation");
        assertThat(portal.get("/api/v1/plots/plot-1/diary").body())
                .containsOnlyOnce("\"kind\":\"irrigation\"")
                .containsOnlyOnce("\"kind\":\"advice\"")
                .contains("\"pump_minutes\":200.0", "\"volume_m3\":20.0", "\"followed\":true") // one turn of three
                .contains("\"start\":\"2026-03-22T08:40:00Z\""); // 200 minutes before it was reported
    }

    @Test
    void aLookAtTheTeaIsReportedWithOneTap() {
        assertThat(portal.get("/plots/plot-1").body()).contains("Đã kiểm tra</button>");

        portal.post(
                "/plots/plot-1/answer", Map.of("topic", "spraying", "at", Samples.NOW.toString(), "followed", "yes"));

        assertThat(portal.get("/plots/plot-1").body()).contains("Đã ghi: Đã kiểm tra");
        assertThat(portal.get("/api/v1/plots/plot-1/diary").body())
                .contains("\"topic\":\"spraying\"", "\"followed\":true")
                .doesNotContain("\"kind\":\"irrigation\"");
    }

    @Test
    void notDoneWritesNoIrrigationAndCanStillBecomeDone() {
        portal.post("/plots/plot-1/answer", NOT_DONE);
        assertThat(portal.get("/api/v1/plots/plot-1/diary").body()).doesNotContain("\"irrigation\",\"id\"");
        assertThat(portal.get("/plots/plot-1").body()).contains("Đã ghi: Chưa tưới được", "Đã tưới</button>");

        portal.clock.advance(Duration.ofHours(5));
        portal.post("/plots/plot-1/answer", DONE);

        assertThat(portal.get("/plots/plot-1").body())
                .contains("Đã ghi: Đã tưới")
                .doesNotContain("Đã tưới</button>");
    }

    @Test
    void theSameAdviceAsksAgainADayAfterItWasAnswered() {
        portal.post("/plots/plot-1/answer", DONE);

        portal.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(portal.get("/plots/plot-1").body()).doesNotContain("Đã tưới</button>");
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(portal.get("/plots/plot-1").body()).contains("Đã tưới</button>", "2026-03-23T07:00:00Z");
    }

    @Test
    void nobodyAnswersWhatWasNotAdvised() {
        assertThat(portal.post("/plots/plot-2/answer", DONE).statusCode()).isEqualTo(404);
        assertThat(portal.post("/plots/plot-1/answer", Map.of("topic", "irrigation", "at", "soon", "followed", "yes"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void formsFromElsewhereAreRefused() {
        HttpResponse<String> foreign = portal.post("/plots/plot-1/answer", DONE, "https://evil.example");
        HttpResponse<String> unnamed = portal.post("/plots/plot-1/answer", DONE, "");
        HttpResponse<String> diary =
                portal.post("/plots/plot-1/diary", Map.of("kind", "picking"), "https://evil.example");
        HttpResponse<String> crossSite = portal.send(HttpRequest.newBuilder(portal.uri("/plots/plot-1/answer"))
                .header("sec-fetch-site", "cross-site")
                .POST(HttpRequest.BodyPublishers.ofString("")));

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(unnamed.statusCode()).isEqualTo(403);
        assertThat(diary.statusCode()).isEqualTo(403);
        assertThat(crossSite.statusCode()).isEqualTo(403);
        assertThat(portal.get("/api/v1/plots/plot-1/diary").body()).isEqualTo("{\"entries\":[]}");
    }

    @Test
    void openingTheAnswerPageOfAMailChangesNothing() {
        HttpResponse<String> page = portal.get("/plots/plot-1/answer?topic=irrigation&at=" + Samples.NOW);

        assertThat(page.body()).contains("Chiều nay tưới", "Đã tưới</button>");
        assertThat(portal.get("/api/v1/plots/plot-1/diary").body()).isEqualTo("{\"entries\":[]}");
    }
}
