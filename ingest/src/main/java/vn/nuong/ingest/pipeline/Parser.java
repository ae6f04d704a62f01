package vn.nuong.ingest.pipeline;

import java.time.Instant;
import vn.nuong.telemetry.payload.ParsedPayload;

/** Reads one message on a readings topic. Pure: the same message received at the same time reads the same. */
@FunctionalInterface
public interface Parser {

    ParsedPayload parse(String topic, byte[] payload, Instant received);
}
