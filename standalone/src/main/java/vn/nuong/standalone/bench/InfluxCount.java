package vn.nuong.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import vn.nuong.ingest.influx.InfluxSettings;
import vn.nuong.telemetry.json.Json;

/** Counts points in InfluxDB from outside, with InfluxQL, as anybody would. */
final class InfluxCount {

    private final InfluxSettings influx;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    InfluxCount(InfluxSettings influx) {
        this.influx = influx;
    }

    /**
     * How many values of a field a measurement holds.
     *
     * @param where a condition of InfluxQL, or empty
     */
    long count(String measurement, String field, String where) throws IOException, InterruptedException {
        String question = "SELECT COUNT(\"" + field + "\") FROM \"" + measurement + "\""
                + (where.isEmpty() ? "" : " WHERE " + where);
        JsonNode first = ask(question).path("results").path(0).path("series").path(0);
        return first.path("values").path(0).path(1).asLong(0);
    }

    private JsonNode ask(String question) throws IOException, InterruptedException {
        URI address = URI.create(influx.url() + "/query?db=" + encoded(influx.bucket()) + "&q=" + encoded(question));
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Token " + influx.token())
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("InfluxDB at " + influx.url() + " answers " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8).strip());
        }
        return Json.parse(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
