package vn.nuong.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        store.write(List.of(reading(RAIN, 1, 1)));
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
        store.write(List.of(reading(RAIN, 1, 1)));
        store.close();
        assertThatThrownBy(() -> store.write(List.of(reading(MOISTURE_20, 1, 1))))
                .isInstanceOf(StoreException.class);
        store = open();
        assertThat(everything()).hasSize(1);
    }
}
