package io.millrace.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresServiceIT {
    private final PostgresService postgres =
            TestStack.with(ServiceKind.values()).postgres();

    @Test
    void startsReadyForLogicalReplication() throws SQLException {
        // When
        String level = query("postgres", "SHOW wal_level");

        // Then
        assertThat(level).isEqualTo("logical");
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
