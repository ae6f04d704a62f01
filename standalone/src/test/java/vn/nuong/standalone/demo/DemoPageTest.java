package vn.nuong.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.testing.Requirements;
import vn.nuong.telemetry.testing.RequiresChromium;

/** The running demonstration on a phone's screen. */
@RequiresChromium
class DemoPageTest {

    private static final String SAMPLE = "DỮ LIỆU MẪU, không phải Tân Cương";

    @TempDir
    Path folder;

    @Test
    void showsThreePlotsOnAPhoneAsSampleDataWithoutAnErrorInTheBrowser() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder.resolve("data")).awaitReady();
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Requirements.findChromium().orElseThrow())
                                .setArgs(List.of("--no-sandbox")));
                Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(360, 740))) {
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.navigate(demo.page().toString());

            assertThat(page.content()).contains(SAMPLE, "Nương mẫu 1", "Nương mẫu 2", "Nương mẫu 3");
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("wider than the phone")
                    .isLessThanOrEqualTo(360);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/screenshots/demo-home.png"))
                    .setFullPage(true));
            page.navigate(demo.page().resolve("/plots/plot-2").toString());
            assertThat(page.content()).contains(SAMPLE, "Nương mẫu 2");
            page.waitForSelector(".uplot canvas"); // the chart of the probes is drawn
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/screenshots/demo-plot-2.png"))
                    .setFullPage(true));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/plot.png")));
            page.locator("summary").first().click();
            page.locator("summary").first().scrollIntoViewIfNeeded();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/why.png")));
            assertThat(errors).isEmpty();
        }
    }
}
