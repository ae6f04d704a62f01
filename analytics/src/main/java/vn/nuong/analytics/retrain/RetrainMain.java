package vn.nuong.analytics.retrain;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The process of a retraining: a line on standard output for every step. Ends when its standard input does, so that none outlives the
 * service that began it. Exit code 0 when there is an outcome.
 */
public final class RetrainMain {

    private RetrainMain() {}

    /** @param args folder of the registry, version of the product */
    public static void main(String[] args) {
        Thread parent = new Thread(RetrainMain::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            new Candidate(Path.of(args[0]), args[1], InstantSource.system(), out::println).run();
            System.exit(0);
        } catch (IOException | InterruptedException | RuntimeException e) {
            out.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait(); // nothing is ever said
            }
        } catch (IOException e) { // the pipe broke, which is the same
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
