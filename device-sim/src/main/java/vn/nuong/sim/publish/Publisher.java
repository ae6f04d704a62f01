package vn.nuong.sim.publish;

import java.util.concurrent.CompletableFuture;

/** Where messages go: an MQTT session, a printer, or a test's notebook. */
@FunctionalInterface
public interface Publisher {

    /** Hands a message over; completes when whoever takes it has made it safe. */
    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained);
}
