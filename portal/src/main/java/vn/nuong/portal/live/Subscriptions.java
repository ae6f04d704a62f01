package vn.nuong.portal.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.portal.store.AlertStore;
import vn.nuong.portal.store.DeviceAlertStore;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.advice.Alert;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.json.Json;
import vn.nuong.telemetry.mqtt.Delivery;
import vn.nuong.telemetry.mqtt.MqttSession;
import vn.nuong.telemetry.mqtt.Topic;

/** Takes advice and alerts as they are published: into the board and the stores, then to the open pages and the mail. */
public final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final String site;
    private final AdviceBoard board;
    private final AlertStore alerts;
    private final DeviceAlertStore deviceAlerts;
    private final EventStream events;
    private final Optional<AlertMail> mail;
    private final Clock wall;
    private final ExecutorService worker;

    /**
     * What an open page is told of new advice.
     *
     * @param plot whose advice it is
     */
    private record AdviceEvent(String plot) {}

    /**
     * What an open page is told of an alert about devices.
     *
     * @param id the alert's
     * @param open whether it holds
     */
    private record DeviceAlertEvent(String id, boolean open) {}

    /** @param worker one thread, so that messages are taken in order; the broker's thread must not wait for the disk */
    public Subscriptions(
            String site,
            AdviceBoard board,
            AlertStore alerts,
            DeviceAlertStore deviceAlerts,
            EventStream events,
            Optional<AlertMail> mail,
            Clock wall,
            ExecutorService worker) {
        this.site = site;
        this.board = board;
        this.alerts = alerts;
        this.deviceAlerts = deviceAlerts;
        this.events = events;
        this.mail = mail;
        this.wall = wall;
        this.worker = worker;
    }

    /** Asks a session that is not started yet for what the portal needs. */
    public void subscribe(MqttSession session) {
        session.subscribe(Topic.ROOT + "/" + site + "/plots/+/advice", delivery -> later(delivery, this::takeAdvice));
        session.subscribe(new Topic.Alerts(site).name(), delivery -> later(delivery, this::takeAlert));
    }

    private interface Taker {
        void take(Delivery delivery);
    }

    private void later(Delivery delivery, Taker taker) {
        worker.execute(() -> {
            try {
                taker.take(delivery);
            } catch (IllegalArgumentException e) {
                // It will not become readable by coming again.
                LOG.warn(
                        "a message on {} is not what it should be and is left out: {}",
                        delivery.topic(),
                        e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("a message on {} could not be kept; it comes again", delivery.topic(), e);
                return;
            }
            delivery.acknowledge().run();
        });
    }

    private void takeAdvice(Delivery delivery) {
        if (delivery.payload().length == 0) { // how MQTT takes a retained message away
            return;
        }
        Advice advice = Json.read(delivery.payload(), Advice.class);
        if (!new Topic.PlotAdvice(site, advice.plot()).name().equals(delivery.topic())) {
            throw new IllegalArgumentException("it is about " + advice.site() + "/" + advice.plot());
        }
        board.post(advice);
        events.send("advice", new AdviceEvent(advice.plot()));
    }

    private void takeAlert(Delivery delivery) {
        JsonNode json = Json.parse(delivery.payload());
        if (!json.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        if (json.has("kind")) {
            takeDeviceAlert(Json.read(delivery.payload(), DeviceAlert.class));
            return;
        }
        Alert alert = Json.read(delivery.payload(), Alert.class);
        if (!alerts.add(alert, wall.instant(), mail.isPresent())) {
            LOG.debug("alert {} came again", alert.id());
            return;
        }
        board.turned(alert);
        events.send("alert", alert);
        mail.ifPresent(AlertMail::sendDue);
        LOG.info("alert {}", Map.of("plot", alert.plot(), "decision", alert.decision(), "at", alert.at()));
    }

    private void takeDeviceAlert(DeviceAlert alert) {
        if (!deviceAlerts.put(alert, wall.instant(), mail.isPresent())) {
            LOG.debug("alert {} says nothing new", alert.id());
            return;
        }
        events.send("device_alert", new DeviceAlertEvent(alert.id(), alert.isOpen()));
        mail.ifPresent(AlertMail::sendDue);
        LOG.info("device alert {} {}", alert.id(), alert.isOpen() ? "holds" : "has ended");
    }
}
