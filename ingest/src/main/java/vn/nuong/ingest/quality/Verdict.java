package vn.nuong.ingest.quality;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.reading.Flag;

/**
 * The tests that caught a reading, and why.
 *
 * @param flags the tests
 * @param why for each test its code, the value and the limit, joined by {@code "; "}
 */
record Verdict(Set<Flag> flags, String why) {

    static final Verdict NONE = new Verdict(Set.of(), "");

    /** This and one more test, when that has a reason. */
    Verdict and(Flag flag, @Nullable String reason) {
        if (reason == null) {
            return this;
        }
        Set<Flag> all = EnumSet.of(flag);
        all.addAll(flags);
        String one = flag.code() + " " + reason;
        return new Verdict(all, why.isEmpty() ? one : why + "; " + one);
    }

    /** The flags as a set of bits by ordinal. */
    int bits() {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= 1 << flag.ordinal();
        }
        return bits;
    }
}
