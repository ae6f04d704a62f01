package vn.nuong.sim.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import vn.nuong.telemetry.http.JsonClient;

/** What ingest made of a device's readings, by its ledger of the days that a table touches, and of today. */
final class IngestLedger {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** For how long nothing may change before no more is expected. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JsonClient ingest;
    private final TableCommand.Published what;
    private final Surroundings surroundings;

    /** Readings, by what became of them. */
    record Sums(long stored, long duplicate, long conflicting, long refused) {
        Sums minus(Sums other) {
            return new Sums(
                    stored - other.stored,
                    duplicate - other.duplicate,
                    conflicting - other.conflicting,
                    refused - other.refused);
        }

        long all() {
            return stored + duplicate + conflicting + refused;
        }
    }

    IngestLedger(JsonClient ingest, TableCommand.Published what, Surroundings surroundings) {
        this.ingest = ingest;
        this.what = what;
        this.surroundings = surroundings;
    }

    /** All there is of these days now. */
    Sums sums() throws IOException {
        // A day more on both sides: the site's days may begin up to 14 hours before or after the universal ones.
        Map<LocalDate, Sums> days = new HashMap<>();
        read(day(what.first()).minusDays(1), day(what.last()).plusDays(1), days);
        LocalDate today = day(surroundings.wall().instant()); // what cannot be read counts for the day on which it came
        read(today.minusDays(1), today.plusDays(1), days);
        return days.values().stream()
                .reduce(
                        new Sums(0, 0, 0, 0),
                        (a, b) -> new Sums(
                                a.stored + b.stored,
                                a.duplicate + b.duplicate,
                                a.conflicting + b.conflicting,
                                a.refused + b.refused));
    }

    private void read(LocalDate from, LocalDate to, Map<LocalDate, Sums> into) throws IOException {
        Map<String, String> query =
                Map.of("site", what.site(), "device", what.device(), "from", "" + from, "to", "" + to);
        for (JsonNode day : ingest.get("/api/v1/completeness", query).path("days")) {
            into.put(
                    LocalDate.parse(day.path("day").asText()),
                    new Sums(
                            day.path("stored").asLong(),
                            day.path("duplicate").asLong(),
                            day.path("conflicting").asLong(),
                            day.path("refused").asLong()));
        }
    }

    /** What has become of the readings since {@code before}, once it is known of all of them or nothing more happens. */
    Sums await(Sums before, long readings) throws IOException, InterruptedException {
        Sums made = sums().minus(before);
        Duration unchanged = Duration.ZERO;
        while (made.all() < readings && unchanged.compareTo(PATIENCE) < 0) {
            surroundings.sleeper().sleep(BETWEEN);
            Sums now = sums().minus(before);
            unchanged = now.equals(made) ? unchanged.plus(BETWEEN) : Duration.ZERO;
            made = now;
        }
        return made;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
