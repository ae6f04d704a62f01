package vn.nuong.ingest.influx;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.ingest.store.StoreException;

/**
 * Writes lines, many in one request. When InfluxDB finds fault with a request, the lines at fault are found by writing it again
 * in parts, down to single readings, until every good one is confirmed and every bad one is named: InfluxDB says that some lines
 * are at fault and not which, and writes the good lines of a request before it refuses the others. Thread-safe.
 */
final class InfluxWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxWriter.class);

    /** With fewer InfluxDB spends up to a fifth more CPU on each; with more, nothing is gained. */
    static final int LINES_PER_REQUEST = 10_000;

    /** Half of fewer lines is done sooner than another request begins. */
    private static final int WORTH_TWO_REQUESTS = 2_000;

    private static final int CHARS_PER_REQUEST = 4_000_000;

    /** A request that is too large though it is no larger than this does not make the next ones smaller. */
    private static final int SMALLEST_LIMIT = 64_000;

    /** How often a part of a request that InfluxDB found fault with is tried; beginning anew would lose what was found out. */
    private static final int TRIES_OF_A_PART = 5;

    private static final long FIRST_WAIT_MS = 50;
    private static final long LONGEST_WAIT_MS = 5_000;

    private final InfluxConnection influx;
    private final ExecutorService second = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "influx-second");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger charsPerRequest = new AtomicInteger(CHARS_PER_REQUEST);
    private final Queue<LineProtocol> idle = new ConcurrentLinkedQueue<>();

    InfluxWriter(InfluxConnection influx) {
        this.influx = influx;
    }

    /**
     * The same as {@link #write}, in two requests at once when there are many lines: InfluxDB reads the lines of one request on
     * one processor.
     *
     * @param refused called by one thread at a time
     */
    void writeAtOnce(List<? extends Line> lines, BiConsumer<Line, String> refused) {
        if (lines.size() < WORTH_TWO_REQUESTS) {
            write(lines, refused);
            return;
        }
        BiConsumer<Line, String> inTurn = (line, why) -> {
            synchronized (refused) {
                refused.accept(line, why);
            }
        };
        int half = lines.size() / 2;
        Future<?> other = second.submit(() -> write(lines.subList(half, lines.size()), inTurn));
        try {
            write(lines.subList(0, half), inTurn);
        } finally {
            await(other);
        }
    }

    /** Whatever became of one half, nothing of the other goes on afterwards. */
    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException outage) {
                throw outage;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while writing", e);
        }
    }

    @Override
    public void close() {
        second.shutdown();
    }

    /**
     * Returns when all lines are durable but those that were refused.
     *
     * @param refused takes each line that can never be written, with InfluxDB's words
     */
    void write(List<? extends Line> lines, BiConsumer<Line, String> refused) {
        write(lines, refused, 1);
    }

    private void write(List<? extends Line> lines, BiConsumer<Line, String> refused, int tries) {
        LineProtocol known = idle.poll();
        LineProtocol request = known == null ? new LineProtocol() : known;
        try {
            request.clear();
            int first = 0;
            for (int i = 0; i < lines.size(); i++) {
                lines.get(i).appendTo(request);
                boolean full = request.length() >= charsPerRequest.get() || i + 1 - first >= LINES_PER_REQUEST;
                if (full || i + 1 == lines.size()) {
                    String text = request.toString();
                    request.clear();
                    send(text, lines.subList(first, i + 1), refused, tries);
                    first = i + 1;
                }
            }
        } finally {
            idle.add(request);
        }
    }

    private void send(String text, List<? extends Line> lines, BiConsumer<Line, String> refused, int tries) {
        try {
            send(text, tries);
        } catch (RefusedWrite e) {
            if (e.isTooLarge() && text.length() > SMALLEST_LIMIT) {
                lowerLimit(text.length());
            }
            divide(lines, e, refused);
        }
    }

    private void send(String text, int tries) throws RefusedWrite {
        long wait = FIRST_WAIT_MS;
        for (int left = tries - 1; left > 0; left--) {
            try {
                influx.write(text);
                return;
            } catch (StoreException e) {
                long asked = e.retryAfter().map(Duration::toMillis).orElse(0L);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(LONGEST_WAIT_MS, Math.max(wait, asked))));
                wait *= 2;
            }
        }
        influx.write(text);
    }

    private void lowerLimit(int tooMany) {
        int half = Math.max(SMALLEST_LIMIT, tooMany / 2);
        if (half < charsPerRequest.getAndAccumulate(half, Math::min)) {
            LOG.warn("InfluxDB takes no request of {} bytes; from now on they end at {}", tooMany, half);
        }
    }

    /** Writes again in parts that are certain to become smaller. */
    private void divide(List<? extends Line> lines, RefusedWrite e, BiConsumer<Line, String> refused) {
        boolean dropsAll = e.dropped().orElse(-1) == lines.size();
        boolean isSeveral = lines.stream().anyMatch(Line::isSeveral);
        if ((dropsAll && (e.isRetention() || !isSeveral)) || (lines.size() == 1 && !isSeveral)) {
            lines.forEach(line -> refused.accept(line, e.why()));
            return;
        }
        String field = e.field().orElse("");
        if (lines.stream().anyMatch(line -> isAmongOthers(field, line))) {
            write(lines.stream().flatMap(line -> rest(line, field)).toList(), refused, TRIES_OF_A_PART);
            write(lines.stream().flatMap(line -> line.only(field)).toList(), refused, TRIES_OF_A_PART);
        } else if (lines.size() == 1 || dropsAll) {
            write(lines.stream().flatMap(Line::apart).toList(), refused, TRIES_OF_A_PART);
        } else {
            int half = lines.size() / 2;
            write(lines.subList(0, half), refused, TRIES_OF_A_PART);
            write(lines.subList(half, lines.size()), refused, TRIES_OF_A_PART);
        }
    }

    private static boolean isAmongOthers(String field, Line line) {
        return line.isSeveral() && line.only(field).findAny().isPresent();
    }

    /** What a line holds besides a field. */
    private static Stream<Line> rest(Line line, String field) {
        if (isAmongOthers(field, line)) {
            return Stream.of(line.without(field));
        }
        return line.only(field).findAny().isPresent() ? Stream.of() : Stream.of(line);
    }
}
