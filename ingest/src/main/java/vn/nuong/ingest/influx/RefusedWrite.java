package vn.nuong.ingest.influx;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * InfluxDB finds fault with the lines of a request (400, 413, 422) and may have written some of them. Its words are only a
 * hint how to find the lines at fault sooner: what they do not tell is found by asking again with fewer lines.
 */
final class RefusedWrite extends Exception {

    private static final long serialVersionUID = 1;
    private static final int TOO_LARGE = 413;

    /** Such as {@code partial write: points beyond retention policy dropped=3}. */
    private static final Pattern DROPPED = Pattern.compile("\\bdropped=(\\d+)");

    /** Such as {@code field type conflict: input field "rain" on measurement "readings" is type float, already exists as …}. */
    private static final Pattern FIELD = Pattern.compile("\\binput field \\\\?\"([^\"\\\\]+)");

    private final int status;

    RefusedWrite(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static boolean is(int status) {
        return status == 400 || status == TOO_LARGE || status == 422;
    }

    boolean isTooLarge() {
        return status == TOO_LARGE;
    }

    /** Whether the lines it dropped are older than the bucket keeps anything. */
    boolean isRetention() {
        return why().contains("retention policy");
    }

    /** How many lines it says it dropped. */
    OptionalInt dropped() {
        Matcher matcher = DROPPED.matcher(why());
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** The field whose type does not fit, of one of the lines at fault. */
    Optional<String> field() {
        return FIELD.matcher(why()).results().findFirst().map((MatchResult r) -> r.group(1));
    }

    /** InfluxDB's words. */
    String why() {
        return String.valueOf(getMessage());
    }
}
