package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.site.SiteConfig;

class ApiTest {

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
    void passesOtherServicesAnswersThroughAsTheyAre() {
        HttpResponse<String> readings = portal.get(
                "/api/v1/readings?device=wufeng-2022&from=2026-03-22T07:00:00Z&to=2026-03-22T08:00:00%2B00:00");

        assertThat(readings.statusCode()).isEqualTo(200);
        assertThat(readings.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(readings.body()).contains("\"device\":\"wufeng-2022\"", "\"depth_cm\":20", "\"unit\":\"m3/m3\"");
        assertThat(portal.get("/api/v1/advice").body()).contains("\"plot\":\"plot-3\"");
    }

    @Test
    void passesAnErrorThroughWithItsStatus() {
        assertThat(portal.get("/api/v1/aggregates?device=wufeng-2022"))
                .returns(409, HttpResponse::statusCode)
                .returns("{\"error\":\"counting is not possible just now\"}", HttpResponse::body);
    }

    @Test
    void saysWhichServiceIsAway() {
        portal.services.stopIngest();

        HttpResponse<String> answer = portal.get("/api/v1/devices");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("{\"error\":\"the service ingest owns these records and does not answer");
    }

    @Test
    void asksTheOwnerWhateverAddressTheRequestLineNames() throws IOException {
        URI portalUri = portal.uri("/");
        try (Socket socket = new Socket(portalUri.getHost(), portalUri.getPort())) {
            socket.getOutputStream()
                    .write(("GET http://127.0.0.1:1/api/v1/advice HTTP/1.1\r\nHost: " + portalUri.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"plot\":\"plot-3\"");
        }
    }

    @Test
    void listsThePlotsAndTellsTheClock() {
        assertThat(portal.get("/api/v1/plots").body())
                .startsWith("{\"site\":\"pilot\"")
                .contains("\"sample\":true", "\"control_plot\":\"plot-1-control\"");
        assertThat(portal.get("/api/v1/clock").body()).isEqualTo("{\"now\":\"2026-03-22T07:00:00Z\"}");
    }

    @Test
    void healthIsDownWithoutABroker() {
        HttpResponse<String> health = portal.get("/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .contains("\"id\":\"broker\",\"status\":\"DOWN\"", "\"id\":\"records\",\"status\":\"UP\"");
        assertThat(portal.get("/metrics").body()).contains("nuong_portal_open_pages 0.0");
    }

    @Test
    void namesFromTheConfigurationAreShownAsText() {
        SiteConfig sample = SiteConfig.sampleSite();
        var plot = sample.plots().get(0);
        var hostile = new vn.nuong.telemetry.site.Plot(
                plot.id(),
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(2)>",
                null,
                plot.controlPlot(),
                plot.crop(),
                plot.place(),
                plot.areaM2(),
                plot.soil(),
                plot.irrigation(),
                plot.fertiliser(),
                plot.devices(),
                plot.quality(),
                plot.calibrations(),
                plot.source());
        portal.stop();
        portal.start(
                data.resolve("other"),
                new SiteConfig(
                        sample.site(),
                        sample.name(),
                        true,
                        java.util.List.of(hostile, sample.plots().get(1))),
                Portal.nobody(),
                Optional.empty());

        for (String path : new String[] {"/", "/plots/plot-1", "/plots/plot-1/diary", "/compare"}) {
            assertThat(portal.get(path).body())
                    .as(path)
                    .contains("&lt;script&gt;alert(1)")
                    .doesNotContain("<script>alert", "<img");
        }
    }
}
