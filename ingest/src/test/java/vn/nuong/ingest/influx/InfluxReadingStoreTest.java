package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.store.ReadingQuery;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.ingest.store.ReadingStoreContract;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.ingest.store.WriteOutcome;
import vn.nuong.telemetry.config.Settings;
import vn.nuong.telemetry.reading.Reading;
import vn.nuong.telemetry.testing.RequiresDocker;

@RequiresDocker
class InfluxReadingStoreTest extends ReadingStoreContract {

    private static InfluxContainer influx;

    private InfluxSettings bucket;

    @BeforeAll
    static void startInflux() {
        influx = new InfluxContainer();
    }

    @AfterAll
    static void stopInflux() {
        influx.close();
    }

    @Override
    protected ReadingStore open() {
        if (bucket == null) {
            bucket = influx.newBucket();
        }
        return new InfluxReadingStore(bucket);
    }

    @Test
    void aReadingThatInfluxNeverTakesIsNamedAndTheOthersAreStored() {
        try (ReadingStore keepsAnHour = new InfluxReadingStore(influx.newBucket(3600))) {
            Instant now = Instant.now();
            Reading old = reading("probe", RAIN, now.minus(Duration.ofDays(9)), 9, 9);
            List<Reading> fresh = List.of(
                    reading("probe", RAIN, now.minusSeconds(3), 1, 1),
                    reading("probe", RAIN, now.minusSeconds(2), 2, 2),
                    reading("probe", RAIN, now.minusSeconds(1), 3, 3));

            WriteOutcome outcome = keepsAnHour.write(List.of(fresh.get(0), fresh.get(1), old, fresh.get(2)));

            assertThat(outcome.stored()).isEqualTo(3);
            assertThat(outcome.refused()).hasSize(1);
            assertThat(outcome.refused().get(0).reading()).isEqualTo(old);
            assertThat(outcome.refused().get(0).why()).contains("retention");
            assertThat(keepsAnHour.find(ReadingQuery.all(10)).readings()).containsExactlyElementsOf(fresh);
        }
    }

    @Test
    void manyReadingsOfOneWriteAreAllThere() {
        List<Reading> many = java.util.stream.IntStream.range(0, 12_345)
                .mapToObj(i -> reading(RAIN, i, i))
                .toList();
        assertThat(store.write(many).stored()).isEqualTo(12_345);
        assertThat(store.count()).isEqualTo(12_345);
        assertThat(store.write(many).stored()).isEqualTo(12_345);
        assertThat(store.count()).isEqualTo(12_345);
    }

    @Test
    void aStoreThatIsNotThereOrRefusesTheTokenSaysSo() {
        Reading reading = reading(RAIN, 1, 1);
        try (ReadingStore away =
                new InfluxReadingStore(new InfluxSettings("http://127.0.0.1:1", "o", "b", "secret-token"))) {
            assertThatThrownBy(() -> away.write(List.of(reading)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("http://127.0.0.1:1");
            assertThatThrownBy(away::check).isInstanceOf(StoreException.class);
        }
        try (ReadingStore refused = new InfluxReadingStore(
                new InfluxSettings(bucket.url(), bucket.org(), bucket.bucket(), "secret-token"))) {
            assertThatThrownBy(() -> refused.write(List.of(reading)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("give a token that may read and write the bucket")
                    .hasMessageNotContaining("secret-token");
        }
    }

    @Test
    void setupMakesATokenForTheOneBucketAndKeepsOneThatWorks(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ingest-token");
        Settings settings = new Settings(Map.of(
                "NUONG_INFLUX_URL", influx.url(),
                "NUONG_INFLUX_ORG", InfluxContainer.ORG,
                "NUONG_INFLUX_BUCKET", InfluxContainer.BUCKET,
                "NUONG_INFLUX_ADMIN_TOKEN", influx.adminToken(),
                "NUONG_INFLUX_TOKEN_FILE", file.toString()));
        assertThat(setup(settings)).startsWith("0 ").contains("wrote a token").doesNotContain(influx.adminToken());
        String token = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token).isNotEmpty().isNotEqualTo(influx.adminToken());

        assertThat(setup(settings)).startsWith("0 ").contains("works").doesNotContain(token);
        assertThat(Files.readString(file).strip()).isEqualTo(token);
        InfluxSettings own = new InfluxSettings(influx.url(), InfluxContainer.ORG, InfluxContainer.BUCKET, token);
        try (ReadingStore allowed = new InfluxReadingStore(own)) {
            assertThat(allowed.write(List.of(reading(RAIN, 1, 1))).stored()).isEqualTo(1);
            assertThat(allowed.count()).isEqualTo(1);
        }
        InfluxSettings other = new InfluxSettings(bucket.url(), bucket.org(), bucket.bucket(), token);
        try (ReadingStore forbidden = new InfluxReadingStore(other)) {
            assertThatThrownBy(() -> forbidden.write(List.of(reading(RAIN, 1, 1))))
                    .isInstanceOf(StoreException.class);
        }

        Files.writeString(file, "withdrawn");
        assertThat(setup(settings)).startsWith("0 ").contains("wrote a token");
        assertThat(Files.readString(file).strip()).isNotEqualTo("withdrawn");
    }

    private static String setup(Settings settings) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = InfluxSetup.run(settings, new PrintStream(err, true, StandardCharsets.UTF_8));
        return status + " " + err.toString(StandardCharsets.UTF_8);
    }
}
