package vn.nuong.analytics.forecast.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import vn.nuong.telemetry.advice.Text;

/** Findings as CSV. */
final class FindingFile {

    private static final String HEADER =
            "station,probe,flagged_at,since,ended_at,kind,size_m3_m3,size_mm,confidence,statistic,"
                    + "limit,other_probes,sentence,sentence_vi";

    private FindingFile() {}

    static byte[] of(List<Finding> findings) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Finding f : findings) {
            Text words = FaultWords.sentence(f);
            text.append(f.station())
                    .append(",soil_moisture_" + f.depthCm() + "cm,")
                    // A day is over, and judged, when the next begins.
                    .append(f.flaggedOn().plusDays(1) + "T00:00:00Z,")
                    .append(f.since() + "T00:00:00Z,")
                    .append(f.endedOn() == null ? "," : f.endedOn().plusDays(1) + "T00:00:00Z,")
                    .append(name(f.fault()))
                    .append(String.format(
                            Locale.ROOT,
                            ",%.4f,%.1f,%s,%.3f,%.3f,%d,",
                            f.size(),
                            f.sizeMm(),
                            f.isSure() ? "high" : "fair",
                            f.statistic(),
                            f.limit(),
                            f.others()))
                    .append(quoted(words.en()))
                    .append(',')
                    .append(quoted(words.vi()))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
