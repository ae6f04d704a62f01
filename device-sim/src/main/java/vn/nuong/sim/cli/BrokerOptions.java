package vn.nuong.sim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSettings;

/** Where messages go, as options of a command. The password never stands on the command line, where others could see it. */
final class BrokerOptions {

    @Option(names = "--broker", paramLabel = "URI", description = "The broker: tcp://HOST:PORT or ssl://HOST:PORT.")
    private @Nullable String broker;

    @Option(names = "--ca", paramLabel = "FILE", description = "Trust only this authority's certificate (PEM).")
    private @Nullable Path ca;

    @Option(names = "--username", paramLabel = "NAME", description = "User at the broker.")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the user's password; without it NUONG_MQTT_PASSWORD is used.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--site",
            paramLabel = "ID",
            defaultValue = "pilot",
            description = "Site in the topics (default: ${DEFAULT-VALUE}).")
    private String site = "pilot";

    @Option(
            names = "--dry-run",
            description = "Print every message to standard output, one JSON object a line, and connect to nothing.")
    private boolean dryRun;

    boolean isDryRun() {
        return dryRun;
    }

    String site() {
        return Ids.check("site", site);
    }

    /** Connects to the broker, or to a printer when nothing is to be sent. */
    Connection connect(String clientId, Map<String, String> environment, Connection.Factory factory, PrintWriter out)
            throws IOException, InterruptedException {
        if (dryRun) {
            return new Printer(out);
        }
        if (broker == null) {
            throw new IllegalArgumentException(
                    "say where the messages go: --broker tcp://127.0.0.1:1883, or --dry-run to only print them");
        }
        return factory.connect(new MqttSettings(broker, clientId, username, password(environment), ca));
    }

    private @Nullable String password(Map<String, String> environment) {
        if (passwordFile == null) {
            return new Settings(environment).findSecret("NUONG_MQTT_PASSWORD").orElse(null);
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read --password-file " + passwordFile + ": " + e.getMessage(), e);
        }
    }

    private record Printer(PrintWriter out) implements Connection {
        @Override
        public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("topic", topic);
            line.put("payload", Json.parse(payload));
            out.println(new String(Json.write(line), StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
