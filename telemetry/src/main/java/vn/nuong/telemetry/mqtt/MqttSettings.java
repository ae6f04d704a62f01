package vn.nuong.telemetry.mqtt;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.config.Settings;

/**
 * How to reach a broker.
 *
 * @param serverUri {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId fixed for a service, since the broker keeps its session under it
 * @param username null to connect without
 * @param password null to connect without; never printed
 * @param caFile certificate (PEM) of the authority that signed the broker's; null to trust the JVM's
 */
public record MqttSettings(
        String serverUri,
        String clientId,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path caFile) {

    public MqttSettings {
        if (!serverUri.matches("(tcp|ssl)://.+:[0-9]+")) {
            throw new IllegalArgumentException(
                    "MQTT address \"" + serverUri + "\" is not written as tcp://host:1883 or ssl://host:8883");
        }
    }

    /** Settings from {@code NUONG_MQTT_URL}, {@code _USERNAME}, {@code _PASSWORD} (or {@code _FILE}) and {@code _CA}. */
    public static MqttSettings from(Settings settings, String clientId) {
        return from(settings, "NUONG_MQTT", clientId);
    }

    /** The same with another prefix, for a service that talks to two brokers. */
    public static MqttSettings from(Settings settings, String prefix, String clientId) {
        Optional<String> ca = settings.find(prefix + "_CA");
        return new MqttSettings(
                settings.require(prefix + "_URL", "the broker's address, such as ssl://mosquitto:8883"),
                clientId,
                settings.find(prefix + "_USERNAME").orElse(null),
                settings.findSecret(prefix + "_PASSWORD").orElse(null),
                ca.isPresent() ? Path.of(ca.get()) : null);
    }

    @Override
    public String toString() {
        return "MqttSettings[" + serverUri + ", client " + clientId + ", user " + username + "]";
    }
}
