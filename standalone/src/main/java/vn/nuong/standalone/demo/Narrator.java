package vn.nuong.standalone.demo;

import java.io.PrintWriter;

/** Tells the person at the terminal what is being done, a line for each step. Thread-safe, as its writer is. */
final class Narrator {

    private final PrintWriter err;

    /** @param err flushes each line by itself */
    Narrator(PrintWriter err) {
        this.err = err;
    }

    /** One step, in both languages. */
    void step(String vietnamese, String english) {
        err.println("• " + vietnamese + " / " + english);
    }

    /** A line as it stands. */
    void line(String text) {
        err.println(text);
    }
}
