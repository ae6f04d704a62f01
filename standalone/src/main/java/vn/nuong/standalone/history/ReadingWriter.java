package vn.nuong.standalone.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import vn.nuong.standalone.cli.Table;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.ReadingJson;

/** Writes readings as CSV (RFC 4180) or as NDJSON, an object a line as in the API. */
final class ReadingWriter {

    private static final List<String> COLUMNS = List.of(
            "site",
            "device",
            "property",
            "depth_cm",
            "value",
            "unit",
            "measured",
            "received",
            "time_source",
            "quality",
            "flags");

    enum Form {
        CSV,
        NDJSON
    }

    private final Form form;
    private final Appendable out;
    private long readings;

    ReadingWriter(Form form, Appendable out) throws IOException {
        this.form = form;
        this.out = out;
        if (form == Form.CSV) {
            out.append(Table.csv(COLUMNS));
        }
    }

    void write(ReadingJson reading) throws IOException {
        readings++;
        if (form == Form.NDJSON) {
            out.append(new String(Json.write(reading), StandardCharsets.UTF_8)).append('\n');
            return;
        }
        Integer depth = reading.depthCm();
        out.append(Table.csv(List.of(
                reading.site(),
                reading.device(),
                reading.property(),
                depth == null ? "" : depth.toString(),
                Double.toString(reading.value()),
                reading.unit(),
                reading.measured().toString(),
                reading.received().toString(),
                reading.timeSource().code(),
                reading.quality(),
                reading.flags().stream().map(Flag::code).collect(Collectors.joining(" ")))));
    }

    /** How many were written. */
    long readings() {
        return readings;
    }
}
