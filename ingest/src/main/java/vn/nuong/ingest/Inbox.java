package vn.nuong.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.records.Subscription;
import vn.nuong.telemetry.mqtt.Answer;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.MqttConnections;
import vn.nuong.telemetry.mqtt.Topic;

/** Ingest's connections to the broker, subscribed to what is wanted now, and no longer to what was wanted before. */
final class Inbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Subscription wanted;
    private final Subscription before;
    private final MqttConnections connections;
    private final SubscriptionNote note;

    Inbox(IngestSettings settings, RecordStore records) {
        this.before = records.subscription();
        this.wanted = new Subscription(settings.connections(), filters(settings.sites()));
        // Another ingest, with another client id, gets everything too, and does not share with this one.
        String group = settings.mqtt().clientId();
        this.connections = new MqttConnections(settings.mqtt(), group, settings.connections(), before.connections());
        this.note = new SubscriptionNote(before, records::subscription, SubscriptionNote.onThread());
    }

    private static List<String> filters(List<String> sites) {
        if (sites.isEmpty()) {
            return List.of(Topic.readingsFilter(), Topic.aboutFilter());
        }
        List<String> filters = new ArrayList<>();
        for (String site : sites) {
            filters.add(Topic.readingsFilter(site));
            filters.add(Topic.aboutFilter(site));
        }
        return filters;
    }

    /** Connects and subscribes; completes once all connections are. What is no longer wanted is handed over and then ended. */
    CompletableFuture<Void> start(Consumer<Delivery> handler) {
        int most = Math.max(before.connections(), wanted.connections());
        note.write(new Subscription(most, wanted.filters()));
        wanted.filters().forEach(filter -> connections.subscribe(filter, handler));
        before.filters().stream()
                .filter(filter -> !wanted.filters().contains(filter))
                .forEach(filter -> connections.unsubscribe(filter, handler));
        CompletableFuture<Void> started = connections.start();
        var unused = connections.surplusEnded().whenComplete((ended, failure) -> {
            if (failure == null) {
                note.write(wanted);
            } else {
                LOG.debug("sessions of earlier connections could not be ended; the next start tries again", failure);
            }
        });
        return started;
    }

    /** Asks the broker for an answer on each connection, see {@link MqttConnections#ask}. */
    void ask(Consumer<Answer> handler) {
        connections.ask(handler);
    }

    boolean isConnected() {
        return connections.isConnected();
    }

    CompletableFuture<Void> publish(String topic, byte[] payload) {
        return connections.publish(topic, payload, false);
    }

    @Override
    public void close() {
        connections.close();
        note.close();
    }
}
