package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nuong.portal.store.Database;
import vn.nuong.portal.store.DeviceAlertStore;
import vn.nuong.telemetry.testing.RequiresChromium;

/** The pages as a phone of 360×740 shows them; screenshots are kept in target/screenshots. */
@RequiresChromium
class BrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int WIDTH = Chromium.WIDTH;
    private static final int HEIGHT = Chromium.HEIGHT;

    static Playwright playwright;
    static Browser browser;

    @TempDir
    Path data;

    Portal portal;
    BrowserContext phone;
    Page page;
    final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void openBrowser() {
        playwright = Chromium.driver();
        browser = Chromium.launch(playwright);
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void start() {
        portal = Portal.withSampleSite(data);
        OperationsSamples.fill(portal.services);
        await().until(() -> portal.get("/").body().contains("Chưa biết: đầu đo hỏng"));
        phone = browser.newContext(Chromium.phone());
        page = phone.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void stop() {
        phone.close();
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/plots/plot-1",
                "/plots/plot-3",
                "/plots/plot-1/water",
                "/plots/plot-1/model",
                "/plots/plot-1/diary",
                "/compare",
                "/alerts",
                "/van-hanh",
                "/van-hanh/thu-chet",
                "/van-hanh/xung-dot",
                "/van-hanh/day-du",
                "/devices/wazihub-2",
                "/devices/wufeng-2022",
                "/van-hanh?lang=en",
                "/van-hanh/thu-chet?lang=en",
                "/devices/wazihub-2?lang=en",
                "/nowhere"
            })
    void nothingIsWiderThanThePhoneAndNothingIsRefused(String path) {
        open(path);

        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })");
        shoot("phone" + path.replace('/', '-').replace("?lang=", "-"), true);
        assertNoOverflow();
        complaints.removeIf(complaint -> path.equals("/nowhere") && complaint.contains("404"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPickingIsWrittenWithTheThumb() {
        open("/plots/plot-1/diary");

        page.locator("#form-picking summary").tap();
        page.fill("#picking-fresh_kg", "48,5");
        page.locator("#form-picking button").tap();

        page.locator(".ok").waitFor();
        shoot("phone-diary-saved", false);
        assertThat(page.locator(".lines").innerText()).contains("48,5 kg chè tươi", "22/03/2026");
    }

    @Test
    void anOperatorSeesWhichDevicesAreSilentAndWhy() {
        try (Database records = Database.open(data)) {
            DeviceAlertStore alerts = new DeviceAlertStore(records);
            alerts.put(Samples.silent(Samples.NOW), Samples.NOW, false);
            alerts.put(Samples.silentSite(Samples.NOW.plusSeconds(60), 12), Samples.NOW, false);
            alerts.put(
                    Samples.silent(Samples.NOW.minusSeconds(90_000))
                            .closed(Samples.NOW.minusSeconds(82_500), Samples.BACK),
                    Samples.NOW,
                    false);
        }
        open("/");
        shoot("phone-home-alerts", true);
        assertThat(page.locator("#alerts-link").innerText()).isEqualTo("Báo động thiết bị (2)");
        page.locator("#device-alerts a").tap();
        page.waitForURL("**/alerts");

        shoot("phone-alerts", true);
        assertNoOverflow();
        page.locator(".why summary").tap();
        shoot("phone-alerts-named", true);
        assertNoOverflow();
        assertThat(page.locator(".alert").count()).isEqualTo(2);
        assertThat(page.locator("#open-alerts").innerText()).contains("Có lẽ hết pin", "Đầu đo đất 12 (Nương mẫu 1)");
        assertThat(page.locator("button").count()).isZero();
        open("/alerts?lang=en");
        shoot("phone-alerts-english", true);
        assertThat(page.locator("#closed-alerts").innerText()).contains("Came back at 15:20");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theComparisonIsATableOnAWideScreen() {
        page.setViewportSize(1280, 800);
        open("/compare");

        shoot("wide-compare", true);
        assertThat(page.locator("#compare thead th").count()).isEqualTo(6);
        assertThat(page.locator("#compare thead").isVisible()).isTrue();
    }

    @Test
    void todaysSentenceIsSeenWithoutScrolling() {
        open("/plots/plot-1");

        BoundingBox box = page.locator("#irrigation .sentence").boundingBox();
        shoot("phone-first-screen", false);
        assertThat(box.y).isPositive();
        assertThat(box.y + box.height).isLessThan(HEIGHT);
        assertThat(fontSize("#irrigation .sentence")).isGreaterThanOrEqualTo(26);
        BoundingBox button = page.locator("#irrigation .yes").boundingBox();
        assertThat(button.y + button.height).isLessThan(HEIGHT);
    }

    @Test
    void anOfficialBulletinLeavesTodaysSentenceOnTheFirstScreen() {
        open("/plots/plot-2");

        assertThat(page.locator(".bulletin blockquote").isVisible()).isTrue();
        BoundingBox box = page.locator("#irrigation .sentence").boundingBox();
        shoot("phone-bulletin", false);
        assertThat(box.y + box.height).isLessThan(HEIGHT);
    }

    @Test
    void whyOpensTheNumbers() {
        open("/plots/plot-1");
        Locator reasons = page.locator("#why-irrigation .reasons");
        assertThat(reasons.isVisible()).isFalse();

        page.locator("#why-irrigation summary").tap();

        reasons.waitFor();
        shoot("phone-why", true);
        assertThat(page.locator("#why-irrigation").innerText())
                .contains("31,4 mm", "Mưa từ 15 mm trở lên", "irrigation-1");
        assertNoOverflow();
    }

    @Test
    void theChartIsDrawn() {
        open("/plots/plot-1");

        page.locator("#chart[data-drawn] canvas").waitFor();

        page.locator("#chart").scrollIntoViewIfNeeded();
        shoot("phone-chart", false);
        assertThat(page.locator("#chart").innerText()).contains("20 cm", "50 cm", "Dự báo 30 cm", "Mưa");
        Object inked = page.evaluate(
                "() => { const c = document.querySelector('#chart canvas');"
                        + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                        + " const colours = new Set(); for (let i = 0; i < d.length; i += 4)"
                        + " if (d[i + 3] === 255) colours.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]);"
                        + " return ['194,65,12', '11,110,79', '11,59,140', '147,197,253', '138,28,0'].filter(c => colours.has(c)).length; }");
        assertThat(inked)
                .as("lines of three depths, rain and doubtful hours in their colours")
                .isEqualTo(5);
        assertThat(complaints).isEmpty();
    }

    @Test
    void wateredIsRecordedByOneTapAndOnlyOnce() {
        open("/plots/plot-1");

        page.locator("#irrigation .yes").tap();
        page.locator("#irrigation .answered").waitFor();

        shoot("phone-answered", false);
        assertThat(page.locator("#irrigation .answered").innerText()).contains("Đã ghi", "Đã tưới");
        assertThat(page.locator("#irrigation button").count()).isZero();
        String diary = portal.get("/api/v1/plots/plot-1/diary").body();
        assertThat(diary)
                .containsOnlyOnce("\"kind\":\"irrigation\"")
                .containsOnlyOnce("\"kind\":\"advice\"")
                .contains("\"pump_minutes\":200.0", "\"volume_m3\":20.0");
    }

    @Test
    void englishIsOneTapAwayAndStays() {
        open("/plots/plot-1");

        page.locator("header a[hreflang=en]").tap();
        page.waitForURL("**?lang=en");
        open("/plots/plot-2");

        shoot("phone-english", false);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        assertThat(page.locator("#irrigation .sentence").innerText()).isEqualTo(Samples.NO_WATER.en());
    }

    @Test
    void theThreePlotsStandSideBySideOnAWideScreen() {
        page.setViewportSize(1280, 800);
        open("/");

        shoot("wide-home", true);
        List<Double> tops = page.locator(".card").all().stream()
                .map(card -> card.boundingBox().y)
                .toList();
        assertThat(tops).hasSize(3).containsOnly(tops.get(0));
    }

    @Test
    void theFirstPageWorksWithoutScripts() {
        BrowserContext plain = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setJavaScriptEnabled(false));
        Page simple = plain.newPage();
        simple.navigate(portal.uri("/plots/plot-1").toString());

        simple.locator("#irrigation .yes").click();

        assertThat(simple.locator("#irrigation .answered").innerText()).contains("Đã ghi");
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/van-hanh",
                "/van-hanh/thu-chet",
                "/van-hanh/xung-dot",
                "/van-hanh/day-du",
                "/devices/wazihub-2",
                "/van-hanh/day-du?lang=en"
            })
    void everythingToTapIsAsLargeAsAFinger(String path) {
        open(path);

        Object small =
                page.evaluate("() => [...document.querySelectorAll('main a, main button, main summary, main select,"
                        + " main input:not([type=hidden])')]"
                        + ".filter(e => e.checkVisibility()).map(e => [e.getBoundingClientRect(), e])"
                        + ".filter(([r]) => r.height < 44 || r.width < 40)"
                        + ".map(([r, e]) => r.width + 'x' + r.height + ' ' + e.outerHTML.slice(0, 80))");

        assertThat((List<?>) small).isEmpty();
    }

    @Test
    void aDayOfTheCalendarOpensWithATap() {
        open("/van-hanh/day-du");
        Locator day = page.locator("#day-wazihub-2-2026-03-21");

        day.locator("summary").tap();

        day.locator(".opened").waitFor();
        shoot("phone-day-opened", false);
        assertThat(day.locator(".opened").innerText()).contains("Lần đo phải có", "96", "Đáng ngờ");
        assertNoOverflow();
    }

    @Test
    void theCalendarsAreRowsOfThirtyDaysOnAWideScreen() {
        page.setViewportSize(1280, 800);
        open("/van-hanh/day-du");
        page.locator("#day-wufeng-2022-2026-03-22 summary").click();

        shoot("wide-calendar", true);
        Locator days = page.locator("#device-wufeng-2022 .day");
        assertThat(days.count()).isEqualTo(30);
        assertThat(days.first().boundingBox().y).isEqualTo(days.last().boundingBox().y);
        BoundingBox opened = page.locator("#day-wufeng-2022-2026-03-22 .opened").boundingBox();
        assertThat(opened.x + opened.width).isLessThanOrEqualTo(1280);
    }

    @Test
    void aMessageIsTriedAgainWithoutScripts() {
        BrowserContext plain = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setJavaScriptEnabled(false));
        Page simple = plain.newPage();
        simple.navigate(portal.uri("/van-hanh/thu-chet?device=my-probe").toString());

        simple.locator("#letter-41 button").click();

        assertThat(simple.locator(".ok").innerText()).contains("Đang thử lại 1 bản tin");
        simple.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("phone-retried.png")));
        assertThat(simple.url()).contains("device=my-probe");
        assertThat(portal.services.retries).singleElement().hasToString("{\"ids\":[41]}");
        plain.close();
    }

    private void open(String path) {
        page.navigate(portal.uri(path).toString());
    }

    private double fontSize(String selector) {
        return Double.parseDouble(String.valueOf(
                page.evaluate("s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)", selector)));
    }

    private void assertNoOverflow() {
        Object overflowing = page.evaluate("() => [...document.querySelectorAll('body *')]"
                + ".filter(e => e.checkVisibility() && !e.closest('.away, .skip, .uplot') && e.getBoundingClientRect().right > innerWidth + 0.5)"
                + ".map(e => e.outerHTML.slice(0, 80))");
        assertThat((List<?>) overflowing).isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(WIDTH);
    }

    private void shoot(String name, boolean whole) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(whole));
    }
}
