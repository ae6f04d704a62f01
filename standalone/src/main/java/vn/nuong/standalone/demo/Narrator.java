package vn.nuong.standalone.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import vn.nuong.telemetry.time.ReplayClock;

/** Tells the person at the terminal what is being done, a line for each step. Thread-safe, as its writer is. */
final class Narrator {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd/MM/uuuu").withZone(ZoneOffset.UTC);

    private final PrintWriter err;

    /** @param err flushes each line by itself */
    Narrator(PrintWriter err) {
        this.err = err;
    }

    /** One step, in both languages. */
    void step(String vietnamese, String english) {
        err.println("• " + vietnamese + " / " + english);
    }

    /** That everything is up; the page's address comes last. */
    void ready(ReplayClock clock, int mqttPort, DemoFolder data, URI page) {
        err.println();
        err.println("  DỮ LIỆU MẪU, không phải Tân Cương / SAMPLE DATA, not from Tân Cương");
        err.println("  Lịch phát lại / replay     " + DAY.format(clock.instant()) + " → "
                + DAY.format(clock.schedule().end()) + ", ×"
                + (long) clock.schedule().speed()
                + (clock.isAtEnd() ? " (đã hết / at its end; start over with another --data)" : ""));
        err.println("  Đầu đo của bạn / your probe  127.0.0.1:" + mqttPort + ", " + data.file(VisitorCredentials.FILE));
        err.println("  Trang / page               " + page + "/");
    }

    /** A line as it stands. */
    void line(String text) {
        err.println(text);
    }
}
