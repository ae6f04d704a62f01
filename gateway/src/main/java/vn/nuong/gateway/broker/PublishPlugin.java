package vn.nuong.gateway.broker;

import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.gateway.broker.LocalBroker.PublishListener;
import vn.nuong.telemetry.mqtt.Topic;

/** Tells the listener what sessions send: authorised by then, not yet acknowledged. */
final class PublishPlugin implements ActiveMQServerMessagePlugin {

    private static final Logger LOG = LoggerFactory.getLogger(PublishPlugin.class);
    private static final WildcardConfiguration WILDCARDS = new WildcardConfiguration();

    private final PublishListener listener;

    PublishPlugin(PublishListener listener) {
        this.listener = listener;
    }

    @Override
    public void afterSend(
            ServerSession session,
            @Nullable Transaction transaction,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue,
            RoutingStatus result) {
        String topic = MQTTUtil.getMqttTopicFromCoreAddress(message.getAddress(), WILDCARDS);
        if (!topic.startsWith(Topic.ROOT + "/")) {
            return;
        }
        ActiveMQBuffer body = message.toCore().getReadOnlyBodyBuffer();
        byte[] payload = new byte[body.readableBytes()];
        body.readBytes(payload);
        try {
            listener.published(topic, payload);
        } catch (RuntimeException e) { // a listener that fails must not cost the client its message
            LOG.error("cannot tell of a message on {}", topic, e);
        }
    }
}
