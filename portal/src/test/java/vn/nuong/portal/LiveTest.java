package vn.nuong.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.time.ReplayClock;

/** What is published reaches the pages, the open phones and the mail, over a real broker and a real mail server. */
class LiveTest {

    private static final String SECRET = "portal-test";

    @TempDir
    Path dir;

    LocalBroker broker;
    MqttSession analytics;
    GreenMail mail;
    Portal portal = new Portal();

    @BeforeEach
    void start() throws Exception {
        broker = LocalBroker.start(new LocalBroker.Settings(
                "127.0.0.1",
                0,
                dir.resolve("broker"),
                List.of(
                        new LocalBroker.Account(
                                "analytics",
                                SECRET,
                                List.of("nuong/pilot/alerts", "nuong/pilot/plots/+/advice"),
                                List.of()),
                        new LocalBroker.Account(
                                "portal",
                                SECRET,
                                List.of(),
                                List.of("nuong/pilot/alerts", "nuong/pilot/plots/+/advice")))));
        analytics = new MqttSession(settings("analytics"));
        analytics.start().get(20, SECONDS);
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        portal.services.devices.addAll(Samples.devices());
    }

    @AfterEach
    void stop() {
        portal.close();
        analytics.close();
        broker.close();
        mail.stop();
    }

    @Test
    void adviceIsShownAsItIsPublished() throws Exception {
        startPortal(Optional.empty());
        publishAdvice("plot-1", Samples.NOW, Decision.DO_NOT_IRRIGATE);
        await().untilAsserted(
                        () -> assertThat(portal.get("/plots/plot-1").body()).contains(Samples.NO_WATER.vi()));

        publishAdvice("plot-1", Samples.NOW.plusSeconds(3600), Decision.UNKNOWN);

        await().untilAsserted(
                        () -> assertThat(portal.get("/plots/plot-1").body()).contains("Chưa biết: đầu đo hỏng"));
    }

    @Test
    void anAlertDeliveredTwiceIsOneAlertOneEventAndOneMail() throws Exception {
        startPortal(Optional.of(smtp()));
        Queue<String> events = listen();
        publishAdvice("plot-1", Samples.NOW, Decision.IRRIGATE);
        publishAlert(Samples.alert("plot-1", Samples.NOW));
        publishAlert(Samples.alert("plot-1", Samples.NOW));
        publishAlert(Samples.alert("plot-2", Samples.NOW.plusSeconds(1)));

        await().untilAsserted(() -> assertThat(mail.getReceivedMessages()).hasSize(2));
        await().until(() ->
                events.stream().filter(e -> e.equals("event: alert")).count() == 2);
        assertThat(portal.get("/api/v1/alerts").body())
                .containsOnlyOnce("\"plot\":\"plot-1\"")
                .containsOnlyOnce("\"plot\":\"plot-2\"");
    }

    @Test
    void theBannerHasTheAlertsSentenceUntilItIsAnswered() throws Exception {
        startPortal(Optional.empty());
        publishAdvice("plot-1", Samples.NOW, Decision.IRRIGATE);
        publishAlert(Samples.alert("plot-1", Samples.NOW));

        await().untilAsserted(() -> assertThat(portal.get("/").body()).contains("id=\"banner-plot-1-irrigation\""));
        assertThat(portal.get("/plots/plot-1").body()).doesNotContain("id=\"banner-plot-1-irrigation\"");
        portal.post(
                "/plots/plot-1/answer", Map.of("topic", "irrigation", "at", Samples.NOW.toString(), "followed", "yes"));

        assertThat(portal.get("/").body()).doesNotContain("id=\"banner-plot-1-irrigation\"");
        assertThat(portal.get("/api/v1/alerts").body()).contains("\"answer\":{\"followed\":true");
    }

    @Test
    void anAlertWhoseAdviceHasTurnedBackIsNotShownAnyMore() throws Exception {
        startPortal(Optional.empty());
        publishAdvice("plot-1", Samples.NOW, Decision.IRRIGATE);
        publishAlert(Samples.alert("plot-1", Samples.NOW));
        await().until(() -> portal.get("/").body().contains("id=\"banner-plot-1-irrigation\""));

        publishAdvice("plot-1", Samples.NOW.plusSeconds(3600), Decision.DO_NOT_IRRIGATE);

        await().until(() -> !portal.get("/").body().contains("id=\"banner-plot-1-irrigation\""));
    }

