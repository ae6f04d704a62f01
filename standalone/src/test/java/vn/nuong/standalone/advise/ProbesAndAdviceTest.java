package vn.nuong.standalone.advise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vn.nuong.analytics.advice.AdviceMaker;
import vn.nuong.analytics.files.HistoryFile;
import vn.nuong.analytics.history.HistoryMaker;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.standalone.MadeUpHistory;
import vn.nuong.telemetry.advice.Decision;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.site.Plot;
import vn.nuong.telemetry.site.SiteConfig;

class ProbesAndAdviceTest {

    private static final Path PLOT = Path.of("../docs/examples/advise/plot.yaml");

    @TempDir
    Path folder;

    @Test
    void adviceIsTheSameAsIfNobodyHadJudgedTheProbes() throws IOException {
        Path history = Files.write(folder.resolve("h.csv"), MadeUpHistory.lines());
        StringWriter out = new StringWriter();
        int code = new CommandLine(new AdviseCommand())
                .setOut(new PrintWriter(out, true))
                .execute("--plot", PLOT.toString(), "--history", history.toString(), "--at", MadeUpHistory.AT);
        assertThat(code).isZero();
        ObjectNode told = (ObjectNode) Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
        JsonNode findings = told.remove("probe_findings");
        assertThat(findings).anyMatch(f -> f.path("verdict").asText().equals("suspect"));

        ObjectNode unjudged = (ObjectNode) Json.parse(unjudged(history).getBytes(StandardCharsets.UTF_8));
        assertThat(unjudged.remove("probe_findings")).isEmpty();
        assertThat(told).isEqualTo(unjudged);
    }

    private static String unjudged(Path file) throws IOException {
        Instant now = Instant.parse(MadeUpHistory.AT);
        Plot plot = SiteConfig.loadPlot(PLOT).withDevices(List.of(HistoryFile.DEVICE));
        List<Reading> readings = FileQuality.judge(
                plot, HistoryFile.read(file, plot.areaM2(), now, line -> {}).readings());
        PlotHistory history =
                HistoryMaker.make(plot, AdviceMaker.soil(plot), readings, Optional.of(List.of()), Map.of(), now);
        AdviceMaker.Made made = AdviceMaker.make(
                HistoryFile.SITE,
                plot,
                history,
                Outlook.none(),
                Optional.empty(),
                now,
                false,
                new AdviceMaker.Previous(Decision.UNKNOWN, null),
                Optional.empty(),
                List.of(),
                Optional.empty());
        return AdviceJson.write(made, Outlook.none(), List.of(), plot.place().timeZone(), false);
    }
}
