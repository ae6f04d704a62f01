package vn.nuong.analytics;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.analytics.store.AdviceStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.Topic;

/**
 * Publishes advice (retained) and alerts. While the broker is away only the newest advice of each plot waits; an alert counts as
 * sent once the broker has acknowledged it. For one thread, on which the acknowledgements come too.
 */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final MqttSession session;
    private final AdviceStore store;
    private final Executor thread;
    private final Map<String, Advice> waiting = new HashMap<>();
    private final Set<String> onTheWay = new HashSet<>();

    Publisher(MqttSession session, AdviceStore store, Executor thread) {
        this.session = session;
        this.store = store;
        this.thread = thread;
    }

    void publish(Advice advice) {
        String topic = new Topic.PlotAdvice(advice.site(), advice.plot()).name();
        if (!onTheWay.add(topic)) {
            waiting.put(topic, advice);
            return;
        }
        whenDone(session.publish(topic, Json.write(advice), true), topic, () -> {
            Advice next = waiting.remove(topic);
            if (next != null) {
                publish(next);
            }
        });
    }

    /** Sends every alert that was not sent yet, also those of a process before this one. */
    void publishAlerts() throws IOException {
        for (Alert alert : store.unsentAlerts()) {
            if (onTheWay.add(alert.id())) {
                String topic = new Topic.Alerts(alert.site()).name();
                whenDone(session.publish(topic, Json.write(alert), false), alert.id(), () -> markSent(alert));
            }
        }
    }

    private void markSent(Alert alert) {
        try {
            store.markSent(alert.id());
            LOG.info("alert {} sent: {}", alert.id(), alert.sentence().vi());
        } catch (IOException e) {
            // It goes out once more; who receives it knows it by its id.
            LOG.warn("alert {} was sent, but that could not be written down: {}", alert.id(), e.getMessage());
        }
    }

    private void whenDone(CompletableFuture<Void> published, String what, Runnable then) {
        var unused = published.whenCompleteAsync(
                (nothing, failure) -> {
                    onTheWay.remove(what);
                    if (failure == null) {
                        then.run();
                    } else {
                        LOG.debug("{} was not published", what, failure);
                    }
                },
                thread);
    }
}
