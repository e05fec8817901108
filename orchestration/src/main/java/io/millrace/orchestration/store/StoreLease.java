package io.millrace.orchestration.store;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps a second scheduler off the store as long as the connection lives.
 *
 * <p>H2 locks its file by itself; on Postgres a session's advisory lock does it, so a lost connection loses the lease.
 */
final class StoreLease implements AutoCloseable {
    /** "Database may be already in use", of H2. */
    private static final int ALREADY_OPEN = 90020;
    /** Any number, the same for all schedulers; the schema is the second half of the lock's name. */
    private static final int LOCK = 0x6d696c6c;

    private final Connection connection;

    private StoreLease(Connection connection) {
        this.connection = connection;
    }

    /** @throws PipelineException of kind ENVIRONMENT when another scheduler has it or the database does not answer */
    static StoreLease take(StoreConfig config) {
        try {
            Connection connection = DriverManager.getConnection(config.url(), config.properties());
            if (config.dialect() == Dialect.POSTGRES && !locked(connection, config.schema())) {
                connection.close();
                throw inUse(config, null);
            }
            return new StoreLease(connection);
        } catch (SQLException e) {
            if (e.getErrorCode() == ALREADY_OPEN) {
                throw inUse(config, e);
            }
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Cannot open the scheduler's store %s; see orchestration.store: %s"
                            .formatted(config.url(), e.getMessage()),
                    e);
        }
    }

    private static PipelineException inUse(StoreConfig config, SQLException cause) {
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "Another scheduler uses the store %s; stop it, or give this one a store of its own"
                        .formatted(config.url()),
                cause);
    }

    private static boolean locked(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, LOCK);
            statement.setInt(2, schema.hashCode());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
