package vn.nuong.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.config.Settings;

class MainTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void settings() throws Exception {
        Path site = Files.writeString(folder.resolve("site.yaml"), "site: pilot\n");
        environment.put("NUONG_MQTT_URL", "tcp://127.0.0.1:1");
        environment.put("NUONG_HTTP_PORT", "0");
        environment.put("NUONG_SITE", site.toString());
        environment.put("NUONG_DATA", folder.resolve("data").toString());
    }

    private String run() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(new Settings(environment), new PrintStream(err, true, StandardCharsets.UTF_8));
        return status + " " + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSettingThatDoesNotFitIsNamedInOneLine() {
        environment.put("NUONG_STORE", "paper");
        assertThat(run()).isEqualTo("2 ingest: NUONG_STORE is \"paper\"; it is either influx or sqlite\n");
        environment.remove("NUONG_STORE");
        environment.put("NUONG_SITE", folder.resolve("none.yaml").toString());
        assertThat(run()).startsWith("2 ingest: ").contains("none.yaml");
        environment.remove("NUONG_MQTT_URL");
        assertThat(run()).startsWith("2 ingest: NUONG_MQTT_URL is not set");
    }

    @Test
    void influxIsTheStoreWhenItsAddressIsGiven() {
        environment.put("NUONG_INFLUX_URL", "http://influxdb:8086");
        environment.put("NUONG_INFLUX_ORG", "nuong");
        environment.put("NUONG_INFLUX_BUCKET", "readings");
        assertThat(run()).startsWith("2 ").contains("NUONG_INFLUX_TOKEN_FILE");
        environment.put("NUONG_INFLUX_TOKEN", "secret");
        environment.put("NUONG_INFLUX_URL", "influxdb");
        assertThat(run())
                .startsWith("2 ")
                .contains("\"influxdb\" is not written as")
                .doesNotContain("secret");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        environment.put("NUONG_DATA", file.toString());
        assertThat(run())
                .startsWith("1 ingest: cannot write " + file)
                .contains("name a folder that this user may write")
                .hasLineCount(1);
    }
}
