package vn.nuong.telemetry.mqtt;

/**
 * One message from the broker, not yet acknowledged.
 *
 * @param topic its topic name
 * @param payload its bytes
 * @param retained whether the broker had kept it for new subscribers
 * @param duplicate MQTT's DUP flag: the broker sent it before and had no acknowledgement
 * @param connection which of the connections under one client id it came on, from 1
 * @param attempt which attempt to connect brought it, counted by each connection from 1, those that reached nobody left out: what the broker had no
 *     acknowledgement for comes first on each, in the order in which it was sent before
 * @param packetId MQTT's packet identifier, 1 to 65535: what is sent again keeps it (3.1.1, section 4.4); 0 with QoS 0
 * @param acknowledge tells the broker that it need not be kept any more; call it once whatever the message asks for is
 *     durable. A message never acknowledged comes again after the next connect. Safe from any thread.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Delivery(
        String topic,
        byte[] payload,
        boolean retained,
        boolean duplicate,
        int connection,
        int attempt,
        int packetId,
        Runnable acknowledge) {}
