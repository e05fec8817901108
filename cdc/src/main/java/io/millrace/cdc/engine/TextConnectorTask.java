package io.millrace.cdc.engine;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.millrace.contracts.process.CrashPoint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** Reads the replication stream without parsing its values, without metrics of each event, and large rows one by one. */
public final class TextConnectorTask extends PostgresConnectorTask {
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(10);

    private final EventMetrics metrics = new EventMetrics();
    private final LargeRows largeRows = new LargeRows();

    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration config) {
        ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> coordinator = super.start(config);
        metrics.of(coordinator);
        return coordinator;
    }

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection jdbcConnection, PostgresSchema schema, PostgresConnectorConfig config)
            throws SQLException {
        // As Debezium builds it, except for the registry. Slot and publication are capture's own affair.
        ReplicationConnection connection = ReplicationConnection.builder(config)
                .withSlot(config.slotName())
                .dropSlotOnClose(false)
                .withPublication(config.publicationName())
                .withPublicationAutocreateMode(PostgresConnectorConfig.AutoCreateMode.DISABLED)
                .withTableFilter(config.getTableFilters())
                .withPlugin(config.plugin())
                .statusUpdateInterval(BETWEEN_SIGNS_OF_LIFE)
                .withTypeRegistry(new TextTypeRegistry(jdbcConnection))
                .withSchema(schema)
                .jdbcMetadataConnection(jdbcConnection)
                .build();
        return new HookedReplication(connection, metrics::switchOff, largeRows);
    }

    /** What was queued; the engine asks when all that it was given before is published and confirmed. */
    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        long poll = largeRows.pollBegins();
        List<SourceRecord> records = super.doPoll();
        if (records.isEmpty()) {
            largeRows.foundNothing(poll);
        }
        return records;
    }

    /** Confirms to the server what is stored as read; the engine stores it before. */
    @Override
    public void commit() throws InterruptedException {
        CrashPoint.CDC_AFTER_OFFSET.pass();
        super.commit();
        CrashPoint.CDC_AFTER_SLOT.pass();
    }
}
