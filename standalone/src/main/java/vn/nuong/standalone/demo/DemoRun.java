package vn.nuong.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.outlook.OutlookSetting;
import vn.nuong.standalone.cli.Running;

/**
 * One run of the demonstration, from its checks to its end: by itself after a time, or by Ctrl-C or SIGTERM, which end the
 * same way.
 */
final class DemoRun {

    /**
     * What the command line says.
     *
     * @param httpPort the page's port; 0 for any free one
     * @param mqttPort the broker's port; 0 for any free one
     * @param data the folder to write to
     * @param speed replayed seconds per second
     * @param runFor how long to run once everything is up; empty to run until a signal
     * @param summary where to write the summary; empty for none
     * @param outlook where the weather expected comes from
     * @param bulletins official storm bulletins, a file or folder; empty for none
     */
    record Options(
            int httpPort,
            int mqttPort,
            Path data,
            double speed,
            Optional<Duration> runFor,
            Optional<Path> summary,
            OutlookSetting outlook,
            Optional<Path> bulletins) {}

    private final Options options;
    private final Narrator narrator;
    private final Running running = new Running();
    private final CountDownLatch never = new CountDownLatch(1);
    private @Nullable Demo demo; // null until everything is up
    private boolean ended;
    private volatile boolean signalled;

    DemoRun(Options options, Narrator narrator) {
        this.options = options;
        this.narrator = narrator;
    }

    /**
     * Runs to the end.
     *
     * @return the exit code; a signal sets its own
     * @throws Exception saying in its message why it cannot run
     */
    int run() throws Exception {
        Thread onSignal = new Thread(this::endBySignal, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            checkSummary();
            started(Demo.start(options, running, narrator));
            if (options.runFor().isPresent()) {
                boolean unused = never.await(options.runFor().get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                never.await();
            }
            return end();
        } catch (Exception e) {
            if (signalled) {
                never.await(); // the signal ends the process; what broke while it closes things is no news
            }
            throw e;
        } finally {
            close();
        }
    }

    private synchronized void close() {
        ended = true;
        running.close();
    }

    private synchronized void started(Demo up) {
        demo = up;
    }

    private void endBySignal() {
        signalled = true;
        try {
            int unused = end();
        } catch (IOException | RuntimeException e) {
            narrator.line("nuong: " + e.getMessage());
        }
    }

    /** Writes the summary and closes everything, once. */
    private synchronized int end() throws IOException {
        if (ended) {
            return 0;
        }
        ended = true;
        narrator.step("Đang dừng", "stopping");
        try {
            if (options.summary().isPresent()) {
                if (demo == null) {
                    throw new IOException("stopped before everything was up, so there is no summary");
                }
                Summary summary = demo.finish();
                summary.write(options.summary().get());
                narrator.line("  " + summary.line());
                if (!summary.addsUp()) {
                    throw new IOException(
                            "that does not add up; see " + options.summary().get());
                }
            }
        } finally {
            running.close();
        }
        narrator.step("Đã dừng", "stopped");
        return 0;
    }

    private void checkSummary() throws IOException {
        if (options.summary().isEmpty()) {
            return;
        }
        Path file = options.summary().get();
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("cannot write the summary " + file + ": " + folder
                    + " is not a folder that can be written to, or the file is a folder; give another file with"
                    + " --summary");
        }
    }
}
