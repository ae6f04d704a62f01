package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.site.SiteConfig;

class ExportCommandTest {

    @TempDir
    Path dir;

    private String data;

    @BeforeEach
    void make() {
        data = SampleFolder.make(dir.resolve("data")).folder().toString();
    }

    @Test
    void writesEveryReadingWithItsFlagsInOrderOfTime() {
        CommandRun run = CommandRun.of("export", "--data", data);

        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .hasSize(101)
                .startsWith(
                        "site,device,property,depth_cm,value,unit,measured,received,time_source,quality,flags",
                        "pilot,my-probe,soil_moisture,20,0.3,m3/m3,2026-11-20T00:00:00Z,2026-11-20T00:00:01.000000001Z,"
                                + "device,doubtful,spike",
                        "pilot,wufeng-2022,air_temperature,,20.5,Cel,2026-11-20T00:00:00Z,2026-11-20T00:00:01Z,device,"
                                + "good,");
        assertThat(run.err()).startsWith("100 readings");
    }

    @Test
    void writesNdjsonOfADeviceAndASpan() {
        CommandRun run = CommandRun.of(
                "export",
                "--data",
                data,
                "--format",
                "ndjson",
                "--device",
                "my-probe",
                "--from",
                "2026-11-20T08:00:00+07:00",
                "--to",
                "2026-11-20T03:00:00Z");

        assertThat(run.outLines()).hasSize(2);
        JsonNode first = Json.parse(run.outLines().get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(first.path("measured").asText()).isEqualTo("2026-11-20T01:00:00Z");
        assertThat(first.path("time_source").asText()).isEqualTo("device");
    }

    @Test
    void writesWhatStandsInAPlotIntoAPackedFile() throws Exception {
        Path site = dir.resolve("site.yaml");
        try (InputStream sample = Objects.requireNonNull(SiteConfig.class.getResourceAsStream("/sample-site.yaml"))) {
            Files.copy(sample, site);
        }
        Path file = dir.resolve("out.csv.gz");
        CommandRun run = CommandRun.of(
                "export", "--data", data, "--plot", "plot-1", "--site-file", site.toString(), "--out", file.toString());

        assertThat(run).returns(0, CommandRun::code).returns("", CommandRun::out);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1))
                    .hasSize(50)
                    .allMatch(line -> line.startsWith("pilot,wufeng-2022,"));
        }
        assertThat(CommandRun.of("export", "--data", data, "--plot", "plot-9", "--site-file", site.toString()))
                .returns(1, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains("plot-9"));
    }

    @Test
    void anUnusableFileIsNamedAndNothingIsLeft() {
        Path nowhere = dir.resolve("nowhere").resolve("out.csv");
        assertThat(CommandRun.of("export", "--data", data, "--out", nowhere.toString()))
                .returns(1, CommandRun::code)
                .satisfies(r -> assertThat(r.err()).contains(nowhere.toString(), "--out"));
    }
}
