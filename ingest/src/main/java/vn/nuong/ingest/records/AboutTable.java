package vn.nuong.ingest.records;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import vn.nuong.telemetry.device.DeviceAbout;
import vn.nuong.telemetry.json.Json;

/** What devices say of themselves, in the records: table {@code abouts}. */
final class AboutTable {

    private final RecordFile file;

    AboutTable(RecordFile file) {
        this.file = file;
    }

    /** What devices last said of themselves and ingest could read. */
    Map<DeviceId, DeviceAbout> read() {
        return file.read("SELECT site, device, about FROM abouts WHERE about IS NOT NULL", rows -> {
            Map<DeviceId, DeviceAbout> abouts = new TreeMap<>();
            while (rows.next()) {
                byte[] json = rows.getString(3).getBytes(StandardCharsets.UTF_8);
                abouts.put(new DeviceId(rows.getString(1), rows.getString(2)), Json.read(json, DeviceAbout.class));
            }
            return abouts;
        });
    }

    /** For each device the message about itself that came last, good or bad. */
    Map<DeviceId, Digest> last() {
        return file.read("SELECT site, device, last_high, last_low FROM abouts", rows -> {
            Map<DeviceId, Digest> digests = new HashMap<>();
            while (rows.next()) {
                digests.put(
                        new DeviceId(rows.getString(1), rows.getString(2)),
                        new Digest(rows.getLong(3), rows.getLong(4)));
            }
            return digests;
        });
    }

    static void keep(Connection connection, AboutMessage message) throws SQLException {
        // A refused message leaves what the device said before; an empty one takes it back.
        String update = message.isRefused() ? "" : ", about = excluded.about";
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO abouts VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT(site, device) DO UPDATE SET last_high = excluded.last_high,"
                + " last_low = excluded.last_low" + update)) {
            put.setString(1, message.site());
            put.setString(2, message.device());
            put.setLong(3, message.digest().high());
            put.setLong(4, message.digest().low());
            DeviceAbout about = message.about();
            put.setString(5, about == null ? null : Sql.text(about));
            put.executeUpdate();
        }
    }
}
