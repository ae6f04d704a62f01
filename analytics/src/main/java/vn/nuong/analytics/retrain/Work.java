package vn.nuong.analytics.retrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where the job of a registry is done: a process of its own, or whatever a test gives. */
public interface Work {

    /**
     * Does the job, and returns when it ended.
     *
     * @param progress takes a line for every step
     * @return exit code; only the outcome in the job's folder says what came of it
     * @throws IOException when it cannot be begun
     * @throws InterruptedException when the thread was asked to stop
     */
    int run(Path registry, Consumer<String> progress) throws IOException, InterruptedException;

    /** Ends it early, from any thread. */
    void stop();
}
