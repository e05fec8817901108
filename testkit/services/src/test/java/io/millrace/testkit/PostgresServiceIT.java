package io.millrace.testkit;

import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresServiceIT {
    private final PostgresService postgres =
            TestStack.with(ServiceKind.values()).postgres();

    @Test
    void acceptsALogicalReplicationSlot() throws SQLException {
        // When
        String slot = query(
                "postgres",
                "SELECT slot_name FROM pg_create_logical_replication_slot('trial', 'pgoutput', true) AS slot");

        // Then
        assertThat(slot).isEqualTo("trial");
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "postgres", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsItsPasswordWhereOnlyItsOwnerReadsIt() throws IOException {
        // Given
        Path file = postgres.service().place().folder().resolve("password");

        // Then
        assertThat(file).hasContent(postgres.password());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void createsADatabaseOnce() throws SQLException {
        // When
        boolean first = postgres.createDatabase("with \"quotes\"");
        boolean second = postgres.createDatabase("with \"quotes\"");

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(query("with%20%22quotes%22", "SELECT current_database()")).isEqualTo("with \"quotes\"");
    }

    @Test
    void keepsCommittedRowsOverAKillWhileAClientIsConnected() throws SQLException {
        // Given
        postgres.createDatabase("killed");
        execute("killed", "CREATE TABLE t AS SELECT 7 AS v");
        try (Connection open = postgres.connect("killed")) {
            // When
            postgres.kill();
            boolean noticed = postgres.service().endedUnasked();
            postgres.start();

            // Then
            assertThat(noticed).isTrue();
            assertThat(open.isValid(1)).isFalse();
            assertThat(query("killed", "SELECT v FROM t")).isEqualTo("7");
        }
    }

    @Test
    void stopsWithinSecondsWhileAClientIsConnectedAndKeepsItsRows() throws SQLException {
        // Given
        postgres.createDatabase("stopped");
        execute("stopped", "CREATE TABLE t AS SELECT 8 AS v");
        try (Connection open = postgres.connect("stopped")) {
            assertThat(open.isValid(1)).isTrue();

            // When
            long start = System.nanoTime();
            postgres.stop();
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            postgres.start();

            // Then
            assertThat(seconds).isLessThan(10);
            assertThat(query("stopped", "SELECT v FROM t")).isEqualTo("8");
        }
    }

    @Test
    void startsAfterAnotherProcessGotTheNumberOfAKilledServer() throws SQLException, IOException {
        // Given
        Path mark = postgres.service().place().folder().resolve("data/postmaster.pid");
        String written = Files.readString(mark);
        postgres.kill();
        Files.writeString(
                mark,
                written.replaceFirst(
                        "\\d+", Long.toString(ProcessHandle.current().pid())));

        // When
        postgres.start();

        // Then
        assertThat(query("postgres", "SELECT 1")).isEqualTo("1");
    }

    @Test
    void refusesFilesOfAnotherVersion() throws IOException {
        // Given
        ServicePlace place = ServicePlace.temporary(TestStack.newFolder("old"));
        Path data = Files.createDirectories(place.folder().resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "15\n");
        Binaries binaries = new Binaries(TestStack.newFolder("binaries"));

        // Then
        assertThatThrownBy(() -> new PostgresService(place, binaries).start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("are of Postgres 15, but this is Postgres 17; choose another folder");
    }

    @Test
    void saysHowItFailedWhenASettingIsWrong() {
        // Given
        ServicePlace place = ServicePlace.temporary(TestStack.newFolder("wrong"));
        PostgresService wrong = new PostgresService(place, binaries(), Map.of("wal_level", "nonsense"));

        // Then
        assertThatThrownBy(wrong::start)
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("postgres ended with status 1 before it was ready")
                .hasMessageContaining("invalid value for parameter \"wal_level\"");
        assertThat(wrong.process()).isEmpty();
    }

    private static Binaries binaries() {
        return new Binaries(MillraceHome.find().path().resolve("testkit/target/binaries"));
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
