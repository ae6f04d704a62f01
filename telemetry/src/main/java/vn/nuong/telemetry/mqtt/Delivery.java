package vn.nuong.telemetry.mqtt;

/**
 * One message from the broker, not yet acknowledged.
 *
 * @param topic its topic name
 * @param payload its bytes
 * @param retained whether the broker had kept it for new subscribers
 * @param duplicate MQTT's DUP flag: the broker sent it before and had no acknowledgement
 * @param acknowledge tells the broker that it need not be kept any more; call it once whatever the message asks for is
 *     durable. A message never acknowledged comes again after the next connect. Safe from any thread.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Delivery(String topic, byte[] payload, boolean retained, boolean duplicate, Runnable acknowledge) {}
