package vn.nuong.gateway.broker;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Bounds what one message may take of this process's memory. Artemis has a limit for MQTT 5 clients only, and reads up to
 * 256 MiB before it looks: so a connection, once it has said CONNECT, gets a decoder that stops reading at the limit.
 */
final class MessageSizeLimit implements MQTTInterceptor {

    private final int maxBytes;

    MessageSizeLimit(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet.fixedHeader().messageType() == MqttMessageType.CONNECT
                && connection.getTransportConnection() instanceof NettyServerConnection transport) {
            ChannelPipeline pipeline = transport.getChannel().pipeline();
            pipeline.replace(MqttDecoder.class, "mqtt-decoder-with-limit", new MqttDecoder(maxBytes));
        }
        return true;
    }
}
