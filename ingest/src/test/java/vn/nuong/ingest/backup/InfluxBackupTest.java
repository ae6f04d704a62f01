package vn.nuong.ingest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.DataFolder;
import vn.nuong.ingest.influx.InfluxContainer;
import vn.nuong.ingest.influx.InfluxReadingStore;
import vn.nuong.ingest.records.RecordStore;
import vn.nuong.ingest.store.ReadingStore;
import vn.nuong.telemetry.testing.RequiresDocker;

/** The readings of a backup come from the real InfluxDB, and go into it again. */
@RequiresDocker
class InfluxBackupTest {

    @TempDir
    Path dir;

    @Test
    void aBucketComesBackAsItWas() throws IOException {
        DataFolder folder = DataFolder.open(dir.resolve("data"));
        RecordStore.open(folder.records()).close();
        Path zip = dir.resolve("backup.zip");
        try (InfluxContainer influx = new InfluxContainer();
                ReadingStore was = new InfluxReadingStore(influx.newBucket());
                ReadingStore is = new InfluxReadingStore(influx.newBucket())) {
            SampleReadings.fill(was);
            Manifest manifest = new Backup(folder, was, "nuong test", InstantSource.system()).write(zip);
            assertThat(manifest.readings()).isEqualTo(3001);
            assertThat(manifest.flags()).isEqualTo(2);
            assertThat(manifest.aggregates()).isEqualTo(2);
            assertThatThrownBy(() -> new Restore(dir.resolve("r"), was).read(zip))
                    .hasMessageContaining("holds 3001 readings already");
            assertThatThrownBy(() -> new Restore(dir.resolve("r"), null).read(zip))
                    .hasMessageContaining("--influx");

            new Restore(dir.resolve("restored"), is).read(zip);

            SampleReadings.assertSame(is, was);
        }
    }
}
