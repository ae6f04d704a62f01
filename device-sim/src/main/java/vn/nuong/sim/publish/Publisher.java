package vn.nuong.sim.publish;

import java.util.concurrent.CompletableFuture;

/** Where messages go: an MQTT session, a printer, or a test's notebook. */
@FunctionalInterface
public interface Publisher {

    /** @return completes when whoever takes the message has made it safe */
    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained);
}
