package vn.nuong.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.time.Times;

class SqliteReadingStoreTest extends ReadingStoreContract {

    @TempDir
    Path folder;

    @Override
    protected ReadingStore open() {
        return SqliteReadingStore.open(folder.resolve("new/readings.db"));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithWhatToDo() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        assertThatThrownBy(() -> SqliteReadingStore.open(file.resolve("readings.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("name a folder that this user may write");
    }

    @Test
    void aFileOfANewerVersionIsLeftAlone() throws Exception {
        Path file = folder.resolve("newer.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> SqliteReadingStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("schema version 99")
                .hasMessageContaining("newer Nương");
    }

    @Test
    void aFileThatIsBeingWrittenByAnotherIsLeftToIt() {
        write(reading(RAIN, 1, 1));
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by another process")
                .hasMessageContaining("name another folder");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("text.db"), "this is not a database, it is a line of text ".repeat(50));
        assertThatThrownBy(() -> SqliteReadingStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void whatAFailedWriteBeganIsNotThere() {
        write(reading(RAIN, 1, 1));
        store.close();
        assertThatThrownBy(() -> write(reading(MOISTURE_20, 1, 1))).isInstanceOf(StoreException.class);
        store = open();
        assertThat(everything()).hasSize(1);
    }

    @Test
    void whatVersionOneWroteIsThereWithItsFlags() throws Exception {
        Path file = folder.resolve("new/readings.db");
        store.close();
        Files.delete(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    CREATE TABLE series(
                      id INTEGER PRIMARY KEY,
                      site TEXT NOT NULL, device TEXT NOT NULL, key TEXT NOT NULL,
                      readings INTEGER NOT NULL DEFAULT 0,
                      newest_measured_ns INTEGER NOT NULL, newest_received_ns INTEGER NOT NULL,
                      UNIQUE(site, device, key))""");
            statement.executeUpdate("""
                    CREATE TABLE readings(
                      series INTEGER NOT NULL, time_ns INTEGER NOT NULL,
                      value REAL NOT NULL, received_ns INTEGER NOT NULL, quality TEXT NOT NULL,
                      PRIMARY KEY(series, time_ns)) WITHOUT ROWID""");
            statement.executeUpdate("""
                    INSERT INTO series VALUES (1, 'pilot', 'probe', 'soil_moisture_20cm', 2, 200, 9),
                      (2, 'pilot', 'probe', 'trap_count_empoasca_onukii', 1, 100, 9),
                      (3, 'pilot', 'probe', 'soil_moisture_percent_20cm', 1, 100, 9),
                      (4, 'pilot', 'gauge', 'rain', 1, 100, 9)""");
            statement.executeUpdate("""
                    INSERT INTO readings VALUES (1, 100, 0.31, 7, 'good'), (1, 200, 0.71, 8, 'out_of_range'),
                      (2, 100, 20000, 7, 'out_of_range'), (3, 100, 104, 7, 'out_of_range'),
                      (4, 100, 0.2, 9, 'good')""");
            statement.execute("PRAGMA user_version = 1");
        }
        store = open();

        assertThat(store.count()).isEqualTo(5);
        assertThat(store.newestTimes()).isEqualTo(Map.of("pilot/probe", 200L, "pilot/gauge", 100L));
        assertThat(pages(ReadingQuery.all(2)))
                .extracting(r ->
                        r.key() + " " + r.value() + " " + r.quality().code() + " " + Times.toEpochNanos(r.received()))
                .containsExactly(
                        "rain 0.2 good 9",
                        "soil_moisture_20cm 0.31 good 7",
                        "soil_moisture_percent_20cm 104.0 out_of_range 7",
                        "trap_count_empoasca_onukii 20000.0 out_of_range 7",
                        "soil_moisture_20cm 0.71 out_of_range 8");
        assertThat(store.findFlags("pilot", "probe", 0, 300))
                .containsExactly(
                        old(PERCENT_20, 100, "104.0 % is outside 0 to 100", 7),
                        old(TRAP, 100, "20000.0 {count} is outside 0 to 10000", 7),
                        old(MOISTURE_20, 200, "0.71 m3/m3 is outside 0 to 0.6", 8));

        write(reading("probe", MOISTURE_20, T0, 0.5, 1), reading("probe", RAIN, T0, 0.5, 1));
        store.close();
        store = open();
        assertThat(store.count()).isEqualTo(7);
    }

    private static Flagged old(PropertyKey key, long timeNs, String why, long judgedNs) {
        return new Flagged("pilot", "probe", key, timeNs, Set.of(Flag.RANGE), why, judgedNs);
    }
}
