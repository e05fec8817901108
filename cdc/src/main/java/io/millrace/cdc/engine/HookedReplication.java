package io.millrace.cdc.engine;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A replication connection that calls somebody on the streaming thread before the first change is read, and reads no
 * further while a large row is on its way.
 */
@SuppressWarnings("try") // Debezium's interface closes with any exception.
record HookedReplication(ReplicationConnection connection, Runnable beforeStreaming, LargeRows largeRows)
        implements ReplicationConnection {
    @Override
    public ReplicationStream startStreaming(WalPositionLocator position) throws SQLException, InterruptedException {
        beforeStreaming.run();
        return new PacedStream(connection.startStreaming(position), largeRows);
    }

    @Override
    public ReplicationStream startStreaming(Lsn offset, WalPositionLocator position)
            throws SQLException, InterruptedException {
        beforeStreaming.run();
        return new PacedStream(connection.startStreaming(offset, position), largeRows);
    }

    @Override
    public Optional<SlotCreationResult> createReplicationSlot() throws SQLException {
        return connection.createReplicationSlot();
    }

    @Override
    public void initConnection() throws SQLException, InterruptedException {
        connection.initConnection();
    }

    @Override
    public boolean isConnected() throws SQLException {
        return connection.isConnected();
    }

    @Override
    public void reconnect() throws SQLException {
        connection.reconnect();
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
