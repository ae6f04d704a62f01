package vn.nuong.ingest.records;

import java.util.List;
import vn.nuong.telemetry.payload.Refusal;

/**
 * What one batch of messages leaves in the records, written in one transaction.
 *
 * @param refused readings that were refused: kept and counted
 * @param abouts what devices said of themselves
 * @param strayAbouts messages about devices on topics that name none: kept as refusals, not counted as readings
 * @param settled numbers of the messages that are done with
 */
public record Settlement(
        List<Refusal> refused, List<AboutMessage> abouts, List<Refusal> strayAbouts, List<Long> settled) {

    public Settlement {
        refused = List.copyOf(refused);
        abouts = List.copyOf(abouts);
        strayAbouts = List.copyOf(strayAbouts);
        settled = List.copyOf(settled);
    }
}