    @Test
    void theMailHasTheSentenceTheLinksAndTheSampleNotice() throws Exception {
        startPortal(Optional.of(smtp()));
        publishAlert(Samples.alert("plot-1", Samples.NOW));

        await().until(() -> mail.getReceivedMessages().length == 1);
        MimeMessage message = mail.getReceivedMessages()[0];
        String text = String.valueOf(message.getContent());
        assertThat(message.getSubject()).isEqualTo("[MẪU] Nương mẫu 1: nên tưới");
        assertThat(message.getMessageID()).isEqualTo("<irrigation-plot-1-1774162800@nuong.invalid>");
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("office@example.org");
        assertThat(text)
                .contains(
                        "DỮ LIỆU MẪU, không phải Tân Cương",
                        "Nương mẫu 1: " + Samples.WATER.vi(),
                        "https://nuong.example.org/plots/plot-1/answer?topic=irrigation&at=2026-03-22T07%3A00%3A00Z");
    }

    @Test
    void aSilentDeviceIsShownToTheOperatorAndMailedAndAsksNobodyAnything() throws Exception {
        startPortal(Optional.of(smtp()));
        Queue<String> events = listen();
        publish(Samples.silent(Samples.NOW));
        publish(Samples.silent(Samples.NOW));

        await().untilAsserted(() -> assertThat(portal.get("/alerts").body())
                .contains("Wazihub 2 (Nương mẫu 3) im lặng", "có lẽ hết pin", "xuống 3,55 V"));
        await().until(() -> mail.getReceivedMessages().length == 1);
        MimeMessage message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("[MẪU] Thiết bị: Wazihub 2 (Nương mẫu 3) im lặng");
        assertThat(String.valueOf(message.getContent()))
                .contains("DỮ LIỆU MẪU", "xuống 3,55 V", "https://nuong.example.org/alerts", "fell from 4.00 V")
                .doesNotContain("?", "/answer");
        assertThat(events.stream().filter(e -> e.equals("event: device_alert"))).hasSize(1);
        assertThat(events).doesNotContain("event: alert");
        assertThat(portal.get("/").body()).doesNotContain("class=\"banner\"").contains("Báo động thiết bị: 1");
        assertThat(portal.get("/api/v1/alerts").body()).isEqualTo("{\"alerts\":[]}");
    }

    @Test
    void itsReturnIsShownAndMailedUnderTheFirstMail() throws Exception {
        startPortal(Optional.of(smtp()));
        DeviceAlert silent = Samples.silent(Samples.NOW);
        publish(silent);
        await().until(() -> mail.getReceivedMessages().length == 1);
        publish(silent.closed(Samples.NOW.plusSeconds(7500), Samples.BACK));

        await().until(() -> mail.getReceivedMessages().length == 2);
        MimeMessage first = mail.getReceivedMessages()[0];
        MimeMessage second = mail.getReceivedMessages()[1];
        assertThat(second.getSubject()).isEqualTo("[MẪU] Đã hết: Wazihub 2 (Nương mẫu 3) im lặng");
        assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(second.getMessageID()).isNotEqualTo(first.getMessageID());
        assertThat(String.valueOf(second.getContent())).contains("Đã hết: " + Samples.BACK.vi(), "Over: ");
        assertThat(portal.get("/alerts").body()).contains("Không có báo động nào", Samples.BACK.vi());
        publish(silent); // an older message that comes again opens nothing
        publish(Samples.silentSite(Samples.NOW, 2));
        await().untilAsserted(() -> assertThat(portal.get("/alerts").body()).contains("2/20 thiết bị im lặng"));
        assertThat(portal.get("/alerts").body()).contains(Samples.BACK.vi());
    }

