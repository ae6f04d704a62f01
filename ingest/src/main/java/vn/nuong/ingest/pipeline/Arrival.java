package vn.nuong.ingest.pipeline;

import vn.nuong.ingest.journal.Draft;
import vn.nuong.telemetry.mqtt.Delivery;

/**
 * A message on its way into the journal.
 *
 * @param packet which of the broker's packets it came in, see {@link Draft#packet(int, int)}; 0 when it is not known
 * @param attempt which attempt of its connection brought it, see {@link Delivery}
 * @param retryOf the dead letter that is tried again; 0 for a message from the broker
 * @param durable told once it is on disk
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Arrival(
        String topic,
        byte[] payload,
        boolean retained,
        boolean duplicate,
        int packet,
        int attempt,
        long retryOf,
        Runnable durable) {

    static Arrival of(Delivery delivery) {
        return new Arrival(
                delivery.topic(),
                delivery.payload(),
                delivery.retained(),
                delivery.duplicate(),
                Draft.packet(delivery.connection(), delivery.packetId()),
                delivery.attempt(),
                0,
                delivery.acknowledge());
    }
}
