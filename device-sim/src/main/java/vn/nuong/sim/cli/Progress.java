package vn.nuong.sim.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how far long work is: a bar that is redrawn on a terminal, a line every few seconds elsewhere. Not thread-safe. */
final class Progress {

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean terminal;
    private final InstantSource wall;
    private final String what;
    private final long total;
    private @Nullable Instant shown;
    private long done;

    /**
     * @param what what is counted, such as "rows"
     * @param total how many there will be
     */
    Progress(PrintWriter err, boolean terminal, InstantSource wall, String what, long total) {
        this.err = err;
        this.terminal = terminal;
        this.wall = wall;
        this.what = what;
        this.total = total;
    }

    /** One more is done. */
    void step() {
        done++;
        Instant now = wall.instant();
        if (shown == null) { // work that is over at once needs no bar
            shown = now;
        } else if (Duration.between(shown, now).compareTo(terminal ? REDRAW : NEXT_LINE) >= 0) {
            shown = now;
            draw();
        }
    }

    /** Leaves the bar, so that what follows starts on a line of its own. */
    void end() {
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        }
    }

    private void draw() {
        long percent = total == 0 ? 100 : 100 * done / total;
        String counts = String.format(Locale.ROOT, "%3d %%  %,d of %,d %s", percent, done, total, what);
        if (terminal) {
            int filled = (int) (WIDTH * percent / 100);
            err.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + counts + "\033[K");
        } else {
            err.println(counts);
        }
        err.flush();
    }
}
