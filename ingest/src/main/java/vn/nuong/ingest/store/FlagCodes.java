package vn.nuong.ingest.store;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import vn.nuong.telemetry.reading.Flag;

/** The quality tests that caught a reading as one text, the same in every store: their codes joined by commas, such as {@code range,spike}. */
public final class FlagCodes {

    private FlagCodes() {}

    /** Empty for no flags. */
    public static String join(Set<Flag> flags) {
        return flags.stream().sorted().map(Flag::code).collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException when {@link #join} did not write it */
    public static Set<Flag> parse(String codes) {
        return codes.isEmpty()
                ? Set.of()
                : Arrays.stream(codes.split(",", -1)).map(Flag::parse).collect(Collectors.toUnmodifiableSet());
    }
}
