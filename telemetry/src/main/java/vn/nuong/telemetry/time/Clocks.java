package vn.nuong.telemetry.time;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.http.JsonClient;

/** The clock a service works by: the real one, or the replay's when {@code NUONG_CLOCK_URL} names who keeps it. */
public final class Clocks {

    private static final Logger LOG = LoggerFactory.getLogger(Clocks.class);
    private static final String PATH = "/api/v1/clock";
    private static final long ASK_AGAIN_S = 15;

    private Clocks() {}

    /**
     * The clock; a replay's is asked again every 15 s, so that it stays that of its keeper.
     *
     * @throws IOException when the replay's clock cannot be asked
     * @throws IllegalArgumentException when the address is not one
     */
    public static Clock from(Settings settings) throws IOException {
        Optional<String> url = settings.find("NUONG_CLOCK_URL");
        if (url.isEmpty()) {
            return Clock.systemUTC();
        }
        ClockJson clock = new JsonClient(URI.create(url.get())).get("/api/v1/clock", Map.of(), ClockJson.class);
        return clock.replay() == null ? Clock.systemUTC() : new ReplayClock(InstantSource.system(), clock.replay());
    }

    /** How a clock is told to others. */
    public static ClockJson tell(Clock clock) {
        return new ClockJson(clock.instant(), clock instanceof ReplayClock replay ? replay.schedule() : null);
    }
}
