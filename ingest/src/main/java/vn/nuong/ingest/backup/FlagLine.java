package vn.nuong.ingest.backup;

import java.util.Set;
import java.util.TreeSet;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;

/** What the quality tests say of a reading. */
record FlagLine(String site, String device, String key, long measuredNs, Set<Flag> flags, String why, long judgedNs) {

    static FlagLine of(Flagged flagged) {
        return new FlagLine(
                flagged.site(),
                flagged.device(),
                flagged.key().code(),
                flagged.measuredNs(),
                new TreeSet<>(flagged.flags()),
                flagged.why(),
                flagged.judgedNs());
    }

    Flagged flagged() {
        return new Flagged(site, device, PropertyKey.parse(key), measuredNs, flags, why, judgedNs);
    }
}
