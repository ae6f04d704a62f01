package vn.nuong.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.config.Settings;

class SmtpTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "NUONG_SMTP_HOST", "mail.example.org",
            "NUONG_SMTP_USERNAME", "nuong",
            "NUONG_SMTP_PASSWORD", "hush",
            "NUONG_SMTP_FROM", "nuong@example.org",
            "NUONG_SMTP_TO", "a@example.org, b@example.org",
            "NUONG_PUBLIC_URL", "https://nuong.example.org");

    @Test
    void readsTheSettingsAndKeepsThePasswordToItself() {
        Smtp smtp = Smtp.from(new Settings(COMPLETE)).orElseThrow();

        assertThat(smtp.port()).isEqualTo(587);
        assertThat(smtp.tls()).isEqualTo(Smtp.Tls.STARTTLS);
        assertThat(smtp.to()).containsExactly("a@example.org", "b@example.org");
        assertThat(smtp.toString()).contains("mail.example.org:587").doesNotContain("hush");
    }

    @Test
    void thereIsNoMailWithoutAHost() {
        assertThat(Smtp.from(new Settings(Map.of("NUONG_SMTP_FROM", "x")))).isEmpty();
    }

    @Test
    void namesTheSettingThatIsWrong() {
        for (String name : new String[] {"NUONG_SMTP_FROM", "NUONG_SMTP_TO", "NUONG_PUBLIC_URL"}) {
            Map<String, String> settings = new HashMap<>(COMPLETE);
            settings.remove(name);
            assertThatThrownBy(() -> Smtp.from(new Settings(settings)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.put("NUONG_SMTP_TLS", "perhaps");
        assertThatThrownBy(() -> Smtp.from(new Settings(settings))).hasMessageContaining("\"perhaps\"");
    }

    @Test
    void mainSaysInOneLineWhichSettingIsMissing() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int code = Main.run(Map.of(), new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("portal: NUONG_SITE is not set");
    }
}
