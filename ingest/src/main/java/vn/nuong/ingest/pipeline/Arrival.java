package vn.nuong.ingest.pipeline;

import vn.nuong.ingest.journal.Draft;
import vn.nuong.ingest.records.DeadLetter;
import vn.nuong.telemetry.mqtt.Delivery;

/**
 * A message on its way into the journal; or the broker's answer, on its way behind those that came before it.
 *
 * @param message false for an answer, which has no topic and no payload
 * @param packet which of the broker's packets it came in, see {@link Draft#packet(int, int)}; 0 when it is not known
 * @param attempt which attempt of its connection brought it, see {@link Delivery}
 * @param retryOf the dead letter that is tried again; 0 for a message from the broker
 * @param durable told once it is on disk; for an answer, once all that came before it is, and is acknowledged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Arrival(
        boolean message,
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
                true,
                delivery.topic(),
                delivery.payload(),
                delivery.retained(),
                delivery.duplicate(),
                Draft.packet(delivery.connection(), delivery.packetId()),
                delivery.attempt(),
                0,
                delivery.acknowledge());
    }

    static Arrival retry(DeadLetter letter, Runnable durable) {
        return new Arrival(true, letter.topic(), letter.payload(), false, false, 0, 0, letter.id(), durable);
    }

    static Arrival answer(Runnable durable) {
        return new Arrival(false, "", new byte[0], false, false, 0, 0, 0, durable);
    }
}
