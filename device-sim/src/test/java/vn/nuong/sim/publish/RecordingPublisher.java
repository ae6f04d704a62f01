package vn.nuong.sim.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A broker on paper: keeps what it is given and acknowledges it at once, or when told to. Thread-safe. */
public final class RecordingPublisher implements Publisher {

    /** A message as it came. */
    public record Published(String topic, String payload, boolean retained) {}

    private final List<Published> published = new ArrayList<>();
    private final List<CompletableFuture<Void>> unacknowledged = new ArrayList<>();
    private boolean silent;

    @Override
    public synchronized CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        published.add(new Published(topic, new String(payload, StandardCharsets.UTF_8), retained));
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (silent) {
            unacknowledged.add(done);
        } else {
            done.complete(null);
        }
        return done;
    }

    /** From now on nothing is acknowledged. */
    public synchronized void fallSilent() {
        silent = true;
    }

    /** Acknowledges what waits, oldest first, and whatever comes. */
    public void speakAgain() {
        List<CompletableFuture<Void>> waiting;
        synchronized (this) {
            silent = false;
            waiting = List.copyOf(unacknowledged);
            unacknowledged.clear();
        }
        waiting.forEach(done -> done.complete(null));
    }

    /** The futures not acknowledged, oldest first. */
    public synchronized List<CompletableFuture<Void>> unacknowledged() {
        return List.copyOf(unacknowledged);
    }

    public synchronized List<Published> published() {
        return List.copyOf(published);
    }

    public List<Published> readings() {
        return published().stream().filter(p -> p.topic().endsWith("/readings")).toList();
    }
}
