package vn.nuong.ingest.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.Authorization;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.Permission;
import com.influxdb.client.domain.PermissionResource;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import vn.nuong.ingest.store.StoreException;
import vn.nuong.telemetry.config.Settings;

/**
 * Run once before ingest: makes a token that may read and write the one bucket and no more, so that ingest itself never holds
 * the administrator's. Settings: {@code NUONG_INFLUX_URL}, {@code _ORG}, {@code _BUCKET}, {@code NUONG_INFLUX_ADMIN_TOKEN} (or
 * {@code _FILE}), and {@code NUONG_INFLUX_TOKEN_FILE}, where the new token is written, readable by its owner only. A token that
 * is there already and works is kept.
 */
public final class InfluxSetup {

    private static final Duration WAIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private InfluxSetup() {}

    public static void main(String[] args) {
        int status = run(new Settings(System.getenv()), new PrintStream(System.err, true, StandardCharsets.UTF_8));
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns 0 when the file holds a token that works, 2 for settings that do not fit, 1 for any other failure. */
    static int run(Settings settings, PrintStream err) {
        try {
            String url = settings.require("NUONG_INFLUX_URL", "InfluxDB's address, such as http://influxdb:8086");
            String org = settings.require("NUONG_INFLUX_ORG", "the organisation in InfluxDB");
            String bucket = settings.require("NUONG_INFLUX_BUCKET", "the bucket for readings");
            Path file = Path.of(settings.require("NUONG_INFLUX_TOKEN_FILE", "the file to write ingest's token into"));
            String admin = settings.findSecret("NUONG_INFLUX_ADMIN_TOKEN")
                    .orElseThrow(() -> new IllegalArgumentException(
                            "neither NUONG_INFLUX_ADMIN_TOKEN_FILE nor NUONG_INFLUX_ADMIN_TOKEN is set: it gives the"
                                    + " token InfluxDB was set up with"));
            try (InfluxDBClient client = InfluxDBClientFactory.create(url, admin.toCharArray(), org)) {
                waitFor(client, url);
                if (works(url, org, bucket, file)) {
                    err.println("influx-setup: the token in " + file + " works");
                    return 0;
                }
                write(file, newToken(client, bucket));
            }
            err.println("influx-setup: wrote a token for the bucket \"" + bucket + "\" into " + file);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("influx-setup: " + e.getMessage());
            return 2;
        } catch (IOException | RuntimeException e) {
            err.println("influx-setup: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return 1;
        }
    }

    private static void waitFor(InfluxDBClient client, String url) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (!client.ping()) {
            if (System.nanoTime() > deadline) {
                throw new StoreException(
                        "InfluxDB at " + url + " did not answer within " + WAIT.toSeconds() + " s", null);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private static boolean works(String url, String org, String bucket, Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            return false;
        }
        try (InfluxReadingStore store = new InfluxReadingStore(new InfluxSettings(url, org, bucket, token))) {
            store.check();
            return true;
        } catch (StoreException e) {
            if (e.getCause() instanceof InfluxException cause && (cause.status() == 401 || cause.status() == 403)) {
                return false; // of another InfluxDB, or withdrawn
            }
            if (e.getCause() instanceof InfluxAnswer.ErrorAnswer) {
                return false; // of another bucket: InfluxDB does not show it this one
            }
            throw e;
        }
    }

    private static String newToken(InfluxDBClient client, String bucketName) {
        Bucket bucket = Optional.ofNullable(client.getBucketsApi().findBucketByName(bucketName))
                .orElseThrow(() -> new StoreException("InfluxDB has no bucket \"" + bucketName + "\"", null));
        PermissionResource resource = new PermissionResource();
        resource.setType(PermissionResource.TYPE_BUCKETS);
        resource.setId(bucket.getId());
        resource.setOrgID(bucket.getOrgID());
        List<Permission> permissions = List.of(
                new Permission().action(Permission.ActionEnum.READ).resource(resource),
                new Permission().action(Permission.ActionEnum.WRITE).resource(resource));
        Authorization authorization = new Authorization();
        authorization.setOrgID(bucket.getOrgID());
        authorization.setDescription("nuong-ingest");
        authorization.setPermissions(permissions);
        return client.getAuthorizationsApi().createAuthorization(authorization).getToken();
    }

    /** Whole or not at all, and never readable by others. */
    private static void write(Path file, String token) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Path draft = posix
                ? Files.createTempFile(
                        folder,
                        ".token",
                        "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".token", "");
        Files.writeString(draft, token + "\n");
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
