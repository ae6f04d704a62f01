package vn.nuong.telemetry.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One or several persistent sessions that share their subscriptions: each message goes to one of them. Their client ids are
 * ID, ID-2, ID-3 and so on.
 *
 * <p>A session lives on in the broker and goes on collecting messages when nobody connects to it. So whoever uses fewer
 * connections than before says how many there ever were: what is left in the others is handed over, and they are ended.
 */
public final class MqttConnections implements AutoCloseable {

    private final MqttSettings settings;
    private final String group;
    private final boolean shared;
    private final boolean everShared;
    private final List<MqttSession> sessions;
    private final List<SurplusSession> surplus;
    private final CompletableFuture<Void> surplusEnded = new CompletableFuture<>();

    /**
     * Connections that are not made yet; {@link #subscribe} what is wanted, then {@link #start()}.
     *
     * @param settings with the client id of the first
     * @param group the same for all who share the subscriptions
     * @param connections how many, at least 1
     * @param everUsed the most there ever were under this client id, until {@link #surplusEnded()} of a start with fewer
     */
    public MqttConnections(MqttSettings settings, String group, int connections, int everUsed) {
        if (connections < 1) {
            throw new IllegalArgumentException(connections + " connections are fewer than 1");
        }
        this.settings = settings;
        this.group = group;
        this.shared = connections > 1;
        this.everShared = shared || everUsed > 1;
        this.sessions = IntStream.rangeClosed(1, connections)
                .mapToObj(i -> new MqttSession(settings(i), i))
                .toList();
        this.surplus = IntStream.rangeClosed(connections + 1, everUsed)
                .mapToObj(i -> new SurplusSession(settings(i), i))
                .toList();
    }

    private MqttSettings settings(int number) {
        return number == 1
                ? settings
                : new MqttSettings(
                        settings.serverUri(),
                        settings.clientId() + "-" + number,
                        settings.username(),
                        settings.password(),
                        settings.caFile());
    }

    /**
     * Asks for messages of a topic filter, with QoS 1. To be called before {@link #start()}.
     *
     * @param handler called on a thread of each connection, one message at a time on each; with several connections at once
     */
    public void subscribe(String filter, Consumer<Delivery> handler) {
        String common = Topic.shared(group, filter);
        for (MqttSession session : sessions) {
            session.subscribe(shared ? common : filter, handler);
            if (shared) {
                session.unsubscribe(filter, handler); // left by a start with one connection
            } else if (everShared) {
                session.unsubscribe(common, handler);
            }
        }
        leaveSurplus(filter, handler);
    }

    /**
     * Ends subscriptions of earlier starts that are not wanted any more. To be called before {@link #start()}.
     *
     * @param handler gets what was queued under them before
     */
    public void unsubscribe(String filter, Consumer<Delivery> handler) {
        for (MqttSession session : sessions) {
            session.unsubscribe(filter, handler);
            if (everShared) {
                session.unsubscribe(Topic.shared(group, filter), handler);
            }
        }
        leaveSurplus(filter, handler);
    }

    private void leaveSurplus(String filter, Consumer<Delivery> handler) {
        for (SurplusSession session : surplus) {
            session.unsubscribe(Topic.shared(group, filter), handler);
            session.unsubscribe(filter, handler);
        }
    }

    /** Asks to be told before any of the connections is attempted, as {@link MqttSession#beforeConnecting} does. */
    public void beforeConnecting(Runnable listener) {
        sessions.forEach(session -> session.beforeConnecting(listener));
    }

    /**
     * Connects, and stays connected until closed.
     *
     * @return completes once all are connected and subscribed for the first time
     */
    public CompletableFuture<Void> start() {
        List<CompletableFuture<Void>> ready = new ArrayList<>();
        sessions.forEach(session -> ready.add(session.start()));
        all(surplus.stream().map(SurplusSession::start).toList()).whenComplete((ended, failure) -> {
            if (failure == null) {
                surplusEnded.complete(null);
            } else {
                surplusEnded.completeExceptionally(failure);
            }
        });
        return all(ready);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /**
     * Completes when nothing is left in sessions that are not used any more: then as many were ever used as now. Fails when
     * closed before, or when the broker could not be told; the next start has to try again.
     */
    public CompletableFuture<Void> surplusEnded() {
        return surplusEnded;
    }

    /** Asks the broker for an answer on each connection, as {@link MqttSession#ask} does. */
    public void ask(Consumer<Answer> handler) {
        sessions.forEach(session -> session.ask(handler));
    }

    /** How many of the connections stand just now. */
    public int connected() {
        return (int) sessions.stream().filter(MqttSession::isConnected).count();
    }

    /** Whether all connections stand just now. */
    public boolean isConnected() {
        return connected() == sessions.size();
    }

    /** Publishes on the first connection, as {@link MqttSession#publish} does. */
    public CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        return sessions.get(0).publish(topic, payload, retained);
    }

    /** Disconnects. The broker keeps the sessions and what was not acknowledged. */
    @Override
    public void close() {
        surplus.forEach(SurplusSession::close);
        sessions.forEach(MqttSession::close);
    }
}
