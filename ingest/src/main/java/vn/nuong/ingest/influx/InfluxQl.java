package vn.nuong.ingest.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pieces of questions in InfluxQL. */
final class InfluxQl {

    private InfluxQl() {}

    /** {@code WHERE} with site, device and {@code [fromNs, toNs)}; a name that is null does not narrow the choice. */
    static String where(@Nullable String site, @Nullable String device, long fromNs, long toNs) {
        return where(site, device, fromNs, toNs, "");
    }

    /** The same with one more condition; empty for none. */
    static String where(@Nullable String site, @Nullable String device, long fromNs, long toNs, String condition) {
        List<String> conditions = new ArrayList<>();
        if (site != null) {
            conditions.add("\"site\" = " + quoted(site));
        }
        if (device != null) {
            conditions.add("\"device\" = " + quoted(device));
        }
        if (fromNs > InfluxConnection.FIRST_NS) {
            conditions.add("time >= " + fromNs);
        }
        if (toNs <= InfluxConnection.LAST_NS) {
            conditions.add("time < " + toNs);
        }
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** {@code LIMIT}; nothing for 0. */
    static String limit(int rows) {
        return rows == 0 ? "" : " LIMIT " + rows;
    }

    /** A text that no name can end early. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A condition that a tag is one of these. */
    static String oneOf(String tag, List<String> names) {
        return names.stream()
                .map(name -> "\"" + tag + "\" = " + quoted(name))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
