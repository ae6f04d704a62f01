package vn.nuong.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.nuong.analytics.outlook.OutlookSetting;

/** {@code nuong demo}: everything in this one process, on sample readings. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Run everything here, on sample readings, and open a page.",
        description = {
            "Chạy thử toàn bộ trên máy này với DỮ LIỆU MẪU (không phải Tân Cương).",
            "",
            "Broker, store, three pilot plots with their devices, ingest, analytics and portal in one process."
                    + " Readings recorded elsewhere, or simulated, are replayed on one calendar from 1 March to"
                    + " 31 May; the page says so. Only folder DIR is written to. Ctrl-C stops it; the next start on the"
                    + " same DIR goes on where it stopped.",
            ""
        },
        footer = {
            "",
            "A probe of your own publishes to 127.0.0.1 on the MQTT port with the name and password in"
                    + " DIR/mqtt-credentials, which also holds an example."
        })
public final class DemoCommand implements Callable<Integer> {

    /** As much as a replay clock takes. */
    private static final double MAX_SPEED = 1_000_000;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the page on 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--mqtt",
            paramLabel = "PORT",
            defaultValue = "1883",
            description = "Port of the broker on 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int mqttPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".nuong/demo",
            description = "Folder for everything that is kept, made when missing. Default: the current folder's"
                    + " ${DEFAULT-VALUE}")
    private Path data = Path.of(".nuong/demo");

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "3600",
            description = "Replayed seconds per second, above 0 and up to 1000000. Default: ${DEFAULT-VALUE}, an hour a"
                    + " second")
    private double speed;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Stop by itself after this time, such as 60s, 5m or 1h. Default: run until Ctrl-C")
    private @Nullable Duration runFor;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "When stopping, write what was published, received, stored and refused, and each plot's"
                    + " last advice, as JSON.")
    private @Nullable Path summary;

    @Option(
            names = "--outlook",
            paramLabel = "FROM",
            defaultValue = "none",
            description =
                    "Where the weather expected comes from, at the times that the page shows: csv:FILE, climatology:FILE,"
                            + " climatology, the address of a forecast, or none. Default: ${DEFAULT-VALUE}")
    private String outlook = "none";

    @Option(
            names = "--bulletins",
            paramLabel = "B.json",
            description = "Official storm bulletins, a JSON file or a folder of them, as for nuong advise.")
    private @Nullable Path bulletins;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkPort("--http", httpPort);
        checkPort("--mqtt", mqttPort);
        if (httpPort == mqttPort && httpPort != 0) {
            throw usage("--http and --mqtt are both " + httpPort + "; give two different ports");
        }
        if (!(speed > 0 && speed <= MAX_SPEED)) {
            throw usage("--speed is " + speed + "; give replayed seconds per second, above 0 and up to "
                    + (long) MAX_SPEED);
        }
        return new DemoRun(
                        new DemoRun.Options(
                                httpPort,
                                mqttPort,
                                data,
                                speed,
                                Optional.ofNullable(runFor),
                                Optional.ofNullable(summary),
                                outlook(),
                                Optional.ofNullable(bulletins)),
                        new Narrator(spec.commandLine().getErr()))
                .run();
    }

    private OutlookSetting outlook() {
        try {
            return new OutlookSetting(outlook);
        } catch (IllegalArgumentException e) {
            throw usage("--outlook: " + e.getMessage());
        }
    }

    private void checkPort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw usage(option + " is " + port + "; give a port from 1 to 65535, or 0 for any free one");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
