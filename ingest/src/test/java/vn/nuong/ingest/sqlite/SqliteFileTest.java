package vn.nuong.ingest.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.ingest.store.StoreException;

class SqliteFileTest {

    private static final List<String> FIRST = List.of("CREATE TABLE a(x INTEGER)", "INSERT INTO a VALUES (1)");
    private static final List<String> SECOND = List.of("ALTER TABLE a ADD COLUMN y TEXT", "UPDATE a SET y = 'new'");
    private static final List<String> THIRD = List.of("INSERT INTO a VALUES (3, 'third')");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("some.db");
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    @Test
    void aNewFileGoesThroughEveryVersionAndAnOldOneThroughThoseItLacks() throws Exception {
        SqliteFile.open(file, List.of(FIRST)).close();
        try (Connection connection = SqliteFile.open(file, List.of(FIRST, SECOND, THIRD))) {
            assertThat(ask(connection, "SELECT GROUP_CONCAT(x || y) FROM a")).isEqualTo("1new,3third");
            assertThat(ask(connection, "PRAGMA user_version")).isEqualTo("3");
        }
        SqliteFile.open(file, List.of(FIRST, SECOND, THIRD)).close();
        try (Connection connection = SqliteFile.open(folder.resolve("new/other.db"), List.of(FIRST, SECOND, THIRD))) {
            assertThat(ask(connection, "SELECT GROUP_CONCAT(x || y) FROM a")).isEqualTo("1new,3third");
        }
    }

    @Test
    void aMigrationThatFailsLeavesTheFileAsItWas() throws Exception {
        SqliteFile.open(file, List.of(FIRST)).close();
        List<String> broken = List.of("INSERT INTO a VALUES (2)", "INSERT INTO nothing VALUES (2)");

        assertThatThrownBy(() -> SqliteFile.open(file, List.of(FIRST, broken)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());

        try (Connection connection = SqliteFile.open(file, List.of(FIRST))) {
            assertThat(ask(connection, "SELECT COUNT(*) FROM a")).isEqualTo("1");
        }
    }

    @Test
    void aFileOfANewerVersionIsLeftAlone() throws Exception {
        SqliteFile.open(file, List.of(FIRST, SECOND)).close();
        assertThatThrownBy(() -> SqliteFile.open(file, List.of(FIRST)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("schema version 2, newer than 1")
                .hasMessageContaining("use that one, or name another folder");
        SqliteFile.open(file, List.of(FIRST, SECOND)).close();
    }

    @Test
    void aFileIsTheFirstOnesEvenBeforeItWroteAnything() throws Exception {
        SqliteFile.open(file, List.of(FIRST)).close();
        try (Connection first = SqliteFile.open(file, List.of(FIRST))) {
            assertThat(first.isClosed()).isFalse();
            assertThatThrownBy(() -> SqliteFile.open(file, List.of(FIRST)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is written by another process; stop that one, or name another folder");
        }
        SqliteFile.open(file, List.of(FIRST)).close();
    }

    @Test
    void isInATransactionAgainAfterAFullDiskEndedTheOneBefore() throws Exception {
        try (Connection connection = SqliteFile.open(file, List.of(FIRST));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = 2"); // SQLite then says what it says on a full disk
            SQLException full = assertThrows(
                    SQLException.class, () -> statement.execute("INSERT INTO a VALUES (zeroblob(100000))"));
            assertThat(full.getMessage()).contains("SQLITE_FULL");
            assertThatThrownBy(connection::rollback).hasMessageContaining("no transaction is active");

            SqliteFile.rollback(connection, full);
            assertThat(full.getSuppressed()).isEmpty();
            statement.execute("PRAGMA max_page_count = 1000");
            statement.execute("INSERT INTO a VALUES (2)");
            connection.rollback();
            statement.execute("INSERT INTO a VALUES (3)");
            connection.commit();
            assertThat(ask(connection, "SELECT GROUP_CONCAT(x) FROM a")).isEqualTo("1,3");
            connection.rollback();
        }
    }
}
