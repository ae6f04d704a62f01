package vn.nuong.ingest.watch;

import java.util.concurrent.CompletableFuture;

/** Sends messages to the broker. */
@FunctionalInterface
public interface Publisher {

    /** @return completes when the broker has acknowledged it */
    CompletableFuture<Void> publish(String topic, byte[] payload);
}
