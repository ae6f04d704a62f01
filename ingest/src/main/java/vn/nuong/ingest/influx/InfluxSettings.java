package vn.nuong.ingest.influx;

import vn.nuong.telemetry.config.Settings;

/**
 * Where readings are kept in InfluxDB 2.
 *
 * @param url such as {@code http://influxdb:8086}
 * @param org the organisation's name
 * @param bucket the bucket's name, which is also the database's in InfluxQL
 * @param token may read and write the bucket; never printed
 */
public record InfluxSettings(String url, String org, String bucket, String token) {

    public InfluxSettings {
        if (!url.matches("https?://.+")) {
            throw new IllegalArgumentException(
                    "InfluxDB's address \"" + url + "\" is not written as http://influxdb:8086");
        }
        if (token.isEmpty()) {
            throw new IllegalArgumentException("the token for InfluxDB is empty");
        }
    }

    /** Settings from {@code NUONG_INFLUX_URL}, {@code _ORG}, {@code _BUCKET}, {@code _TOKEN} (or {@code _FILE}). */
    public static InfluxSettings from(Settings settings) {
        return new InfluxSettings(
                settings.require("NUONG_INFLUX_URL", "InfluxDB's address, such as http://influxdb:8086"),
                settings.require("NUONG_INFLUX_ORG", "the organisation in InfluxDB"),
                settings.require("NUONG_INFLUX_BUCKET", "the bucket for readings"),
                settings.findSecret("NUONG_INFLUX_TOKEN")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "neither NUONG_INFLUX_TOKEN_FILE nor NUONG_INFLUX_TOKEN is set: it gives a token that"
                                        + " may read and write the bucket")));
    }

    @Override
    public String toString() {
        return "InfluxSettings[" + url + ", org " + org + ", bucket " + bucket + "]";
    }
}
