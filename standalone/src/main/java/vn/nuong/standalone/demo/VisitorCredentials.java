package vn.nuong.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vn.nuong.standalone.files.Secrets;
import vn.nuong.standalone.files.WholeFiles;

/**
 * What a visitor's own probe signs in with: made once for a data folder, kept across starts, in a file that only its owner
 * may read.
 *
 * @param username MQTT user name
 * @param password MQTT password; never printed
 */
record VisitorCredentials(String username, String password) {

    static final String FILE = "mqtt-credentials";

    /**
     * Those in the folder, or fresh ones that are not in it yet.
     *
     * @throws IOException when the file is there and holds no user name and password
     */
    static VisitorCredentials findOrMake(DemoFolder folder, Secrets secrets) throws IOException {
        Path file = folder.file(FILE);
        if (!Files.exists(file)) {
            return new VisitorCredentials("visitor", secrets.next());
        }
        List<String> lines = Files.readAllLines(file);
        return new VisitorCredentials(value(file, lines, "username="), value(file, lines, "password="));
    }

    private static String value(Path file, List<String> lines, String name) throws IOException {
        return lines.stream()
                .filter(l -> l.startsWith(name))
                .map(l -> l.substring(name.length()))
                .filter(v -> !v.isBlank())
                .findFirst()
                .orElseThrow(() -> new IOException(
                        file + " has no line \"" + name + "…\"; delete the file to have a new one made"));
    }

    /** Writes the file, with an example for the broker's port. */
    void write(DemoFolder folder, String site, int port) throws IOException {
        WholeFiles.writePrivate(folder.file(FILE), """
                # For a probe of your own on this demo. Tài khoản cho đầu đo của bạn (chỉ dùng trên bản chạy thử này).
                username=%s
                password=%s
                # An example, with Mosquitto's client and the time as it is now:
                # mosquitto_pub -h 127.0.0.1 -p %d -q 1 -u %s -P %s -t nuong/%s/my-probe/readings \\
                #   -m "{\\"time\\": \\"$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)\\", \\"readings\\": {\\"soil_moisture_20cm\\": 0.312}}"
                """.formatted(username, password, port, username, password, site));
    }

    @Override
    public String toString() {
        return "VisitorCredentials[" + username + "]";
    }
}
