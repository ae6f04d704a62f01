package vn.nuong.gateway.broker;

import java.util.List;

/** Whether one MQTT topic filter lies within another. */
final class TopicFilters {

    private TopicFilters() {}

    static boolean anyCovers(List<String> granted, String asked) {
        return granted.stream().anyMatch(filter -> covers(filter, asked));
    }

    /**
     * Whether every topic name that {@code asked} matches is one that {@code granted} matches (MQTT 3.1.1, section 4.7).
     *
     * @param asked a topic name or a topic filter
     */
    static boolean covers(String granted, String asked) {
        String[] may = granted.split("/", -1);
        String[] wants = asked.split("/", -1);
        if (asked.startsWith("$") && !may[0].equals(wants[0])) {
            return false; // [MQTT-4.7.2-1]: wildcards leave out the server's own topics
        }
        for (int i = 0; i < may.length; i++) {
            if (may[i].equals("#")) {
                return true;
            }
            if (i == wants.length) {
                return false;
            }
            boolean level = may[i].equals("+") ? !wants[i].equals("#") : may[i].equals(wants[i]);
            if (!level) {
                return false;
            }
        }
        return may.length == wants.length;
    }
}
