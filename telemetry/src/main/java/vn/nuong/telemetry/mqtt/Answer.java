package vn.nuong.telemetry.mqtt;

/**
 * A broker's answer to {@link MqttSession#ask}: it has dealt with all that it got on this connection before the question.
 *
 * @param connection which of the connections under one client id it came on, from 1
 * @param attempt which attempt to connect brought it, see {@link Delivery}
 * @param sessionPresent whether the broker still had the session when this attempt connected (MQTT 3.1.1, section 3.2.2.2): when
 *     not, nothing that came before comes again
 * @param taken to be run once all that was delivered before it is dealt with; nothing more is asked before. Safe from any thread.
 */
public record Answer(int connection, int attempt, boolean sessionPresent, Runnable taken) {}
