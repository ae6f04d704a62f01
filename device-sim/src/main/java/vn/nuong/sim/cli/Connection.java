package vn.nuong.sim.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.nuong.sim.publish.Publisher;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.MqttSettings;

/** A way to a broker that is to be closed. */
interface Connection extends Publisher, AutoCloseable {

    /** How connections are made. */
    @FunctionalInterface
    interface Factory {
        /** Connects, or fails saying what it could not reach. */
        Connection connect(MqttSettings settings) throws IOException, InterruptedException;
    }

    /** How long a broker may take to answer the first time. */
    Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    void close();

    /** How many messages had to be sent once more, as a connection broke. */
    default long sentAgain() {
        return 0;
    }

    /**
     * Connects to a real broker.
     *
     * @throws IOException when it cannot be used within {@link #PATIENCE}
     */
    static Connection mqtt(MqttSettings settings) throws IOException, InterruptedException {
        MqttSession session = new MqttSession(settings);
        try {
            session.start().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            session.close();
            throw new IOException(
                    "cannot use the broker " + settings.serverUri() + " as user " + settings.username() + " within "
                            + PATIENCE.toSeconds() + " s; check --broker, --username, the password and --ca",
                    e);
        } catch (InterruptedException e) {
            session.close();
            throw e;
        }
        return new Connection() {
            @Override
            public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
                return session.publish(topic, payload, retained);
            }

            @Override
            public long sentAgain() {
                return session.sentAgain();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
