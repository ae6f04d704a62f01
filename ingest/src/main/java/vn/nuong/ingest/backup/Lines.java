package vn.nuong.ingest.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import vn.nuong.telemetry.json.Json;

/** NDJSON: one JSON object a line. */
final class Lines {

    private Lines() {}

    static void write(Object value, OutputStream out) throws IOException {
        out.write(Json.write(value));
        out.write('\n');
    }

    static <T> void read(InputStream in, Class<T> type, Consumer<T> taker) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            taker.accept(Json.read(line.getBytes(StandardCharsets.UTF_8), type));
        }
    }
}
