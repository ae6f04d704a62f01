package vn.nuong.ingest.influx;

import java.util.List;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.FlagCodes;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.reading.TimeSource;

/**
 * Puts a request of line protocol together, in the layout of {@link InfluxReadingStore}. Tags stand in the order of their
 * names, which InfluxDB would bring them into otherwise. One buffer, used again and again; for one thread.
 */
final class LineProtocol {

    /** Whole numbers up to here are exact as doubles. */
    private static final double EXACT = 1L << 53;

    /** As many decimals as are tried before Java's own writing; probes give four at most. */
    private static final int DECIMALS = 6;

    private final StringBuilder text = new StringBuilder(1 << 16);

    /** @param values some or all of the point's */
    void point(Point point, List<Point.Value> values) {
        start("readings", point.device()).append(",site=");
        name(point.site());
        char before = ' ';
        for (Point.Value value : values) {
            text.append(before).append(value.key().code()).append('=');
            number(value.value());
            before = ',';
        }
        if (point.first()) {
            origin(point, "");
        } else {
            for (Point.Value value : values) {
                origin(point, "." + value.key().code());
            }
        }
        end(point.measuredNs());
    }

    private void origin(Point point, String ofWhat) {
        text.append(",received")
                .append(ofWhat)
                .append('=')
                .append(point.receivedNs())
                .append('i');
        if (point.timeSource() != TimeSource.DEVICE) {
            text.append(",time_source").append(ofWhat).append('=');
            quoted(point.timeSource().code());
        }
    }

    void flagged(Flagged flagged) {
        start("flags", flagged.device())
                .append(",property=")
                .append(flagged.key().code())
                .append(",site=");
        name(flagged.site());
        text.append(" tests=");
        quoted(FlagCodes.join(flagged.flags()));
        text.append(",why=");
        quoted(flagged.why());
        text.append(",judged=").append(flagged.judgedNs()).append('i');
        end(flagged.measuredNs());
    }

    /** The values of an aggregate that rests on nothing are left as they are: its count says that they mean nothing. */
    void aggregate(Aggregate aggregate) {
        start(InfluxReadingStore.measurement(aggregate.resolution()), aggregate.device())
                .append(",property=")
                .append(aggregate.key().code())
                .append(",site=");
        name(aggregate.site());
        text.append(" count=").append(aggregate.count()).append('i');
        text.append(",flagged=").append(aggregate.flagged()).append('i');
        if (aggregate.count() > 0) {
            number(text.append(",mean="), aggregate.mean());
            number(text.append(",min="), aggregate.min());
            number(text.append(",max="), aggregate.max());
            number(text.append(",sum="), aggregate.sum());
        }
        end(aggregate.startNs());
    }

    private StringBuilder start(String measurement, String device) {
        text.append(measurement).append(",device=");
        name(device);
        return text;
    }

    private void end(long timeNs) {
        text.append(' ').append(timeNs).append('\n');
    }

    /** A tag's value. Ids have nothing to escape, and nothing else may slip through. */
    private void name(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' || c == ',' || c == '=') {
                text.append('\\');
            }
            text.append(c == '\n' ? '_' : c);
        }
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    private void number(double value) {
        number(text, value);
    }

    /**
     * Writes a number so that reading it gives the same double: with few decimals where that is exact, which is quicker to
     * write and to read than the general way, else as Java does. Negative zero becomes 0.
     */
    static void number(StringBuilder out, double value) {
        long power = 1;
        for (int decimals = 0; decimals <= DECIMALS; decimals++, power *= 10) {
            double scaled = Math.rint(value * power);
            // Both sides of the division are exact, so it gives the double nearest to the decimal, as reading it does.
            if (Math.abs(scaled) < EXACT && scaled / power == value) {
                decimal(out, (long) scaled, decimals, power);
                return;
            }
        }
        out.append(value);
    }

    private static void decimal(StringBuilder out, long scaled, int decimals, long power) {
        if (scaled < 0) {
            out.append('-');
        }
        long digits = Math.abs(scaled);
        out.append(digits / power);
        if (decimals > 0) {
            out.append('.');
            long fraction = digits % power;
            for (long place = power / 10; place > 0; place /= 10) {
                out.append((char) ('0' + fraction / place % 10));
            }
        }
    }

    int length() {
        return text.length();
    }

    void clear() {
        text.setLength(0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
