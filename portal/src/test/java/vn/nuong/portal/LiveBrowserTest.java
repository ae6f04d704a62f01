package vn.nuong.portal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;
import vn.nuong.telemetry.site.SiteConfig;
import vn.nuong.telemetry.testing.RequiresChromium;

/** An open page on a phone changes by itself when something is published. */
@RequiresChromium
class LiveBrowserTest {

    private static final List<String> TOPICS = List.of("nuong/pilot/alerts", "nuong/pilot/plots/+/advice");

    @TempDir
    Path dir;

    @Test
    void anAlertComesOntoTheOpenPageAndIsAnsweredThereByOneTap() throws Exception {
        var settings = new LocalBroker.Settings(
                "127.0.0.1",
                0,
                dir.resolve("broker"),
                List.of(
                        new LocalBroker.Account("analytics", "a-secret", TOPICS, List.of()),
                        new LocalBroker.Account("portal", "p-secret", List.of(), TOPICS)));
        try (LocalBroker broker = LocalBroker.start(settings);
                MqttSession analytics = new MqttSession(account(broker, "analytics", "a-secret"));
                Portal portal = new Portal();
                Playwright playwright = Chromium.driver();
                Browser browser = Chromium.launch(playwright)) {
            portal.services.devices.addAll(Samples.devices());
            portal.start(
                    dir.resolve("portal"),
                    SiteConfig.sampleSite(),
                    account(broker, "portal", "p-secret"),
                    Optional.empty());
            portal.awaitSubscribed();
            analytics.start().get(20, SECONDS);
            Page page = browser.newContext(Chromium.phone()).newPage();
            page.navigate(portal.uri("/").toString());
            page.locator("html[data-events=open]").waitFor();
            assertThat(page.locator(".banner").count()).isZero();

            byte[] advice = Json.write(Samples.advice("plot-1", Samples.NOW, Decision.IRRIGATE));
            analytics
                    .publish(new Topic.PlotAdvice("pilot", "plot-1").name(), advice, true)
                    .get(20, SECONDS);
            byte[] alert = Json.write(Samples.alert("plot-1", Samples.NOW));
            analytics.publish(new Topic.Alerts("pilot").name(), alert, false).get(20, SECONDS);
            analytics.publish(new Topic.Alerts("pilot").name(), alert, false).get(20, SECONDS);

            page.locator(".banner").waitFor();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "phone-alert.png")));
            assertThat(page.locator(".banner").count()).isOne();
            assertThat(page.locator(".banner p").first().innerText()).contains("Nương mẫu 1", Samples.WATER.vi());
            page.locator(".banner .yes").tap();
            page.locator("#irrigation .answered").waitFor();
            assertThat(portal.get("/api/v1/plots/plot-1/diary").body()).containsOnlyOnce("\"kind\":\"irrigation\"");
        }
    }

    private static MqttSettings account(LocalBroker broker, String name, String secret) {
        return new MqttSettings("tcp://127.0.0.1:" + broker.port(), "nuong-" + name, name, secret, null);
    }
}
