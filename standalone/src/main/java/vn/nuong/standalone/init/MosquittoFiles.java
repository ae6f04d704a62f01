package vn.nuong.standalone.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import vn.nuong.standalone.files.Secrets;
import vn.nuong.standalone.files.WholeFiles;

/** What the container of Eclipse Mosquitto mounts at {@code /mosquitto/config}. */
final class MosquittoFiles {

    /**
     * One account of the broker.
     *
     * @param username MQTT user name
     * @param password never printed
     * @param rights lines of an access list, such as {@code topic read nuong/+/alerts}
     */
    record Account(String username, String password, List<String> rights) {
        @Override
        public String toString() {
            return "Account[" + username + "]";
        }
    }

    private static final int SALT_BYTES = 12;

    private static final String CONFIGURATION = """
            # Written by ./nuong init. TLS only, an account for each client, and no message lost by a limit or a restart.
            per_listener_settings false
            listener 8883
            certfile /mosquitto/config/server.crt
            keyfile /mosquitto/config/server.key
            tls_version tlsv1.2
            allow_anonymous false
            password_file /mosquitto/config/passwd
            acl_file /mosquitto/config/acl

            persistence true
            persistence_location /mosquitto/data/
            # Kept to disk every 10 s, not only at a clean stop (the default is 1800 s).
            autosave_interval 10
            # While ingest is away: three months of a hundred probes by the hour, not the default of 1000 messages.
            max_queued_messages 500000
            max_inflight_messages 200
            # As much as the gateway takes from a device.
            max_packet_size 1048576

            log_dest stdout
            log_type error
            log_type warning
            log_type notice
            """;

    private MosquittoFiles() {}

    /** Every account, with a fresh password and no more rights than it needs on this site. */
    static List<Account> accounts(String site, Secrets secrets) {
        List<String> writeReadings =
                List.of("topic write nuong/" + site + "/+/readings", "topic write nuong/" + site + "/+/about");
        List<String> device =
                List.of(writeReadings.get(0), writeReadings.get(1), "topic read nuong/" + site + "/+/errors");
        return List.of(
                new Account("gateway", secrets.next(), device),
                new Account("probe", secrets.next(), device),
                new Account(
                        "ingest",
                        secrets.next(),
                        List.of(
                                "topic read nuong/+/+/readings",
                                "topic read nuong/+/+/about",
                                "topic write nuong/" + site + "/+/errors",
                                "topic write nuong/" + site + "/alerts")),
                new Account(
                        "analytics",
                        secrets.next(),
                        List.of(
                                "topic write nuong/" + site + "/alerts",
                                "topic write nuong/" + site + "/plots/+/advice")),
                new Account(
                        "portal",
                        secrets.next(),
                        List.of("topic read nuong/+/alerts", "topic read nuong/+/plots/+/advice")),
                new Account("health", secrets.next(), List.of("topic read $SYS/broker/uptime")));
    }

    /**
     * Writes the folder anew.
     *
     * @return the files that Mosquitto's user must own, since only their owner may read them
     */
    static List<Path> write(Path folder, List<Account> accounts, Certificates certificates, Secrets secrets)
            throws IOException {
        Files.createDirectories(folder);
        WholeFiles.writeReadable(folder.resolve("mosquitto.conf"), CONFIGURATION);
        WholeFiles.writeReadable(folder.resolve("ca.crt"), certificates.caCertificate());
        WholeFiles.writeReadable(folder.resolve("server.crt"), certificates.serverCertificate());

        List<Path> secret = List.of(folder.resolve("server.key"), folder.resolve("passwd"), folder.resolve("acl"));
        WholeFiles.writePrivate(secret.get(0), certificates.serverKey());
        WholeFiles.writePrivate(
                secret.get(1),
                accounts.stream()
                        .map(a -> MosquittoPassword.line(a.username(), a.password(), secrets.bytes(SALT_BYTES)))
                        .collect(Collectors.joining()));
        WholeFiles.writePrivate(
                secret.get(2),
                accounts.stream()
                        .map(a -> "user " + a.username() + "\n" + String.join("\n", a.rights()) + "\n")
                        .collect(Collectors.joining("\n")));
        return secret;
    }
}