    @Test
    void whatEndsBeforeItCouldBeMailedIsOneMail() throws Exception {
        Smtp smtp = smtp();
        mail.stop();
        startPortal(Optional.of(smtp));
        DeviceAlert silent = Samples.silent(Samples.NOW);
        publish(silent);
        publish(silent.closed(Samples.NOW.plusSeconds(7500), Samples.BACK));
        publish(Samples.silentSite(Samples.NOW.plusSeconds(9000), 2));
        await().until(() -> portal.get("/alerts").body().contains("2/20 thiết bị im lặng"));
        mail = new GreenMail(new ServerSetup(smtp.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> mail.getReceivedMessages().length == 2);
        assertThat(mail.getReceivedMessages()[0].getSubject()).startsWith("[MẪU] Đã hết: ");
        assertThat(mail.getReceivedMessages()[1].getSubject()).startsWith("[MẪU] Thiết bị: 2/20");
    }

    @Test
    void aMessageThatIsNoAlertAtAllStopsNothing() throws Exception {
        startPortal(Optional.empty());
        for (String nonsense : List.of("", "{}", "{\"kind\":\"silent\"}", "{\"kind\":", "[]", "7", "null")) {
            analytics
                    .publish(new Topic.Alerts("pilot").name(), nonsense.getBytes(UTF_8), false)
                    .get(20, SECONDS);
        }
        publish(Samples.silent(Samples.NOW));
        await().until(() -> portal.get("/alerts").body().contains("Wazihub 2 (Nương mẫu 3) im lặng"));
    }

    @Test
    void aMailWaitsForItsServerAcrossARestart() throws Exception {
        Smtp smtp = smtp();
        mail.stop();
        startPortal(Optional.of(smtp));
        publishAlert(Samples.alert("plot-1", Samples.NOW));
        await().until(() -> portal.get("/api/v1/alerts").body().contains("plot-1"));
        portal.stop();

        mail = new GreenMail(new ServerSetup(smtp.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        startPortal(Optional.of(smtp));
        mail.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> mail.getReceivedMessages().length == 1);
        publishAlert(Samples.alert("plot-2", Samples.NOW));
        await().until(() -> mail.getReceivedMessages().length == 2);
    }

    @Test
    void pagesNameTheReplayAndSayWhenItHasEnded() {
        ReplayClock.Schedule schedule = new ReplayClock.Schedule(
                Instant.parse("2026-11-23T00:00:00Z"),
                Instant.parse("2026-05-31T00:00:00Z"),
                Instant.parse("2026-05-31T15:00:00Z"),
                3600);
        portal.clock.set(Instant.parse("2026-11-23T00:00:14Z"));
        portal.start(
                dir.resolve("portal"),
                SiteConfig.sampleSite(),
                settings("portal"),
                Optional.empty(),
                new ReplayClock(portal.clock, schedule));

        assertThat(portal.get("/").body())
                .contains("Đồng hồ diễn lại: 22:00 Chủ Nhật 31/5/2026 (giờ Taipei)")
                .doesNotContain("Đã diễn lại hết");
        portal.clock.advance(Duration.ofSeconds(1));
        assertThat(portal.get("/").body()).contains("23:00 Chủ Nhật 31/5/2026", "Đã diễn lại hết");
    }

    private void startPortal(Optional<Smtp> smtp) {
        portal.start(dir.resolve("portal"), SiteConfig.sampleSite(), settings("portal"), smtp);
        portal.awaitSubscribed();
    }

    private MqttSettings settings(String account) {
        return new MqttSettings("tcp://127.0.0.1:" + broker.port(), "nuong-" + account, account, SECRET, null);
    }

    private Smtp smtp() {
        return new Smtp(
                "127.0.0.1",
                mail.getSmtp().getPort(),
                Smtp.Tls.NONE,
                null,
                null,
                "nuong@example.org",
                List.of("office@example.org"),
                URI.create("https://nuong.example.org"));
    }

    private void publishAdvice(String plot, Instant at, Decision decision) throws Exception {
        analytics
                .publish(
                        new Topic.PlotAdvice("pilot", plot).name(),
                        Json.write(Samples.advice(plot, at, decision)),
                        true)
                .get(20, SECONDS);
    }

    private void publishAlert(Alert alert) throws Exception {
        analytics
                .publish(new Topic.Alerts("pilot").name(), Json.write(alert), false)
                .get(20, SECONDS);
    }

    private void publish(DeviceAlert alert) throws Exception {
        analytics
                .publish(new Topic.Alerts("pilot").name(), Json.write(alert), false)
                .get(20, SECONDS);
    }

    private Queue<String> listen() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        var unused = portal.http()
                .sendAsync(
                        HttpRequest.newBuilder(portal.uri("/events")).build(),
                        HttpResponse.BodyHandlers.fromLineSubscriber(new LineQueue(lines)));
        await().until(() -> lines.contains("retry: 3000"));
        return lines;
    }

    private record LineQueue(Queue<String> lines) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            lines.add("failed: " + failure);
        }

        @Override
        public void onComplete() {
            lines.add("ended");
        }
    }
}
