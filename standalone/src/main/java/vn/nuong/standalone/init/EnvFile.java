package vn.nuong.standalone.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.nuong.standalone.files.Secrets;

/** The {@code .env} file that docker compose reads. */
final class EnvFile {

    private final Secrets secrets;
    private final Map<String, String> kept;

    /** @param kept values of the file before, from which only those stay that a database volume remembers */
    EnvFile(Secrets secrets, Map<String, String> kept) {
        this.secrets = secrets;
        this.kept = Map.copyOf(kept);
    }

    /** The values of a file, by name. */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return values;
    }

    /**
     * The file's text.
     *
     * @param config the folder with Mosquitto's files and site.yaml, as compose is to mount it
     * @param accounts of Mosquitto
     */
    String text(ContainerUser user, String config, List<MosquittoFiles.Account> accounts) {
        StringBuilder text = new StringBuilder("""
                # Written by ./nuong init and read by docker compose. Secrets: not for a repository, a chat or a ticket.

                # As whom containers run, and the folder they read their configuration from.
                """);
        put(text, "NUONG_UID", "" + user.uid());
        put(text, "NUONG_GID", "" + user.gid());
        put(text, "NUONG_CONFIG", config);
        text.append("""

                # The sample site on its replay clock. Take both lines out when real probes stand in real plots.
                COMPOSE_PROFILES=sample
                NUONG_CLOCK_URL=http://device-sim:8080

                # Ports on this machine; an address other than 127.0.0.1 opens them to the network.
                #NUONG_HTTP_PORT=8080
                #NUONG_DEVICES_MQTT_PORT=1883
                #NUONG_MQTT_TLS_PORT=8883
                #NUONG_BIND=127.0.0.1

                # Alerts by mail, and the address at which phones reach the page.
                #NUONG_SMTP_HOST=
                #NUONG_SMTP_PORT=587
                #NUONG_SMTP_TLS=starttls
                #NUONG_SMTP_USERNAME=
                #NUONG_SMTP_PASSWORD=
                #NUONG_SMTP_FROM=
                #NUONG_SMTP_TO=
                #NUONG_PUBLIC_URL=

                # Accounts of the broker. "probe" is for a first real probe.
                """);
        for (MosquittoFiles.Account account : accounts) {
            put(text, "NUONG_" + account.username().toUpperCase(Locale.ROOT) + "_MQTT_PASSWORD", account.password());
        }
        text.append("\n# The account of devices on the gateway's own broker.\n");
        put(text, "NUONG_DEVICES_MQTT_PASSWORD", secrets.next());
        text.append("\n# InfluxDB. Its volume remembers these from its first start.\n");
        put(text, "NUONG_INFLUX_ADMIN_PASSWORD", keptOrNew("NUONG_INFLUX_ADMIN_PASSWORD"));
        put(text, "NUONG_INFLUX_ADMIN_TOKEN", keptOrNew("NUONG_INFLUX_ADMIN_TOKEN"));
        return text.toString();
    }

    private String keptOrNew(String name) {
        String before = kept.get(name);
        return before == null ? secrets.next() : before;
    }

    private static void put(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value).append('\n');
    }
}
