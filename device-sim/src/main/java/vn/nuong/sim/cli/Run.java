package vn.nuong.sim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a command's work and turns how it ends into an exit code and one clear line. */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    /** The work of a command. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException, ExecutionException;
    }

    private Run() {}

    /** Does the work; Ctrl-C interrupts it and waits until it has said where it stands. */
    static int exitCode(String command, PrintWriter err, Work work) {
        Thread worker = Thread.currentThread();
        Thread onSignal = new Thread(
                () -> {
                    worker.interrupt();
                    try {
                        worker.join(3_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupt");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            work.run();
            return OK;
        } catch (IllegalArgumentException e) {
            return say(err, command, e, BAD_INPUT);
        } catch (IOException | ExecutionException e) {
            return say(err, command, e, FAILED);
        } catch (InterruptedException e) {
            err.println(command + ": interrupted");
            err.flush();
            return INTERRUPTED;
        } finally {
            leave(onSignal);
        }
    }

    private static int say(PrintWriter err, String command, Exception e, int code) {
        err.println(command + ": " + e.getMessage());
        err.flush();
        return code;
    }

    private static void leave(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) { // the JVM is going down already, which is why the hook ran
            LOG.debug("interrupted by a signal", e);
        }
    }
}
