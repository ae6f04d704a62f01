package vn.nuong.ingest.pipeline;

import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.journal.Entry;
import vn.nuong.telemetry.payload.ParsedPayload;

/**
 * A message of the journal, read.
 *
 * @param readings what it holds; null for a message on an about topic, which is read when its turn comes
 */
record ParsedMessage(Entry entry, @Nullable ParsedPayload readings) {}
