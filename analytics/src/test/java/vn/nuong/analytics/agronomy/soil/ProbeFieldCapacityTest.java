package vn.nuong.analytics.agronomy.soil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProbeFieldCapacityTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant START = Instant.parse("2026-05-01T17:00:00Z"); // midnight

    private final NavigableMap<Instant, Double> theta = new TreeMap<>();
    private final NavigableMap<Instant, Double> rain = new TreeMap<>();

    /** Rain of so many mm in four hours from a day's noon on, then a soil that drains towards a field capacity. */
    private void rain(int day, double mm, double fieldCapacity) {
        Instant noon = START.plus(Duration.ofHours(24L * day + 12));
        for (int hour = 1; hour <= 4; hour++) {
            rain.put(noon.plus(Duration.ofHours(hour)), mm / 4);
        }
        for (int hour = 0; hour < 24 * 4; hour++) {
            theta.put(noon.plus(Duration.ofHours(hour)), fieldCapacity + 0.15 * Math.exp(-hour / 8.0));
        }
    }

    @Test
    void isReadFromTheNightsOneToTwoDaysAfterHeavyRain() {
        rain(1, 60, 0.30);
        rain(10, 45, 0.32);
        ProbeFieldCapacity found = ProbeFieldCapacity.of(theta, rain, ZONE).orElseThrow();
        // Nights of 0 to 5 o'clock, 36 to 41 hours after noon: 0.15·exp(−38.5/8) = 0.0012 above it.
        assertThat(found.theta()).isEqualTo(0.311, within(0.001));
        assertThat(found.rains()).isEqualTo(2);
        assertThat(found.sigma()).isEqualTo(0.02 / 2, within(1e-6)); // sd 0.02/√2 over √2 rains
    }

    @Test
    void oneRainOrLighterRainsOrMoreRainSinceTellNothing() {
        rain(1, 60, 0.30);
        assertThat(ProbeFieldCapacity.of(theta, rain, ZONE)).as("one rain").isEmpty();
        rain(10, 39, 0.30);
        assertThat(ProbeFieldCapacity.of(theta, rain, ZONE)).as("39 mm").isEmpty();
        rain(20, 60, 0.30);
        assertThat(ProbeFieldCapacity.of(theta, rain, ZONE)).isPresent();
        rain.put(START.plus(Duration.ofHours(24 * 20 + 40)), 6.0);
        assertThat(ProbeFieldCapacity.of(theta, rain, ZONE))
                .as("rain in between")
                .isEmpty();
    }

    @Test
    void aSoilThatStillDrainsIsNotAtFieldCapacity() {
        rain(1, 60, 0.30);
        rain(10, 60, 0.30);
        theta.replaceAll((t, v) -> v + 0.004 * (t.getEpochSecond() / 3600 % 24));
        assertThat(ProbeFieldCapacity.of(theta, rain, ZONE)).isEmpty();
    }

    @Test
    void anAdditiveErrorOfTheProbeIsInItAsWellAndCancels() {
        rain(1, 60, 0.30);
        rain(10, 60, 0.30);
        double sound = ProbeFieldCapacity.of(theta, rain, ZONE).orElseThrow().theta();
        theta.replaceAll((t, v) -> v + 0.05);
        assertThat(ProbeFieldCapacity.of(theta, rain, ZONE).orElseThrow().theta())
                .isEqualTo(sound + 0.05, within(1e-9));
    }
}
