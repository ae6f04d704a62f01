package vn.nuong.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One run of the demonstration, from its checks to its end. */
final class DemoRun {
    record Options(
            int httpPort, int mqttPort, Path data, double speed, Optional<Duration> runFor, Optional<Path> summary) {}

    DemoRun(Options options, Narrator narrator) {}

    int run() throws Exception {
        return 0;
    }
}
